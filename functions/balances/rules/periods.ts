import { CYCLE_DAYS } from "../../../shared/domain/cycles.ts";
import { dateOfDay, dayNumber, type PlainDate } from "../../../shared/domain/time.ts";

/**
 * The four weeks of the calendar that a day lies in, counted since 1970: what was posted is filed by them. They are no cycles of anybody's payment, which
 * move when a first payment turns out to have been on another day; what is filed never moves.
 */
export const periodOf = (day: PlainDate): number => Math.floor(dayNumber(day) / CYCLE_DAYS);

/** Of the 28 days on which something can be due every four weeks, the one that a day is: 0 to 27. */
export const turnOf = (day: PlainDate): number => ((dayNumber(day) % CYCLE_DAYS) + CYCLE_DAYS) % CYCLE_DAYS;

/** The first day of a period. */
export const firstDayOf = (period: number): PlainDate => dateOfDay(period * CYCLE_DAYS);
