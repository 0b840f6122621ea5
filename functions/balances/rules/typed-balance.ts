import type { PlainDate } from "../../../shared/domain/time.ts";
import { missingFrom } from "./coverage.ts";
import type { AccountFacts, TypedBalance } from "./facts.ts";
import { cycleFrame, type Frame, type Known } from "./frame.ts";
import { learnedLast } from "./known.ts";

/** The balance that was typed for the close of a day, as it is known; undefined where none was. */
export const typedOn = ({ facts, knownBy }: Pick<Known, "facts" | "knownBy">, on: PlainDate): TypedBalance | undefined =>
  learnedLast(facts.typed ?? [], (one) => one.on === on && one.learnedAt <= knownBy);

/** Whether a balance was typed for the close of a day, whenever that was learned. */
export const isTypedFor = ({ typed = [] }: Pick<AccountFacts, "typed">, on: PlainDate): boolean => typed.some((one) => one.on === on);

/** A cycle as it can be measured, or from which day on statements are missing and nobody typed a balance. */
export interface ClosedCycle {
  readonly frame: Frame;
  readonly missing?: PlainDate | undefined;
}

/**
 * The frame of a cycle: by statements where they reach its close without a hole, else with the balance that was typed for that day. Rows always come before
 * what was typed, whichever was there first. A balance of any other day says nothing of the close: what moved in between is not known.
 */
export function closedCycle(known: Known, cycle: number): ClosedCycle {
  return closed(cycleFrame(known, cycle));
}

/** The same of a frame of other days. */
export function closed(frame: Frame): ClosedCycle {
  const missing = missingFrom(frame.ledger, frame.from, frame.on);
  if (missing === undefined) return { frame };
  const typed = typedOn(frame, frame.on);
  return typed === undefined ? { frame, missing } : { frame: { ...frame, typed, movements: [] } };
}
