import { daysAfter, type PlainDate } from "../../../shared/domain/time.ts";
import type { CoveredSpan, Ledger } from "./movement.ts";

/** The first of some days of which statements do not say all; undefined where they do of each. */
export function firstUncovered(covered: readonly CoveredSpan[], from: PlainDate, to: PlainDate): PlainDate | undefined {
  let day = from;
  for (const span of covered) {
    if (span.to < day) continue;
    if (span.from > day) return day;
    if (span.to >= to) return undefined;
    day = daysAfter(span.to, 1);
  }
  return day;
}

/** The span of days that statements cover without a hole up to a day, where they cover that day. */
export const spanOver = (covered: readonly CoveredSpan[], day: PlainDate): CoveredSpan | undefined => covered.find(({ from, to }) => from <= day && day <= to);

/** The first day of a hole before a day of which not even balances tell what is missing: after it no balance is known. */
export function firstUnexplained({ covered, holes }: Pick<Ledger, "covered" | "holes">, before: PlainDate): PlainDate | undefined {
  let at = 0;
  for (let index = 1; index < covered.length; index += 1) {
    const end = covered[index - 1]?.to ?? before;
    const begin = covered[index]?.from ?? before;
    if (begin > before) return undefined;
    if (begin <= daysAfter(end, 1)) continue;
    while ((holes[at]?.to ?? begin) <= end) at += 1;
    const hole = holes[at];
    if (hole === undefined || hole.from >= begin) return daysAfter(end, 1);
  }
  return undefined;
}

/** From which day on statements are missing that the balance at the close of the last of some days needs; undefined where they reach. */
export const missingFrom = (ledger: Ledger, from: PlainDate, to: PlainDate): PlainDate | undefined =>
  firstUncovered(ledger.covered, from, to) ?? firstUnexplained(ledger, to);
