import { text } from "../../../shared/domain/fields.ts";
import type { FieldError } from "../../../shared/domain/input.ts";
import { PlainDate } from "../../../shared/domain/time.ts";
import { dateIn } from "../../../shared/domain/typed-date.ts";
import type { HttpAnswer } from "../../../shared/http/messages.ts";
import { redirectDone } from "../../../shared/pages/signed-in-page.tsx";
import { servicePolicy } from "../../../shared/policy/service.ts";
import type { HandlerOf } from "../../handlers-by-route.ts";
import { bringPage } from "../pages/bring.page.tsx";
import { workerNames } from "../pages/case.page.tsx";
import { type CheckKind, checkPage, fieldOf, isSeenInPerson } from "../pages/check.page.tsx";
import { nameOfCase } from "../pages/who-it-is.tsx";
import { evidenceTitle } from "../pages/words.ts";
import type { ItemDecision } from "../rules/decide-evidence.ts";
import type { PieceDecision, PieceRefusal } from "../rules/decide-several.ts";
import { piecesToCheck } from "../rules/evidence-order.ts";
import { type MovedBy, moveRefusal } from "../rules/moves.ts";
import type { Situation } from "../rules/situation.ts";
import { toBring } from "../rules/to-bring.ts";
import { stillMissing } from "../rules/what-is-missing.ts";
import { checkSeveral } from "../use-cases/check-several.ts";
import { situationOf } from "../use-cases/commit-outcome.ts";
import { cqcWords } from "../use-cases/cqc-words.ts";
import type { Vetting } from "../use-cases/deps.ts";
import { refereesWanted } from "../use-cases/evidence-work.ts";
import { standingReferences } from "../use-cases/references.ts";
import { officerIn } from "../use-cases/standing.ts";
import { REFUSALS, refusal } from "./refusals.ts";

type CaseRequest = Parameters<HandlerOf<"case">>[0];
const { checkedAtOnce } = servicePolicy.caseLists;
const Where = text(200);
const Reason = text(2000);

const waitingFor = (situation: Situation, kind: CheckKind) => {
  const all = piecesToCheck(situation).filter((piece) => kind === "check" || isSeenInPerson(piece));
  return { pieces: all.slice(0, checkedAtOnce), more: Math.max(0, all.length - checkedAtOnce) };
};

/** Handlers of the page on which an officer decides all that was sent, and of the one for a visit. */
export function checkHandlers(vetting: Vetting) {
  const { store } = vetting;

  const show = async (
    kind: CheckKind,
    request: CaseRequest,
    situation: Situation,
    answer: { readonly form?: URLSearchParams; readonly errors?: readonly FieldError[]; readonly status?: number } = {},
  ): Promise<HttpAnswer> => {
    const { pieces, more } = waitingFor(situation, kind);
    const { owner } = situation.case;
    const [account, workers] = await Promise.all([store.account(owner), store.workersOf(owner)]);
    const names = workerNames(workers);
    const shown = await Promise.all(
      pieces.map(async (piece) => ({
        ...piece,
        title: evidenceTitle(piece.line, names),
        references: piece.line.item.code === "references" ? await standingReferences(vetting)(situation.case, situation.today) : [],
        cqc: await cqcWords(store, piece.evidence),
      })),
    );
    return checkPage(request, {
      kind,
      officer: officerIn(request.record, request.account.body.id),
      record: request.record.case,
      situation,
      account: account?.body,
      pieces: shown,
      more,
      refereesWanted: refereesWanted(situation),
      form: new URLSearchParams(),
      ...answer,
    });
  };

  const showing = (kind: CheckKind) =>
    (async (request) => show(kind, request, await situationOf(vetting, request.record, vetting.now()))) satisfies HandlerOf<"case">;

  const saving = (kind: CheckKind) =>
    (async (request) => {
      const { record, form, account } = request;
      const situation = await situationOf(vetting, record, vetting.now());
      const officer = officerIn(record, account.body.id);
      const { decisions, errors } = decisionsIn(form, situation, kind);
      if (errors.length > 0) return show(kind, request, situation, { form, errors });
      const answer = afterAll(situation, officer, decisions);
      const done = await checkSeveral(vetting)(record, officer, decisions, request.auditContext(answer), kind === "visit");
      if (done.ok) return answer;
      if (done.refusal === "repeat" || done.refusal === "stale") return refusal(done.refusal);
      return show(kind, request, situation, { form, errors: done.refusal.map(errorFor), status: 422 });
    }) satisfies HandlerOf<"case">;

  return {
    checkAll: showing("check"),
    saveChecks: saving("check"),
    visit: showing("visit"),
    saveVisit: saving("visit"),
    bring: (async (request) => {
      const situation = await situationOf(vetting, request.record, vetting.now());
      const { owner } = situation.case;
      const [account, workers] = await Promise.all([store.account(owner), store.workersOf(owner)]);
      const name = nameOfCase(situation.case, account?.body);
      return bringPage(request, { vettingCase: situation.case, bring: toBring(situation), names: workerNames(workers), name, visit: situation.visit });
    }) satisfies HandlerOf<"case">,
  };
}

/** Where an officer goes once all was saved: to recommending where nothing else is left, else to the case. */
function afterAll(situation: Situation, officer: MovedBy, decisions: readonly PieceDecision[]): HttpAnswer {
  const here = `/cases/${situation.case.id}`;
  const accepted = new Set(decisions.filter(({ decision }) => decision.answer === "accept").map(({ id }) => id));
  const isLast = moveRefusal("recommend", situation.case, officer) === undefined && stillMissing(situation).every((id) => accepted.has(id));
  return redirectDone(isLast ? `${here}/moves/recommend` : here, "checked");
}

/** What was decided of each piece, and what is wrong with it: what can be said of a field by itself. A piece of which nothing was chosen is left for later. */
function decisionsIn(form: URLSearchParams, situation: Situation, kind: CheckKind) {
  const errors: FieldError[] = [];
  const decisions: PieceDecision[] = [];
  const where = Where.safeParse((form.get("seenWhere") ?? "").trim());
  const on = PlainDate.safeParse(dateIn(form, "seenOn") ?? "");
  for (const piece of waitingFor(situation, kind).pieces) {
    const { id } = piece.line;
    const decision = decisionOf(form, id, isSeenInPerson(piece) ? { seenWhere: where.data, seenOn: on.data } : {});
    if (!decision) continue;
    if (decision.answer !== "accept" && decision.reason === "") errors.push({ field: fieldOf("reason", id), text: "Enter why, in 2,000 characters or fewer" });
    decisions.push({ id, decision, seen: form.get(fieldOf("sentAt", id)) ?? "" });
  }
  if (decisions.length === 0) errors.push({ field: "go", text: "Select a decision for at least one of these" });
  const seen = decisions.some(
    ({ id, decision }) => decision.answer === "accept" && waitingFor(situation, kind).pieces.some((one) => one.line.id === id && isSeenInPerson(one)),
  );
  if (seen && !where.success) errors.push({ field: "seenWhere", text: "Enter where you saw the originals, in 200 characters or fewer" });
  if (seen && !on.success) errors.push({ field: "seenOn", text: "Enter the date you saw the originals, like 27 3 2026", at: "seenOn-day" });
  return { decisions, errors };
}

function decisionOf(
  form: URLSearchParams,
  id: string,
  seen: { readonly seenWhere?: string | undefined; readonly seenOn?: PlainDate | undefined },
): ItemDecision | undefined {
  const answer = form.get(fieldOf("answer", id));
  if (answer === "accept") return { answer, ...seen };
  if (answer !== "ask-more" && answer !== "refuse") return undefined;
  const reason = Reason.safeParse((form.get(fieldOf("reason", id)) ?? "").trim());
  return { answer, reason: reason.success ? reason.data : "" };
}

/** Why a piece could not be decided so, beside its own field. */
function errorFor({ id, refusal: why }: PieceRefusal): FieldError {
  const field = fieldOf("answer", id);
  if (why === "seen-when") return { field: "seenOn", text: REFUSALS[why], at: "seenOn-day" };
  if (why === "not-seen") return { field: "seenWhere", text: REFUSALS[why] };
  if (why === "changed") return { field, text: "This has changed since you opened the page. Check what is here now, then decide" };
  return { field, text: REFUSALS[why] };
}
