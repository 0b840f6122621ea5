import { ok, type Result, refused } from "../../../shared/domain/result.ts";
import { daysAfter, type Instant, monthsAfter, type PlainDate } from "../../../shared/domain/time.ts";
import type { NoticeCode } from "../../../shared/notices/templates.ts";
import type { VettingCase } from "./case.ts";
import { agreedPage, refusedPage } from "./decide-page.ts";
import { withoutInterested } from "./declare-interest.ts";
import type { Evidence } from "./evidence.ts";
import { type Accreditation, asEntered, CASE_MOVES, type CaseMove, type CaseState, isTheirs, type MovedBy, type MoveRule, moveRefusal } from "./moves.ts";
import { blockedBecause, type DecisionRefusal, erasureTasks, isAboutDecision, isOver, type MoveInput } from "./obstacles.ts";
import type { NoticeRequest, Outcome, Situation } from "./situation.ts";

/**
 * A case after a move: legal by the table, with everything it changes and everybody it is told to. Refused where it
 * is not legal, by a `DecisionRefusal`, with the case as it was.
 */
export function afterMove(situation: Situation, move: CaseMove, mover: MovedBy, input: MoveInput = {}): Result<Outcome, DecisionRefusal> {
  const { case: vettingCase, checklist, today, at } = situation;
  const rule: MoveRule = CASE_MOVES[move];
  const why = moveRefusal(move, vettingCase, mover);
  if (why) return refused(why);
  // An officer who withdraws for somebody says why.
  if ((rule.reason || (move === "withdraw" && mover.kind === "officer")) && !input.reason) return refused("reason-missing");
  const blocked = blockedBecause(situation, move, mover, input);
  if (blocked) return refused(blocked);
  const state = leadsTo(vettingCase, rule, mover, today);
  const by = { by: mover.subject, at };
  const officer = mover.kind === "officer";
  const moved: VettingCase = {
    ...vettingCase,
    state,
    ...(officer && rule.by !== "applicant" ? { involved: [...new Set([...vettingCase.involved, mover.subject])] } : {}),
    ...(rule.by === "applicant" ? { enteredBy: asEntered(vettingCase, mover).enteredBy } : {}),
  };
  const notice = (code: NoticeCode, values: NoticeRequest["values"] = {}, to: NoticeRequest["to"] = "applicant"): NoticeRequest => ({ code, to, values });
  const reason = input.reason ?? "";
  const answer = (next: VettingCase, ...notices: readonly NoticeRequest[]): Result<Outcome, never> => ok({ case: next, evidence: [], notices });

  switch (move) {
    case "refer":
      return answer(moved, notice("application-referred"));
    case "submit": {
      const decideBy = daysAfter(today, checklist.figures.targetDays);
      return answer({ ...moved, submittedAt: at, decideBy: decideBy }, notice("application-received", { byDay: decideBy }));
    }
    case "withdraw":
      return ended({ ...moved, endedAt: at, tasks: erasureTasks(vettingCase) }, situation);
    case "close":
      return ended({ ...moved, endedAt: at, tasks: [] }, situation);
    case "assign":
    case "reassign":
      return answer({ ...moved, assignedTo: (input.assignee ?? mover).subject });
    case "declare-interest":
      return ok(withoutInterested(situation, moved, mover));
    case "ask-erasure":
      return answer({ ...moved, tasks: [...moved.tasks, { code: "erasure", since: today }] }, notice("officer-task", {}, "officer"));
    case "answer-erasure":
      return answer({ ...moved, tasks: moved.tasks.filter(({ code }) => code !== "erasure"), erasureAnswered: { ...by, reason } });
    case "confirm":
      return answer({ ...moved, tasks: moved.tasks.filter((task) => !isAboutDecision(task)) });
    case "change-checklist":
      return answer({ ...moved, checklist: input.checklist?.version ?? vettingCase.checklist });
    case "ask-more":
      return answer({ ...moved, moreNeeded: reason }, notice("more-needed", { item: "your application", reason }));
    case "answer": {
      const { moreNeeded: _, ...rest } = moved;
      return answer(rest, notice("officer-task", {}, "officer"));
    }
    case "recommend": {
      const outcome = input.outcome ?? "refused";
      const { returned: _, ...rest } = moved;
      return answer({ ...rest, recommendation: { ...by, outcome, ...(input.reason ? { reason } : {}) } });
    }
    case "return": {
      const { recommendation: _, ...rest } = moved;
      return answer({ ...rest, returned: reason }, notice("officer-task", {}, "officer"));
    }
    case "approve":
      return vettingCase.recommendation?.outcome === "refused"
        ? decided(
            situation,
            { ...moved, decision: { ...by, outcome: "refused", ...reasonOf(vettingCase.recommendation) } },
            notice("refused", { reason: vettingCase.recommendation.reason ?? "" }),
          )
        : approved(situation, moved, by, input.listing);
    case "refuse":
      return decided(situation, { ...moved, decision: { ...by, outcome: "refused", reason } }, notice("refused", { reason }));
    case "ask-review": {
      const { endedAt: _, ...rest } = moved;
      const tasks = [{ code: "asked-to-be-reviewed" as const, since: today }, ...erasureTasks(vettingCase)];
      return answer({ ...rest, review: { askedAt: at, reason }, tasks }, notice("officer-task", {}, "officer"));
    }
    case "uphold": {
      const review = { ...(vettingCase.review ?? { askedAt: at, reason }), ...by, outcome: reason };
      return answer({ ...moved, review, tasks: erasureTasks(vettingCase), endedAt: at }, notice("review-decided", { outcome: "The decision stays", reason }));
    }
    case "overturn": {
      const { recommendation, decision, ...rest } = moved;
      const overturned = [...new Set([...vettingCase.overturned, ...[recommendation?.by, decision?.by].filter((one) => one !== undefined)])];
      const review = { ...(vettingCase.review ?? { askedAt: at, reason }), ...by, outcome: reason };
      return answer({ ...rest, overturned, review, tasks: [] }, notice("review-decided", { outcome: "We will review your application", reason }));
    }
    case "suspend":
      return answer({ ...moved, suspension: { ...by, reason } }, notice("suspended"), notice("arrangement-paused", {}, "recipients"));
    case "agree-page":
      return answer(
        agreedPage(moved),
        notice("page-looked-at", { outcome: "Your changes are on your page.", reason: "We checked them against the documents we have seen." }),
      );
    case "refuse-page":
      return answer(refusedPage(moved), notice("page-looked-at", { outcome: "Your page stays as we checked it.", reason }));
    case "lift": {
      const { suspension: _, ...rest } = moved;
      if (state === "lapsed") return ended({ ...rest, endedAt: at, tasks: [] }, situation, notice("check-lapsed", { item: "Your place on the list" }));
      return answer({ ...rest, tasks: rest.tasks.filter(({ code }) => code !== "erasure") }, notice("suspension-lifted"));
    }
    case "lapse":
      return ended(
        { ...moved, endedAt: at, tasks: [] },
        situation,
        notice("check-lapsed", { item: "Your place on the list" }),
        notice("arrangement-paused", {}, "recipients"),
      );
    case "renew":
      return ended({ ...moved, endedAt: at, tasks: [] }, situation);
    case "pause":
      return answer(moved, notice("listing-paused", { reason }), notice("arrangement-paused", {}, "recipients"), notice("officer-task", {}, "officer"));
    case "resume":
      return answer(moved, notice("listing-back"));
    case "reconsider":
      return answer(moved);
  }
}

const reasonOf = ({ reason }: { readonly reason?: string | undefined }) => (reason ? { reason } : {});

/** Where a move leads: what it was before, but paused while something keeps it off the list, and lapsed where its time is over. */
function leadsTo(vettingCase: VettingCase, { to }: MoveRule, mover: MovedBy, today: PlainDate): CaseState {
  const { state, accreditation, blockingEvidence, recommendation } = vettingCase;
  if (to === "same") return state;
  if (to === "without-theirs") return state === "recommended" && isTheirs(mover, recommendation?.by) ? "in-review" : state;
  if (to === "accreditation" && isOver(vettingCase, today)) return "lapsed";
  if (to === "accreditation") return blockingEvidence.length > 0 ? "paused" : (accreditation ?? state);
  if (to === "recommendation") return recommendation?.outcome ?? state;
  return to;
}

/** On the list: from today, for as long as the checklist says. */
function approved(situation: Situation, moved: VettingCase, by: { by: string; at: Instant }, listing: string | undefined): Result<Outcome, never> {
  const { today, checklist } = situation;
  const accreditation: Accreditation = moved.state === "provisional" ? "provisional" : "accredited";
  const months = accreditation === "provisional" ? checklist.figures.provisionalMonths : checklist.figures.accreditedMonths;
  const until = monthsAfter(today, months);
  const next: VettingCase = {
    ...moved,
    accreditation: accreditation,
    blockingEvidence: [],
    decision: { ...by, outcome: accreditation, ...reasonOf(moved.recommendation ?? {}) },
    accreditedOn: today,
    accreditedUntil: until,
    reminded: [],
    ...(moved.listing === undefined && listing !== undefined ? { listing } : {}),
  };
  return decided(situation, next, { code: accreditation === "provisional" ? "provisional" : "approved", to: "applicant", values: { until } });
}

/** After a decision the facts of DBS certificates are kept for `dbsFactsMonths`; a refused case is over. Source: DBS code of practice. */
function decided(situation: Situation, next: VettingCase, ...notices: readonly NoticeRequest[]): Result<Outcome, never> {
  return ok({ case: next.state === "refused" ? { ...next, endedAt: situation.at } : next, evidence: factsToGo(situation), notices });
}

const ended = (next: VettingCase, situation: Situation, ...notices: readonly NoticeRequest[]): Result<Outcome, never> =>
  ok({ case: next, evidence: factsToGo(situation), notices });

function factsToGo({ evidence, today, checklist }: Situation): readonly Evidence[] {
  const factsUntil = monthsAfter(today, checklist.figures.dbsFactsMonths);
  return evidence
    .filter(({ code, factsUntil: set, factsErasedOn }) => code === "dbs" && set === undefined && factsErasedOn === undefined)
    .map((evidence) => ({ ...evidence, factsUntil }));
}
