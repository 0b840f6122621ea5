import { dayAfterPeriod, firstDay, isOver, type Period, periodOn } from "../../../shared/domain/small-numbers/period.ts";
import type { Freeze } from "../../../shared/domain/small-numbers/rules.ts";
import { monthsAfter, type PlainDate } from "../../../shared/domain/time.ts";
import type { FeedbackFact } from "../../../shared/records/feedback-facts.ts";

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

/** Whether nothing more can come of a month's invitations: the last day of each is over. */
export const isSettled = (facts: readonly FeedbackFact[], today: PlainDate): boolean => facts.every(({ until }) => until < today);
