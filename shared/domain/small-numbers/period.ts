import * as z from "zod/mini";
import { daysAfter, monthAndYear, monthsAfter, type PlainDate } from "../time.ts";
import type { Freeze } from "./rules.ts";

/**
 * A quarter or a month of the calendar, as an interval of ISO 8601: `2026-10-01/P3M`. There is no other: with a year that moves by the month beside its own
 * months, one month would be known from the difference of two years.
 */
export const Period = z
  .string()
  .check(z.regex(/^\d{4}-(?:(?:01|04|07|10)-01\/P3M|(?:0[1-9]|1[0-2])-01\/P1M)$/, "must be a quarter or a month, such as 2026-10-01/P3M"));
export type Period = z.infer<typeof Period>;

const MONTHS: Readonly<Record<Freeze, number>> = { quarterly: 3, monthly: 1 };

/** The period a day lies in, of those that are frozen so often. */
export function periodOn(day: PlainDate, frozen: Freeze): Period {
  const months = MONTHS[frozen];
  const month = Number(day.slice(5, 7));
  const first = month - ((month - 1) % months);
  return `${day.slice(0, 4)}-${String(first).padStart(2, "0")}-01/P${months}M`;
}

const monthsOf = (period: Period): number => Number(period.slice(12, -1));
/** Its first day. */
export const firstDay = (period: Period): PlainDate => period.slice(0, 10);
/** The day after its last. */
export const dayAfterPeriod = (period: Period): PlainDate => monthsAfter(firstDay(period), monthsOf(period));
/** Whether it is one of those that are frozen so often. */
export const isFrozen = (period: Period, frozen: Freeze): boolean => monthsOf(period) === MONTHS[frozen];
/** Whether it is over on a day: nothing of one that still runs is worked out. */
export const isOver = (period: Period, today: PlainDate): boolean => dayAfterPeriod(period) <= today;
/** As pages say it: 'October 2026 to December 2026'. */
export function periodWords(period: Period): string {
  const first = monthAndYear(firstDay(period));
  const last = monthAndYear(daysAfter(dayAfterPeriod(period), -1));
  return first === last ? first : `${first} to ${last}`;
}
