import { dayNumber, daysAfter, type PlainDate } from "./time.ts";

/** A direct payment goes out every four weeks, counted in days of London's calendar: never in milliseconds, as clocks change. Source: LCC Direct Payments Development Plan, section 8. */
export const CYCLE_DAYS = 28;

/** Four weeks from one payment up to the day before the next. The first one begins with the first payment, and is number 1. */
export interface Cycle {
  readonly number: number;
  /** The day of the payment. */
  readonly from: PlainDate;
  /** The last day before the next payment. */
  readonly to: PlainDate;
}

/** The cycle of a number, of payments that began on a day. */
export function cycleNumbered(firstPaymentOn: PlainDate, number: number): Cycle {
  const from = daysAfter(firstPaymentOn, (number - 1) * CYCLE_DAYS);
  return { number, from, to: daysAfter(from, CYCLE_DAYS - 1) };
}

/** The cycle that a day lies in; undefined before the first payment. */
export function cycleOn(firstPaymentOn: PlainDate, day: PlainDate): Cycle | undefined {
  const days = dayNumber(day) - dayNumber(firstPaymentOn);
  return days < 0 ? undefined : cycleNumbered(firstPaymentOn, Math.floor(days / CYCLE_DAYS) + 1);
}
