import type { Pence } from "../../../shared/domain/money.ts";
import { daysAfter, monthsAfter, type PlainDate } from "../../../shared/domain/time.ts";
import { firstUncovered } from "./coverage.ts";
import type { Ledger } from "./movement.ts";

/** What came in and went out in a month of the calendar. */
export interface MonthOfMoney {
  /** The first day of the month. */
  readonly from: PlainDate;
  /** Both 0 or more: what came in, and what went out. */
  readonly inPence: Pence;
  readonly outPence: Pence;
  /** Whether statements say all of its days. */
  readonly whole: boolean;
}

const monthOf = (day: PlainDate): PlainDate => `${day.slice(0, 7)}-01`;

/**
 * Money in and out by month, oldest first: so many months up to the last of which statements say something, none left out between them. What came in less
 * what went out is what the movements of a month add up to.
 */
export function moneyByMonth({ movements, covered }: Pick<Ledger, "movements" | "covered">, most: number): readonly MonthOfMoney[] {
  const days = [...covered.flatMap(({ from, to }) => [from, to]), ...movements.map(({ postedOn }) => postedOn)].toSorted();
  const [first, last] = [days[0], days.at(-1)];
  if (first === undefined || last === undefined) return [];
  const sums = new Map<PlainDate, { in: Pence; out: Pence }>();
  for (const { postedOn, pence } of movements) {
    const month = monthOf(postedOn);
    const sum = sums.get(month) ?? { in: 0, out: 0 };
    sums.set(month, pence > 0 ? { ...sum, in: sum.in + pence } : { ...sum, out: sum.out - pence });
  }
  const months: MonthOfMoney[] = [];
  for (let from = monthOf(last); months.length < most && from >= monthOf(first); from = monthsAfter(from, -1)) {
    const sum = sums.get(from) ?? { in: 0, out: 0 };
    const to = daysAfter(monthsAfter(from, 1), -1);
    months.push({ from, inPence: sum.in, outPence: sum.out, whole: firstUncovered(covered, from, to) === undefined });
  }
  return months.toReversed();
}
