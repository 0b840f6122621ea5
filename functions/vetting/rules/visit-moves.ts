import { type Instant, millisOf } from "../../../shared/domain/time.ts";
import type { VettingCase } from "./case.ts";
import { type CaseState, isTheirs, type MovedBy } from "./moves.ts";
import { startOf, type Visit, type VisitState } from "./visit.ts";

/**
 * Who may make a move of a visit. `officer`: an officer of the council without an interest. `either`: the applicant, or such an officer, who saves
 * what the applicant said by phone or letter. `system`: Trellis itself, when the case is over.
 */
export type VisitMover = "officer" | "either" | "system";

/** One move of a visit. `none`: there is no visit yet. */
export interface VisitMoveRule {
  readonly from: readonly (VisitState | "none")[];
  readonly to: VisitState;
  readonly by: VisitMover;
  /** Whether only the officer who has the case makes it, while it is being checked: the others arrange nothing over their head. */
  readonly assigned?: true;
  /** Whether the mover must say why, or when they could. */
  readonly reason?: true;
  /** Whether the visit must have started. */
  readonly started?: true;
}

const OPEN = ["proposed", "confirmed", "none-fits"] as const;

/** Every move of a visit: from where, to where, by whom. Nothing else is a move. */
export const VISIT_MOVES = {
  propose: { from: ["none", "cancelled", "done", "missed"], to: "proposed", by: "officer", assigned: true },
  change: { from: OPEN, to: "proposed", by: "officer", assigned: true, reason: true },
  pick: { from: ["proposed", "none-fits"], to: "confirmed", by: "either", assigned: true },
  decline: { from: ["proposed"], to: "none-fits", by: "either", assigned: true, reason: true },
  "cannot-come": { from: ["confirmed"], to: "none-fits", by: "either", assigned: true, reason: true },
  cancel: { from: OPEN, to: "cancelled", by: "officer", assigned: true, reason: true },
  complete: { from: ["confirmed"], to: "done", by: "officer", started: true },
  miss: { from: ["confirmed"], to: "missed", by: "officer", started: true },
  end: { from: OPEN, to: "cancelled", by: "system" },
} as const satisfies Readonly<Record<string, VisitMoveRule>>;
export type VisitMove = keyof typeof VISIT_MOVES;

/** The move of a name; undefined where it is none. */
export const visitMove = (name: string): VisitMove | undefined => Object.keys(VISIT_MOVES).find((known): known is VisitMove => known === name);

/** Where a case must stand for its visits: somebody has it to check, or it is listed and its evidence is renewed. */
export const VISITED_STATES: readonly CaseState[] = ["in-review", "needs-more", "recommended", "accredited", "provisional", "paused", "suspended"];
const BEING_CHECKED: readonly CaseState[] = ["in-review", "needs-more", "recommended"];

/**
 * Why a move of a visit cannot be. `not-a-move`: not from where it stands. `not-open`: the case stands where nobody is visited. `not-yours`: not by
 * somebody in their position. `interest`: they declared one. `not-assigned`: another officer has the case. `not-started`: it lies ahead.
 */
export type VisitMoveRefusal = "not-a-move" | "not-open" | "not-yours" | "interest" | "not-assigned" | "not-started";

/** What decides who may move a visit: its case, the visit where there is one, and the moment. */
export interface VisitSituation {
  readonly case: VettingCase;
  readonly visit?: Visit | undefined;
  readonly at: Instant;
}

/** Whether somebody may make a move of a case's visit now, by the table alone; why not, where they may not. */
export function visitMoveRefusal(move: VisitMove, { case: vettingCase, visit, at }: VisitSituation, mover: MovedBy): VisitMoveRefusal | undefined {
  const { from, by, assigned, started }: VisitMoveRule = VISIT_MOVES[move];
  const { owner, state, assignedTo, conflicts } = vettingCase;
  if (!from.includes(visit?.state ?? "none")) return "not-a-move";
  if (by === "system") return mover.kind === "system" ? undefined : "not-yours";
  const isApplicant = mover.kind === "applicant" && mover.subject === owner;
  if (!(by === "either" && isApplicant)) {
    if (mover.kind !== "officer" || isTheirs(mover, owner)) return "not-yours";
    if (conflicts.some((account) => isTheirs(mover, account))) return "interest";
    if (assigned && BEING_CHECKED.includes(state) && !isTheirs(mover, assignedTo)) return "not-assigned";
  }
  if (!VISITED_STATES.includes(state)) return "not-open";
  if (started && (visit?.chosen === undefined || startOf(visit.chosen) > millisOf(at))) return "not-started";
  return undefined;
}
