import { CYCLE_DAYS, cycleNumbered } from "../../../shared/domain/cycles.ts";
import { daysAfter, type PlainDate } from "../../../shared/domain/time.ts";
import type { BalanceCase } from "./balance-case.ts";
import { wasOpenIn } from "./case-of-person.ts";
import { type Circumstances, notChased } from "./circumstances.ts";
import { approachOf } from "./findings-to-cases.ts";
import type { Head } from "./head.ts";
import type { StoredResult } from "./stored-result.ts";

/** So long after a year of checks it is news that all was well. Shorter than it is remembered who got a notice: nobody gets one twice. */
const NEWS_DAYS = 2 * CYCLE_DAYS;

/** As many checks, one after the other, as make a year. */
export interface YearOfChecks {
  /** The how-manieth year of the account. */
  readonly number: number;
  readonly first: number;
  readonly last: number;
  readonly from: PlainDate;
  readonly to: PlainDate;
}

/** The newest year of checks of an account that is whole, while that is news; `cycles` make one, and none is ever whole where that is 0. */
export function yearOfChecks(
  { firstPaymentOn, measured }: Pick<Head, "firstPaymentOn" | "measured">,
  cycles: number,
  today: PlainDate,
): YearOfChecks | undefined {
  const number = cycles > 0 ? Math.floor(measured / cycles) : 0;
  if (firstPaymentOn === undefined || number < 1) return undefined;
  const [first, last] = [(number - 1) * cycles + 1, number * cycles];
  const [{ from }, { to }] = [cycleNumbered(firstPaymentOn, first), cycleNumbered(firstPaymentOn, last)];
  return daysAfter(to, NEWS_DAYS) < today ? undefined : { number, first, last, from, to };
}

/** Whether every check of a year came to a sum, by its newest revision, and found nothing that is the person's to answer; and no case was open since the year began. */
export function wasWell(
  year: YearOfChecks,
  kind: Head["kind"],
  results: readonly StoredResult[],
  newestCase: Pick<BalanceCase, "openedAt" | "closedAt"> | undefined,
  today: PlainDate,
): boolean {
  if (newestCase && wasOpenIn(newestCase, { from: year.from, to: today })) return false;
  for (let cycle = year.first; cycle <= year.last; cycle += 1) {
    const [newest] = results.filter((one) => one.cycle === cycle).toSorted((one, other) => other.revision - one.revision);
    if (newest?.outcome !== "measured" || newest.findings.some((finding) => approachOf(finding, kind) !== "council")) return false;
  }
  return true;
}

/** Who can hear that all is well: a person who cannot decide is left in peace, and whoever acts for them hears; nobody hears in a breathing space, or after a death or an end. */
export function whoHears(circumstances: Circumstances, today: PlainDate): "everyone" | "helpers" | "no one" {
  if (circumstances.endedOn !== undefined && circumstances.endedOn <= today) return "no one";
  // A death or a breathing space is a reason whether or not the person could decide.
  const why = notChased({ stops: [] }, { ...circumstances, capacity: undefined }, today);
  if (why !== undefined) return "no one";
  return circumstances.capacity === "no" ? "helpers" : "everyone";
}
