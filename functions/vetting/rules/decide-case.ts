import { ok, type Result, refused } from "../../../shared/domain/result.ts";
import { daysAfter, type Instant, monthsAfter, type PlainDate } from "../../../shared/domain/time.ts";
import type { NoticeCode } from "../../../shared/notices/templates.ts";
import type { Checklist } from "../../../shared/policy/checklists.ts";
import { wrongWithRate } from "../../../shared/policy/pay.ts";
import { endedBadly, SECTIONS, type VettingCase } from "./case.ts";
import { referralOf } from "./cqc-referral.ts";
import { agreedPage, refusedPage } from "./decide-page.ts";
import { checklistLines, type Evidence, itemState, missing } from "./evidence.ts";
import { dbsIsEnough } from "./evidence-facts.ts";
import {
  type Accreditation,
  asEntered,
  CASE_MOVES,
  type CaseMove,
  type CaseState,
  isTheirs,
  type MovedBy,
  type MoveRefusal,
  type MoveRule,
  moveRefusal,
} from "./moves.ts";
import type { Picture } from "./photo.ts";
import type { Visit } from "./visit.ts";
import type { VisitMove } from "./visit-moves.ts";

/** A case with all that belongs to it, at a moment. */
export interface Situation {
  readonly case: VettingCase;
  readonly evidence: readonly Evidence[];
  readonly checklist: Checklist;
  /** Its visit, where one was ever arranged. */
  readonly visit?: Visit | undefined;
  readonly today: PlainDate;
  readonly at: Instant;
}

/** What goes with a move. */
export interface MoveInput {
  readonly reason?: string | undefined;
  readonly outcome?: Accreditation | "refused" | undefined;
  /** The version of the checklist to change to. */
  readonly checklist?: Checklist | undefined;
  /** An id for a listing, should it need one. */
  readonly listing?: string | undefined;
}

/** What somebody is told: a template's code, and what it names. */
export interface NoticeRequest {
  readonly code: NoticeCode;
  readonly to: "applicant" | "officer" | "recipients";
  readonly values: Readonly<Record<string, string>>;
}

/** What a move, or the night, leaves to be written and told. */
export interface Outcome {
  readonly case: VettingCase;
  /** Only those that changed. */
  readonly evidence: readonly Evidence[];
  readonly notices: readonly NoticeRequest[];
  /** Pictures that are new with it. */
  readonly pictures?: readonly Picture[];
  /** The visit as it is to be, and by which move, where it changed. */
  readonly visit?: { readonly after: Visit; readonly move: VisitMove | "sweep" } | undefined;
}

/**
 * Besides what the table of moves refuses. `unfinished`: parts or evidence are missing. `referred`: the line of the
 * CQC stands in the way. `too-late`: the time to ask for a review is over. `outcome`: not one that is open here.
 * `under-minimum`: an employed person's rate is under the legal minimum. `renewal`: the place it renews is suspended, or was given up or renewed meanwhile.
 */
export type DecisionRefusal = MoveRefusal | "reason-missing" | "unfinished" | "referred" | "too-late" | "outcome" | "renewal" | "under-minimum";

const byId = (evidence: readonly Evidence[]) => new Map(evidence.map((evidence) => [evidence.id, evidence]));

/** Parts of an application that are not filled in. */
export const unfinishedSections = ({ answers }: Pick<VettingCase, "answers">) => SECTIONS.filter((section) => answers[section] === undefined);

/** Required evidence that was never sent, or was sent back. */
export function unsent({ case: vettingCase, evidence, checklist, today }: Situation): readonly string[] {
  const known = byId(evidence);
  return checklistLines(vettingCase, checklist).flatMap(({ id, need }) => {
    const state = itemState(need, known.get(id), today, checklist);
    return need === "required" && ["not-started", "needs-more", "lapsed"].includes(state) ? [id] : [];
  });
}

/**
 * Required evidence that is not accepted, no longer counts, is not of the level that the tasks now ask for, or keeps the
 * case off the list for another reason.
 */
export const stillMissing = ({ case: vettingCase, evidence, checklist, today }: Situation): readonly string[] => {
  const tooLow = evidence
    .filter(({ code, accepted }) => code === "dbs" && accepted && !dbsIsEnough(vettingCase, checklist, accepted.facts))
    .map(({ id }) => id);
  const lines = checklistLines(vettingCase, checklist).filter(({ need }) => need === "required");
  return [
    ...new Set([...missing(lines, byId(evidence), today), ...tooLow.filter((id) => lines.some((one) => one.id === id)), ...vettingCase.blockingEvidence]),
  ];
};

/** How many people who give support there are not named yet: each of them is checked. */
export function peopleMissing({ case: vettingCase, checklist }: Pick<Situation, "case" | "checklist">): number {
  const { start } = vettingCase.answers;
  if (!start || !checklist.items.some(({ eachWorker }) => eachWorker.includes(start.type))) return 0;
  return Math.max(0, start.people - 1 - vettingCase.workers.length);
}

/** What being on the list may mean for somebody now: those who have traded for less than `provisionalUnderMonths` are provisional. */
export function accreditationOpen({ case: vettingCase, evidence, checklist, today }: Situation): Accreditation {
  const history = checklistLines(vettingCase, checklist).find(({ item }) => item.code === "trading-history");
  if (!history || history.need === "not-needed") return "accredited";
  const since = evidence.find(({ id }) => id === history.id)?.accepted?.facts["tradingSince"];
  return typeof since === "string" && since <= monthsAfter(today, -checklist.figures.provisionalUnderMonths) ? "accredited" : "provisional";
}

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
  const blocked = blockedBecause(situation, move, input);
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
      return answer({ ...moved, assignedTo: mover.subject });
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

/** The applicant's wish to be erased, where it still waits for an officer: it outlasts what else becomes of a case that ended badly. */
const erasureTasks = ({ tasks }: Pick<VettingCase, "tasks">): VettingCase["tasks"] => tasks.filter(({ code }) => code === "erasure");

const isErasureAsked = (vettingCase: Pick<VettingCase, "tasks">): boolean => erasureTasks(vettingCase).length > 0;

/** Whether a task asks that the decision itself be looked at again. */
const isAboutDecision = ({ code, about }: VettingCase["tasks"][number]): boolean => code === "interest" && about === undefined;

/**
 * A case once an officer declared an interest: without their recommendation, and what they accepted is with us again, for
 * another officer. On the list what they accepted counts until then, and somebody is given it to do.
 */
function withoutInterested({ case: before, evidence, today, at }: Situation, moved: VettingCase, mover: MovedBy): Outcome {
  const theirs = (account: string | undefined) => isTheirs(mover, account);
  const { assignedTo, recommendation, ...rest } = moved;
  const listed = before.accreditation !== undefined;
  const again = evidence.filter(({ accepted }) => theirs(accepted?.by));
  const decidedByThem = listed && (theirs(recommendation?.by) || theirs(before.decision?.by));
  const tasks: VettingCase["tasks"] = [
    ...(listed ? again.map(({ id }) => ({ code: "interest" as const, about: id, since: today })) : []),
    ...(decidedByThem ? [{ code: "interest" as const, since: today }] : []),
  ];
  const withdrawn = before.state === "recommended" && theirs(recommendation?.by);
  return {
    case: {
      ...rest,
      ...(assignedTo === undefined || theirs(assignedTo) ? {} : { assignedTo }),
      ...(recommendation === undefined || withdrawn ? {} : { recommendation }),
      conflicts: [...new Set([...before.conflicts, mover.subject])],
      tasks: [...before.tasks.filter(({ code, about }) => !tasks.some((task) => task.code === code && task.about === about)), ...tasks],
    },
    evidence: again.map(({ accepted, ...kept }) => ({
      ...kept,
      ...(listed && accepted ? { accepted } : {}),
      offered: kept.offered ?? { facts: accepted?.facts ?? {}, at, state: "with-us", ...(accepted?.sentBy === undefined ? {} : { by: accepted.sentBy }) },
    })),
    notices: again.length > 0 || withdrawn || decidedByThem ? [{ code: "officer-task", to: "officer", values: {} }] : [],
  };
}

const reasonOf = ({ reason }: { readonly reason?: string | undefined }) => (reason ? { reason } : {});

/** What is wrong with the rate somebody asks, by the law of a day; undefined where nothing is. Source: National Minimum Wage Act 1998, section 1. */
export const wrongWithPrice = ({ start, price }: VettingCase["answers"], today: PlainDate): string | undefined =>
  start && price ? wrongWithRate(start.type === "employed-pa" ? "employed" : "self-employed", price.ratePence, today) : undefined;

/** What stands in the way of a move besides who makes it. */
function blockedBecause(situation: Situation, move: CaseMove, { outcome, checklist, reason }: MoveInput): DecisionRefusal | undefined {
  const { case: vettingCase, today } = situation;
  const goesOn = move === "submit" || move === "answer" || (move === "recommend" && outcome !== "refused");
  const agrees = move === "approve" && vettingCase.recommendation?.outcome !== "refused";
  if ((goesOn || agrees) && wrongWithPrice(vettingCase.answers, today)) return "under-minimum";
  switch (move) {
    case "submit":
      if (referralOf(vettingCase.answers, situation.checklist)) return "referred";
      return unfinishedSections(vettingCase).length > 0 || unsent(situation).length > 0 || peopleMissing(situation) > 0 ? "unfinished" : undefined;
    case "answer":
      if (referralOf(vettingCase.answers, situation.checklist)) return "referred";
      return unfinishedSections(vettingCase).length > 0 || unsent(situation).length > 0 || peopleMissing(situation) > 0 ? "unfinished" : undefined;
    case "recommend":
      if (outcome === "refused") return reason ? undefined : "reason-missing";
      if (referralOf(vettingCase.answers, situation.checklist)) return "referred";
      if (outcome !== accreditationOpen(situation)) return "outcome";
      return stillMissing(situation).length + peopleMissing(situation) > 0 ? "unfinished" : undefined;
    case "approve":
      if (vettingCase.recommendation?.outcome === "refused") return undefined;
      if (referralOf(vettingCase.answers, situation.checklist)) return "referred";
      return stillMissing(situation).length + peopleMissing(situation) > 0 ? "unfinished" : undefined;
    case "ask-erasure":
      return endedBadly(vettingCase) && !isErasureAsked(vettingCase) ? undefined : "outcome";
    case "answer-erasure":
      return isErasureAsked(vettingCase) ? undefined : "outcome";
    case "confirm":
      return vettingCase.tasks.some(isAboutDecision) ? undefined : "outcome";
    case "change-checklist":
      return checklist === undefined || checklist.version === vettingCase.checklist ? "outcome" : undefined;
    case "ask-review":
      // A review is asked for once.
      if (vettingCase.review?.outcome !== undefined) return "too-late";
      return (vettingCase.decision?.at ?? "") < daysAfter(today, -situation.checklist.figures.askForReviewDays) ? "too-late" : undefined;
    case "agree-page":
    case "refuse-page":
      return vettingCase.pageChange === undefined ? "not-a-move" : undefined;
    case "resume":
      // A place whose time is over is not given back: the night ends it, and tells everybody that it is over.
      return vettingCase.blockingEvidence.length > 0 || isOver(vettingCase, today) ? "unfinished" : undefined;
    default:
      return undefined;
  }
}

/** Whether its last day on the list has passed. */
const isOver = ({ accreditedUntil }: Pick<VettingCase, "accreditedUntil">, today: PlainDate): boolean =>
  accreditedUntil !== undefined && accreditedUntil < today;

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
