import { SPAN_TIMES } from "../../../shared/listing/availability.ts";
import type { TimeOfWeek } from "../../../shared/policy/market.ts";
import type { MicroHours } from "./hours.ts";

/** Whether someone free at some times could work at a time of the week: at as many as the council asks for of those that it is made of. */
export const isFreeThen = (free: readonly string[], { least, of }: Pick<TimeOfWeek, "least" | "of">): boolean =>
  of.filter((time) => free.includes(time)).length >= least;

/** Whether someone free at some times could work at one that is asked for as several: all of these, or any one of them. */
const couldWorkAt = (free: readonly string[], span: string): boolean => {
  const known = SPAN_TIMES.get(span);
  return known !== undefined && (known.every ? known.times.every((time) => free.includes(time)) : known.times.some((time) => free.includes(time)));
};

/** How many could work at all of these times, and what they offer in all: no one said how their hours lie, so that they are never split over times. */
export function couldWork(listings: readonly { readonly times: readonly string[]; readonly hours?: MicroHours }[], spans: readonly string[]) {
  const those = listings.filter(({ times }) => spans.every((span) => couldWorkAt(times, span)));
  return { listings: those.length, hours: those.reduce((sum, { hours = 0 }) => sum + hours, 0) };
}
