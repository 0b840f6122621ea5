import { dayNumber, type Instant, londonDate, millisOf, type PlainDate } from "../../../shared/domain/time.ts";
import type { Fact } from "../../../shared/domain/timeline.ts";

/** A day as a count of days: what is compared thousands of times is compared as a number. */
export type DayNumber = number;

/** The day in London on which something was learned. Its date in UTC is that day, but for the last hour of it in summer. */
export const dayLearned = (at: Instant): PlainDate => (at.slice(11, 13) === "23" ? londonDate(millisOf(at)) : at.slice(0, 10));

/** A fact with its two times as numbers of days. */
export interface Dated<Value> {
  readonly from: DayNumber;
  readonly learned: DayNumber;
  readonly value: Value | null;
}

/** The facts that were known by an instant, as numbers of days, in the order in which they were learned. */
export const datedBy = <Value>(facts: readonly Fact<Value>[], knownBy: Instant): readonly Dated<Value>[] =>
  facts
    .filter(({ learnedAt }) => learnedAt <= knownBy)
    .map(({ from, learnedAt, value }) => ({ from: dayNumber(from), learned: dayNumber(dayLearned(learnedAt)), value }));

/** What is believed of a day, by what had been learned up to the end of another. Undefined where nothing was known, or there is none. */
export function valueOn<Value>(facts: readonly Dated<Value>[], day: DayNumber, learnedBy: DayNumber = Number.POSITIVE_INFINITY): Value | undefined {
  let found: Dated<Value> | undefined;
  for (const fact of facts) {
    if (fact.from <= day && fact.learned <= learnedBy && (found === undefined || fact.from >= found.from)) found = fact;
  }
  return found?.value ?? undefined;
}

/** A value that holds on a run of days, both included. */
export interface Stretch<Value> {
  readonly from: DayNumber;
  readonly to: DayNumber;
  readonly value: Value;
}

/** The values that are believed of some days, one stretch after the other; days of which nothing is believed are left out. */
export function stretches<Value>(facts: readonly Dated<Value>[], first: DayNumber, last: DayNumber): readonly Stretch<Value>[] {
  const starts = [first, ...facts.map(({ from }) => from).filter((from) => from > first && from <= last)].toSorted((a, b) => a - b);
  const found: Stretch<Value>[] = [];
  for (const [index, from] of starts.entries()) {
    const to = (starts[index + 1] ?? last + 1) - 1;
    const value = from <= to ? valueOn(facts, from) : undefined;
    if (value !== undefined) found.push({ from, to, value });
  }
  return found;
}

/** Of several things learned of one matter, the one learned last, by what was known: of equal moments the later in the list. */
export function learnedLast<Said extends { readonly learnedAt: Instant }>(said: readonly Said[], counts: (one: Said) => boolean): Said | undefined {
  let found: Said | undefined;
  for (const one of said) if (counts(one) && (found === undefined || one.learnedAt >= found.learnedAt)) found = one;
  return found;
}
