import * as z from "zod/mini";
import { type Instant, PlainDate } from "./time.ts";

/**
 * A fact with its two times: the day it applies from, and when we learned it. It holds until the day another applies from; `null` is that
 * from then on there is none.
 */
export interface Fact<Value> {
  readonly from: PlainDate;
  readonly learnedAt: Instant;
  readonly value: Value | null;
}

/** The facts of one kind, in the order in which they were learned. */
export const factsOf = <Value extends z.ZodMiniType>(value: Value) => z.array(z.object({ from: PlainDate, learnedAt: z.string(), value: z.nullable(value) }));

/** Which day is asked about, and what may be known of it. */
export interface AsKnown {
  readonly day: PlainDate;
  /** Nothing that was learned later counts. */
  readonly knownBy: Instant;
}

/**
 * The fact that was believed to hold on a day, by what was known at an instant: of those learned by then the one that applies from the
 * latest day up to `day`, and of several from one day the one learned last. Undefined where nothing was known.
 */
export function believed<Value>(facts: readonly Fact<Value>[], { day, knownBy }: AsKnown): Fact<Value> | undefined {
  let found: Fact<Value> | undefined;
  for (const fact of facts) {
    if (fact.learnedAt > knownBy || fact.from > day) continue;
    // They stand in the order in which they were learned: of equal days the later one counts.
    if (found === undefined || fact.from >= found.from) found = fact;
  }
  return found;
}

/** After every day there will be. */
export const LAST_DAY: PlainDate = "9999-12-31";

/** The value that counts in the end, by all that was ever learned; undefined where nothing is known, or there is none. */
export const believedLast = <Value>(facts: readonly Fact<Value>[]): Value | undefined =>
  believed(facts, { day: LAST_DAY, knownBy: `${LAST_DAY}T23:59:59.999Z` })?.value ?? undefined;

/** What is said of a day now; undefined where nothing was ever said of this very day. */
export const saidOf = <Value>(facts: readonly Fact<Value>[], from: PlainDate): Fact<Value> | undefined => facts.findLast((fact) => fact.from === from);

/**
 * The facts with one more. It is learned at `at`, or with the last one before it where a clock went back: what was believed at
 * any earlier instant stays as it was.
 */
export function withFact<Value>(facts: readonly Fact<Value>[], from: PlainDate, value: Value | null, at: Instant): Fact<Value>[] {
  const last = facts.at(-1)?.learnedAt ?? at;
  return [...facts, { from, learnedAt: at > last ? at : last, value }];
}
