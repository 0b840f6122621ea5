import type { CommitRefusal } from "../../../shared/audit/commit.ts";
import type { FieldError, ParameterError, Read } from "../../../shared/domain/input.ts";
import { millisOf } from "../../../shared/domain/time.ts";
import { dateIn } from "../../../shared/domain/typed-date.ts";
import type { HttpAnswer } from "../../../shared/http/messages.ts";
import { ruleRefused } from "../../../shared/http/problem.ts";
import { redirectDone } from "../../../shared/pages/signed-in-page.tsx";
import type { HandlerOf } from "../../handlers-by-route.ts";
import { workerNames } from "../pages/case.page.tsx";
import { CLASH_ERROR, type ClashRow } from "../pages/clash.tsx";
import { ownVisitPage } from "../pages/own-visit.page.tsx";
import { formOfVisit, savedForm, visitStepPage } from "../pages/visit-step.page.tsx";
import { placeWords, VISIT_REFUSALS, VISIT_STEPS, type VisitStep } from "../pages/visit-words.ts";
import type { VisitInput, VisitOffer, VisitRefusal } from "../rules/decide-visit.ts";
import { factSentence } from "../rules/evidence-errors.ts";
import type { MovedBy } from "../rules/moves.ts";
import { OFFERED_NUMBERS, readOffer, readSaid } from "../rules/read-visit.ts";
import type { Situation } from "../rules/situation.ts";
import { isOpenVisit, startOf, VISIT_PLACES, type Visit, VisitTime, visitTimeCode, visitTimeWords } from "../rules/visit.ts";
import { type VisitMove, visitMoveRefusal } from "../rules/visit-moves.ts";
import { moveVisit, visitMark } from "../use-cases/arrange-visit.ts";
import { situationOf } from "../use-cases/commit-outcome.ts";
import type { Vetting } from "../use-cases/deps.ts";
import { isOld } from "../use-cases/seen.ts";
import { officerIn } from "../use-cases/standing.ts";
import { nothingHere, refusal } from "./refusals.ts";
import { untilClear } from "./until-clear.ts";

type CaseRequest = Parameters<HandlerOf<"case">>[0];
type Shown = { readonly form?: URLSearchParams; readonly errors?: readonly FieldError[]; readonly clash?: readonly ClashRow[]; readonly status?: number };

/** What is wrong with fields, each with the control to go to. */
const fieldErrors = (errors: readonly ParameterError[]): readonly FieldError[] =>
  errors.map(({ parameter, detail }) => ({ field: parameter, text: detail, ...(parameter.startsWith("day-") ? { at: `${parameter}-day` } : {}) }));

/** The field a refusal is said beside. */
const REFUSED_AT: Readonly<Partial<Record<VisitRefusal, string>>> = { "not-offered": "choice", "time-passed": "choice", "no-times": "time-1" };

/** Handlers of the pages a visit is arranged and answered with. */
export function visitHandlers(vetting: Vetting) {
  const { store } = vetting;

  const situationIn = (request: CaseRequest) => situationOf(vetting, request.record, vetting.now());

  const showOwn = async (request: CaseRequest, situation: Situation, shown: Shown = {}): Promise<HttpAnswer> => {
    const names = workerNames(await store.workersOf(situation.case.owner));
    return ownVisitPage(request, { situation, names, seen: visitMark(situation.visit), ...shown });
  };

  const showStep = async (request: CaseRequest, situation: Situation, step: VisitStep, shown: Shown = {}): Promise<HttpAnswer> => {
    const [account, workers] = await Promise.all([store.account(situation.case.owner), store.workersOf(situation.case.owner)]);
    return visitStepPage(request, { step, situation, account: account?.body, names: workerNames(workers), seen: visitMark(situation.visit), ...shown });
  };

  /** Makes a move; what refuses it is said on the page that `again` shows. */
  async function made(
    request: CaseRequest,
    mover: MovedBy,
    { move, input }: Answer,
    answer: HttpAnswer,
    again: (shown: Shown) => Promise<HttpAnswer>,
  ): Promise<HttpAnswer | "stale"> {
    const done = await moveVisit(vetting)(request.record, move, mover, input, request.auditContext(answer));
    if (done.ok) return answer;
    if (done.refusal === "stale") return "stale";
    if (isOfCommit(done.refusal)) return refusal(done.refusal);
    return again({ form: request.form, errors: [{ field: REFUSED_AT[done.refusal] ?? "go", text: VISIT_REFUSALS[done.refusal] }], status: 422 });
  }

  /** An answer of the applicant's, theirs or saved by an officer. */
  async function saveAnswer(
    request: CaseRequest,
    situation: Situation,
    mover: MovedBy,
    answer: HttpAnswer | ((answered: Answer) => HttpAnswer),
    show: (shown: Shown) => Promise<HttpAnswer>,
  ): Promise<HttpAnswer | "stale"> {
    const { form } = request;
    const { visit } = situation;
    if (!visit) return visitRefused("not-a-move");
    const thanks = (answered: Answer) => (typeof answer === "function" ? answer(answered) : answer);
    const again = answeredAlready(form, visit);
    if (again) return thanks(again);
    if (isOld(form, visitMark(visit))) return show({ form, errors: [CLASH_ERROR], clash: answerClash(form, visit), status: 412 });
    const read = answerIn(form, visit, millisOf(situation.at));
    if (!read.ok) return show({ form, errors: fieldErrors(read.errors) });
    return made(request, mover, read.value, thanks(read.value), show);
  }

  async function saveTimes(request: CaseRequest, situation: Situation): Promise<HttpAnswer | "stale"> {
    const { form, record } = request;
    const { visit, case: vettingCase } = situation;
    const show = (shown: Shown) => showStep(request, situation, "times", shown);
    const owner = await store.account(vettingCase.owner);
    const offer = readOffer(typedOffer(form), millisOf(situation.at), owner?.body.notices?.postalAddress !== undefined);
    const open = visit !== undefined && isOpenVisit(visit);
    const answer = redirectDone(`/cases/${vettingCase.id}`, "visit-times");
    // Sent twice, or the same offered in another tab: it is saved already, and the answer is the same.
    if (offer.ok && visit?.state === "proposed" && isSameOffer(offer.value, visit)) return answer;
    if (isOld(form, visitMark(visit))) return show({ form, errors: [CLASH_ERROR], clash: timesClash(form, visit), status: 412 });
    const reason = open ? readSaid(form.get("reason"), "reason", "visitWhy") : undefined;
    const errors = [...(offer.ok ? [] : offer.errors), ...(reason === undefined || reason.ok ? [] : reason.errors)];
    if (!offer.ok || errors.length > 0) return show({ form, errors: fieldErrors(errors) });
    const input = { offer: offer.value, ...(reason?.ok ? { reason: reason.value } : {}) };
    return made(request, officerIn(record, request.account.body.id), { move: open ? "change" : "propose", input }, answer, show);
  }

  async function saveStep(request: CaseRequest, step: VisitStep): Promise<HttpAnswer | "stale"> {
    const situation = await situationIn(request);
    const { visit, case: vettingCase } = situation;
    const officer = officerIn(request.record, request.account.body.id);
    const answer = redirectDone(`/cases/${vettingCase.id}`, `visit-${step}`);
    const show = (shown: Shown) => showStep(request, situation, step, shown);
    if (step === "times") return saveTimes(request, situation);
    if (step === "answer") return saveAnswer(request, situation, officer, answer, show);
    if (visit?.state === STEP_STATES[step]) return answer;
    if (isOld(request.form, visitMark(visit))) return show({ form: request.form, errors: [CLASH_ERROR], clash: [], status: 412 });
    if (step !== "cancel") return made(request, officer, { move: step, input: {} }, answer, show);
    const reason = readSaid(request.form.get("reason"), "reason", "visitWhy");
    if (!reason.ok) return show({ form: request.form, errors: fieldErrors(reason.errors) });
    return made(request, officer, { move: step, input: { reason: reason.value } }, answer, show);
  }

  return {
    ownVisit: (async (request) => showOwn(request, await situationIn(request))) satisfies HandlerOf<"case">,
    answerVisit: (async (request) =>
      untilClear(store, request, async (record) => {
        const now = { ...request, record };
        const situation = await situationIn(now);
        const { id, owner } = situation.case;
        const answer = ({ move }: Answer) => redirectDone(`/applications/${id}`, move === "pick" ? "visit-pick" : "visit-none");
        return saveAnswer(now, situation, { subject: owner, kind: "applicant" }, answer, (shown) => showOwn(now, situation, shown));
      })) satisfies HandlerOf<"case">,
    visitStep: (async (request) => {
      const step = stepIn(request.parameters["visitStep"]);
      if (!step) return nothingHere();
      const situation = await situationIn(request);
      const officer = officerIn(request.record, request.account.body.id);
      const why = stepMoves(step, situation).map((move) => visitMoveRefusal(move, situation, officer));
      const refused = why.every((one) => one !== undefined) ? why[0] : undefined;
      return refused ? visitRefused(refused) : showStep(request, situation, step, { form: formOfVisit(situation.visit) });
    }) satisfies HandlerOf<"case">,
    saveVisitStep: (async (request) => {
      const step = stepIn(request.parameters["visitStep"]);
      return step ? untilClear(store, request, (record) => saveStep({ ...request, record }, step)) : nothingHere();
    }) satisfies HandlerOf<"case">,
  };
}

/** A move of a visit, and what goes with it. */
interface Answer {
  readonly move: VisitMove;
  readonly input: VisitInput;
}

const stepIn = (name: string | undefined): VisitStep | undefined => VISIT_STEPS.find((step) => step === name);
const isOfCommit = (kind: VisitRefusal | CommitRefusal): kind is CommitRefusal => kind === "stale" || kind === "repeat";
const visitRefused = (kind: VisitRefusal): HttpAnswer => ({ kind: "problem", problem: ruleRefused(kind, "This cannot be done", VISIT_REFUSALS[kind]) });

/** Where a visit stands once a step is made: whoever makes it again is answered the same. */
const STEP_STATES = { cancel: "cancelled", complete: "done", miss: "missed" } as const;

/** The moves a step's page may make. */
function stepMoves(step: VisitStep, { visit }: Situation): readonly VisitMove[] {
  if (step === "times") return [visit && isOpenVisit(visit) ? "change" : "propose"];
  return step === "answer" ? ["pick", "decline", "cannot-come"] : [step];
}

const typedOffer = (form: URLSearchParams) => ({
  place: form.get("place") ?? undefined,
  where: form.get("where") ?? undefined,
  days: new Map(OFFERED_NUMBERS.map((number) => [number, dateIn(form, `day-${number}`)])),
  times: new Map(OFFERED_NUMBERS.map((number) => [number, form.get(`time-${number}`) ?? undefined])),
});

/** The answer of a form that is saved already. */
function answeredAlready(form: URLSearchParams, { state, chosen, said }: Visit): Answer | undefined {
  const choice = form.get("choice");
  if (state === "confirmed" && chosen && choice === visitTimeCode(chosen)) return { move: "pick", input: {} };
  return state === "none-fits" && choice === "none" && said === form.get("said")?.trim() ? { move: "decline", input: {} } : undefined;
}

function answerIn(form: URLSearchParams, visit: Visit, at: number): Read<Answer> {
  const choice = form.get("choice") ?? "";
  if (choice === "none") {
    const said = readSaid(form.get("said"), "said", "visitSaid");
    return said.ok ? { ok: true, value: { move: visit.state === "confirmed" ? "cannot-come" : "decline", input: { reason: said.value } } } : said;
  }
  const offered = visit.offered.find((time) => visitTimeCode(time) === choice);
  const fault = choice === "" ? "missing" : offered === undefined ? "form" : hasPassed(offered, at) ? "past" : undefined;
  if (fault) return { ok: false, errors: [{ parameter: "choice", detail: factSentence("visitAnswer", fault) }] };
  return { ok: true, value: { move: "pick", input: { chosen: choice } } };
}

/** Whether what is offered is what the visit says already. */
const isSameOffer = ({ place, times }: VisitOffer, visit: Visit): boolean =>
  place.kind === visit.place.kind && place.words === visit.place.words && times.map(visitTimeCode).join() === visit.offered.map(visitTimeCode).join();

const hasPassed = (time: VisitTime, at: number): boolean => startOf(time) <= at;

/** What somebody answered, in words; undefined where they chose nothing we could name. */
function answerWords(form: URLSearchParams): string | undefined {
  const [day, time] = (form.get("choice") ?? "").split("T");
  const chosen = VisitTime.safeParse({ day, time });
  if (chosen.success) return visitTimeWords(chosen.data);
  return form.get("choice") === "none" ? `None of these. ${form.get("said") ?? ""}`.trim() : undefined;
}

/** An answer beside what the visit says now. */
const answerClash = (form: URLSearchParams, { chosen, offered, said, state }: Visit): readonly ClashRow[] => [
  {
    label: "Your visit",
    saved: state === "none-fits" ? `None of these. ${said ?? ""}`.trim() : (chosen ? [chosen] : offered).map(visitTimeWords).join("\n"),
    typed: answerWords(form),
  },
];

/** What was offered beside what is saved now. */
function timesClash(form: URLSearchParams, visit: Visit | undefined): readonly ClashRow[] {
  const saved = savedForm(visit);
  const where = (of: URLSearchParams) => {
    const kind = VISIT_PLACES.find((one) => one === of.get("place"));
    return [kind && placeWords[kind], of.get("where")].filter(Boolean).join(": ") || undefined;
  };
  const time = (of: URLSearchParams, number: number) => {
    const day = ["day", "month", "year"].map((part) => of.get(`day-${number}-${part}`) ?? "").join(" ");
    return [day.trim(), of.get(`time-${number}`) ?? ""].filter(Boolean).join(", ") || undefined;
  };
  return [
    { label: "Where", saved: where(saved), typed: where(form) },
    ...OFFERED_NUMBERS.map((number) => ({ label: `Date and time ${number}`, saved: time(saved, number), typed: time(form, number) })),
  ].filter((row) => row.saved !== row.typed);
}
