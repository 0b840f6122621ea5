import { dayAfterPeriod, firstDay, isOver, type Period, periodOn } from "../domain/small-numbers/period.ts";
import type { Freeze } from "../domain/small-numbers/rules.ts";
import { monthsAfter, type PlainDate } from "../domain/time.ts";

const MONTH_CHARACTERS = 7;

/** The month of a period, `2026-11`, as the keys of facts name it: its first. */
export const monthOf = (period: Period): string => firstDay(period).slice(0, MONTH_CHARACTERS);

/** The periods of a length that are over on a day, of those that lie in the last `months` months; the oldest first. */
export function periodsOver(today: PlainDate, frozen: Freeze, months: number): readonly Period[] {
  const found = new Set<Period>();
  for (let back = months; back >= 0; back -= 1) {
    const period = periodOn(monthsAfter(`${today.slice(0, MONTH_CHARACTERS)}-01`, -back), frozen);
    if (isOver(period, today)) found.add(period);
  }
  return [...found];
}

/** The months of a quarter. */
export function monthsIn(quarter: Period): readonly Period[] {
  const months: Period[] = [];
  for (let day = firstDay(quarter); day < dayAfterPeriod(quarter); day = monthsAfter(day, 1)) months.push(periodOn(day, "monthly"));
  return months;
}
