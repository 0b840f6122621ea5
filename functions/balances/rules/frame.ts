import { cycleNumbered } from "../../../shared/domain/cycles.ts";
import { dayNumber, daysAfter, type Instant, type PlainDate } from "../../../shared/domain/time.ts";
import type { BalancePolicy } from "../../../shared/policy/balances.ts";
import type { AccountFacts, TypedBalance } from "./facts.ts";
import { type DayNumber, dayLearned } from "./known.ts";
import type { Ledger, Movement } from "./movement.ts";

/** One account at the close of a day, as it was known at an instant: what all of a check is worked out from. */
export interface Frame {
  readonly facts: AccountFacts;
  readonly ledger: Ledger;
  readonly policy: BalancePolicy;
  /** Nothing that was learned later counts. */
  readonly knownBy: Instant;
  readonly cycle: number;
  /** The first day of the cycle, and the day whose close is measured. */
  readonly from: PlainDate;
  readonly on: PlainDate;
  readonly onDay: DayNumber;
  /** The day whose payment the line is held for: the one after. */
  readonly next: PlainDate;
  /** Movements posted by the close, oldest first; none where the balance was typed. */
  readonly movements: readonly Movement[];
  /** The balance at the close, where statements do not reach it and somebody typed it. */
  readonly typed?: TypedBalance | undefined;
}

/** What a frame is made from. */
export type Known = Pick<Frame, "facts" | "ledger" | "policy" | "knownBy">;

/** The frame of some days, the last of which is measured. */
export function frameOf(known: Known, cycle: number, from: PlainDate, on: PlainDate): Frame {
  const { ledger, knownBy } = known;
  const movements = ledger.movements.filter(({ postedOn, recordedAt }) => postedOn <= on && recordedAt <= knownBy);
  // A frame may be made from another, whose close was another.
  return { ...known, cycle, from, on, onDay: dayNumber(on), next: daysAfter(on, 1), movements, typed: undefined };
}

/** The frame of a cycle: measured at the close of the last day before the next payment. */
export function cycleFrame(known: Known, cycle: number): Frame {
  const { from, to } = cycleNumbered(known.facts.firstPaymentOn, cycle);
  return frameOf(known, cycle, from, to);
}

/** Whether something was learned while it could still say how things stood at the close: by the end of that day, and by what is known. */
export const saidByClose = ({ knownBy, on }: Pick<Frame, "knownBy" | "on">, learnedAt: Instant): boolean => learnedAt <= knownBy && dayLearned(learnedAt) <= on;

/** The movements posted on some days, both included. Those of days that were summed up are not there to look at. */
export function movementsOf({ movements, ledger: { carried } }: Pick<Frame, "movements" | "ledger">, from: PlainDate, to: PlainDate): readonly Movement[] {
  if (carried !== undefined && from <= carried.on) throw new Error("A rule needs movements that were summed up");
  let first = 0;
  let beyond = movements.length;
  while (first < beyond) {
    const middle = (first + beyond) >> 1;
    if ((movements[middle]?.postedOn ?? "") < from) first = middle + 1;
    else beyond = middle;
  }
  let end = first;
  while (end < movements.length && (movements[end]?.postedOn ?? "") <= to) end += 1;
  return movements.slice(first, end);
}
