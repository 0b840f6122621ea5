import { readBy } from "../../../shared/domain/input.ts";
import { fieldErrors, filledIn } from "../../../shared/http/form-fields.ts";
import type { HttpAnswer } from "../../../shared/http/messages.ts";
import { ruleRefused } from "../../../shared/http/problem.ts";
import { redirectDone } from "../../../shared/pages/signed-in-page.tsx";
import type { HandlerOf } from "../../handlers-by-route.ts";
import { letterPage, type RefereePageProps, refereePage } from "../pages/referee.page.tsx";
import { WRONG_WHERE_TAKEN } from "../pages/reference-questions.tsx";
import { ATTEMPTS, isSameReference, lastDayOf, type Reference, ReferenceAnswers, type ReferenceStanding, TAKEN_BY } from "../rules/reference.ts";
import { type Heard, mayReach, type TakingRefusal } from "../rules/take-reference.ts";
import type { Vetting } from "../use-cases/deps.ts";
import { refereeLetter } from "../use-cases/referee-letter.ts";
import { sentOn, standingReference } from "../use-cases/references.ts";
import { officerIn } from "../use-cases/standing.ts";
import { takeReference } from "../use-cases/take-reference.ts";
import { refusal, TAKING_REFUSALS } from "./refusals.ts";

type CaseRequest = Parameters<HandlerOf<"case">>[0];

/** Handlers of the pages on which an officer reaches a referee who has no email, and writes down what they say. */
export function refereeHandlers(vetting: Vetting) {
  const found = async ({ record, parameters, today }: CaseRequest) => {
    const known = await standingReference(vetting)(record.case.body, parameters["reference"] ?? "", today);
    const by = known?.record.body.by;
    return known && by !== undefined
      ? { ...known, reference: { ...known.record.body, by, standing: known.standing }, lastDay: lastDayOf(known.record.body, sentOn(record.case.body)) }
      : undefined;
  };
  /** Why the officer who looks can save nothing, where they cannot. */
  const barredFrom = ({ record, account }: CaseRequest): Exclude<TakingRefusal, "over"> | undefined =>
    mayReach(record.case.body, record.evidence.find(({ body }) => body.code === "references")?.body, officerIn(record, account.body.id));

  const page = async (request: CaseRequest, shown: Pick<RefereePageProps, "form" | "errors" | "status">): Promise<HttpAnswer> => {
    const known = await found(request);
    if (!known) return refused("over");
    if (!isToBeReached(known)) return refused("over");
    const why = barredFrom(request);
    return refereePage(request, { reference: known.reference, lastDay: known.lastDay, barred: why && TAKING_REFUSALS[why], ...shown });
  };

  return {
    referee: (async (request) => page(request, { form: new URLSearchParams() })) satisfies HandlerOf<"case">,
    refereeLetter: (async (request) => {
      const known = await found(request);
      const letter = known && refereeLetter(known.reference, known.lastDay ?? request.today);
      if (known?.reference.by !== "post" || !letter || !isToBeReached(known)) return refused("over");
      const why = barredFrom(request);
      return why ? refused(why) : letterPage(request, { reference: known.reference, today: request.today, ...letter });
    }) satisfies HandlerOf<"case">,
    takeReference: (async (request) => {
      const { record, form, account } = request;
      const known = await found(request);
      if (!known) return refused("over");
      const read = heardIn(form);
      if (!read.ok) return page(request, { form, errors: fieldErrors(read.errors, { ...WRONG_WHERE_TAKEN, outcome: "Select what happened" }) });
      const heard = read.value;
      const answer = redirectDone(`/cases/${record.case.body.id}/evidence/references`, `reference-${heard.kind}`);
      if (saysSo(known.record.body, heard)) return answer;
      const done = await takeReference(vetting)(record, known.record, officerIn(record, account.body.id), heard, request.auditContext(answer));
      if (done.ok) return answer;
      if (done.refusal === "repeat" || done.refusal === "stale") return refusal(done.refusal);
      return refused(done.refusal);
    }) satisfies HandlerOf<"case">,
  };
}

/** Whether a referee may still answer: also one who was not reached, and rings back. */
const isToBeReached = ({ standing }: { readonly standing: ReferenceStanding }): boolean => standing === "asked" || standing === "unreachable";

const refused = (kind: TakingRefusal): HttpAnswer => ({ kind: "problem", problem: ruleRefused(kind, "This cannot be done", TAKING_REFUSALS[kind]) });

/** Whether a request says already what is sent: one form, sent twice. */
const saysSo = ({ state, answers, taken }: Reference, heard: Heard): boolean =>
  heard.kind === "given"
    ? state === "given" && taken?.how === heard.how && isSameReference(answers, heard.answers)
    : heard.kind === "declined" && state === "declined" && taken !== undefined;

/** What the officer heard, as the page's two forms say it. */
function heardIn(form: URLSearchParams) {
  const outcome = ATTEMPTS.find((one) => one === form.get("outcome"));
  if (form.get("what") !== "given") {
    const heard: Heard | undefined =
      form.get("outcome") === "declined" ? { kind: "declined" } : outcome === undefined ? undefined : { kind: "attempt", outcome };
    return heard ? { ok: true as const, value: heard } : { ok: false as const, errors: [{ parameter: "outcome", detail: "must be one of those on the page" }] };
  }
  const read = readBy(ReferenceAnswers, filledIn(form));
  const how = TAKEN_BY.find((one) => one === form.get("how"));
  const errors = [...(read.ok ? [] : read.errors), ...(how === undefined ? [{ parameter: "how", detail: "must be by phone or by letter" }] : [])];
  return read.ok && how !== undefined ? { ok: true as const, value: { kind: "given" as const, answers: read.value, how } } : { ok: false as const, errors };
}
