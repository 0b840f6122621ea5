import { dayNumber, monthsAfter, type PlainDate } from "../../../../shared/domain/time.ts";
import { isAnswered } from "../agreed-spending.ts";
import { isSpend, undone } from "../credits.ts";
import type { AccountFacts } from "../facts.ts";
import { type Frame, movementsOf } from "../frame.ts";
import { type Dated, type DayNumber, dayLearned, valueOn } from "../known.ts";
import { endOf } from "../line.ts";
import type { Movement } from "../movement.ts";
import type { Finding } from "../result.ts";
import type { Sum } from "../sum.ts";

/** A check's frame with its sum: what findings are made from. */
export interface Seen {
  readonly frame: Frame;
  readonly sum: Sum;
  /** The movements of the cycle, and which of them came to nothing by its end. */
  readonly movements: readonly Movement[];
  readonly undone: ReadonlySet<string>;
  /** The day the direct payment ended, where that is known. */
  readonly end: DayNumber | undefined;
  /** Whether it had ended by the close: then the final statement says what becomes of the money. */
  readonly ended: boolean;
  /** The first day of which spending may be asked about without a manager's reason. */
  readonly lookBackFrom: PlainDate;
}

/** A rule: what it finds in a check, nothing where there is nothing to ask. */
export type Rule = (seen: Seen) => readonly Finding[];

export function seenOf(frame: Frame, sum: Sum): Seen {
  const movements = movementsOf(frame, frame.from, frame.on);
  const end = endOf(frame);
  const lookBackFrom = monthsAfter(dayLearned(frame.knownBy), -frame.policy.ask.lookBackMonths);
  return { frame, sum, movements, undone: undone(movements), end, ended: end !== undefined && end <= frame.onDay, lookBackFrom };
}

/** Whether something was believed of a day, now or by the end of that day: whoever relied on what was said then is not asked. */
export const believedThenOrNow = <Value>(facts: readonly Dated<Value>[], day: PlainDate, holds: (value: Value) => boolean): boolean => {
  const on = dayNumber(day);
  return [Number.POSITIVE_INFINITY, on].some((learnedBy) => {
    const value = valueOn(facts, on, learnedBy);
    return value !== undefined && holds(value);
  });
};

/** Whether an answer about something of a day was accepted, by what is known. */
export const isRemembered = ({ facts, knownBy }: { readonly facts: AccountFacts; readonly knownBy: string }, about: string, day: PlainDate): boolean =>
  isAnswered(facts, about, day, knownBy);

/** Spending of the cycle that may be asked about: not undone, and not longer ago than the policy looks back. */
export const spending = ({ movements, undone: none, lookBackFrom }: Seen): readonly Movement[] =>
  movements.filter((movement) => isSpend(movement) && !none.has(movement.id) && movement.postedOn >= lookBackFrom);

/** What some movements took out together. */
export const out = (movements: readonly Movement[]): number => movements.reduce((sum, { pence }) => sum - pence, 0);
