import { daysAfter, type PlainDate } from "../../../shared/domain/time.ts";
import type { Checklist } from "../../../shared/policy/checklists.ts";
import { endedBadly, type VettingCase } from "./case.ts";
import { referralOf } from "./cqc-referral.ts";
import { type Accreditation, assigneeRefusal, type CaseMove, type MovedBy, type MoveRefusal } from "./moves.ts";
import type { Situation } from "./situation.ts";
import { accreditationOpen, peopleMissing, stillMissing, unfinishedSections, unsent, wrongWithPrice } from "./what-is-missing.ts";

/** What goes with a move. */
export interface MoveInput {
  readonly reason?: string | undefined;
  readonly outcome?: Accreditation | "refused" | undefined;
  /** The officer a case is given to; whoever gives it, where nobody is named. */
  readonly assignee?: MovedBy | undefined;
  /** The version of the checklist to change to. */
  readonly checklist?: Checklist | undefined;
  /** An id for a listing, should it need one. */
  readonly listing?: string | undefined;
}

/**
 * Besides what the table of moves refuses. `unfinished`: parts or evidence are missing. `referred`: the line of the
 * CQC stands in the way. `too-late`: the time to ask for a review is over. `outcome`: not one that is open here.
 * `under-minimum`: an employed person's rate is under the legal minimum. `renewal`: the place it renews is suspended, or was given up or renewed meanwhile.
 */
export type DecisionRefusal = MoveRefusal | "reason-missing" | "unfinished" | "referred" | "too-late" | "outcome" | "renewal" | "under-minimum";

/** The applicant's wish to be erased, where it still waits for an officer: it outlasts what else becomes of a case that ended badly. */
export const erasureTasks = ({ tasks }: Pick<VettingCase, "tasks">): VettingCase["tasks"] => tasks.filter(({ code }) => code === "erasure");

const isErasureAsked = (vettingCase: Pick<VettingCase, "tasks">): boolean => erasureTasks(vettingCase).length > 0;

/** Whether a task asks that the decision itself be looked at again. */
export const isAboutDecision = ({ code, about }: VettingCase["tasks"][number]): boolean => code === "interest" && about === undefined;

/** Whether its last day on the list has passed. */
export const isOver = ({ accreditedUntil }: Pick<VettingCase, "accreditedUntil">, today: PlainDate): boolean =>
  accreditedUntil !== undefined && accreditedUntil < today;

/** What stands in the way of a move besides who makes it. */
export function blockedBecause(
  situation: Situation,
  move: CaseMove,
  mover: MovedBy,
  { outcome, checklist, reason, assignee = mover }: MoveInput,
): DecisionRefusal | undefined {
  const { case: vettingCase, today } = situation;
  const goesOn = move === "submit" || move === "answer" || (move === "recommend" && outcome !== "refused");
  const agrees = move === "approve" && vettingCase.recommendation?.outcome !== "refused";
  if ((goesOn || agrees) && wrongWithPrice(vettingCase.answers, today)) return "under-minimum";
  switch (move) {
    case "assign":
    case "reassign":
      return assigneeRefusal(vettingCase, assignee);
    case "submit":
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
