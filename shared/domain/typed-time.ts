import * as z from "zod/mini";

/** A time of day of 24 hours, `HH:MM`. */
export const ClockTime = z.string().check(z.regex(/^([01]\d|2[0-3]):[0-5]\d$/, "must be a time such as 14:30"));
export type ClockTime = z.infer<typeof ClockTime>;

const HALF_DAY = 12;

/**
 * A time of day as people write it: '10:30', '10.30am', '2 pm', '1400', 'noon'. Without am or pm it is read as clocks of 24 hours have it.
 * Undefined where it is no time.
 */
export function readTypedTime(typed: string): ClockTime | undefined {
  const plain = typed.toLowerCase().replace(/\s+/g, " ").trim();
  if (plain === "noon" || plain === "midday") return "12:00";
  const [, hours = "", minutes = "00", half] = /^(\d{1,2})(?: ?[:.h]? ?(\d{2}))? ?(?:([ap])\.? ?m\.?)?$/.exec(plain) ?? [];
  if (hours === "") return undefined;
  const hour = Number(hours);
  if (half !== undefined && (hour < 1 || hour > HALF_DAY)) return undefined;
  const counted = half === undefined ? hour : (hour % HALF_DAY) + (half === "p" ? HALF_DAY : 0);
  const time = `${String(counted).padStart(2, "0")}:${minutes}`;
  return ClockTime.safeParse(time).success ? time : undefined;
}

/** '10:30am', '2pm', as pages write a time of day. */
export function clockWords(time: ClockTime): string {
  const [hours = "0", minutes = "00"] = time.split(":");
  const hour = Number(hours);
  return `${hour % HALF_DAY || HALF_DAY}${minutes === "00" ? "" : `:${minutes}`}${hour < HALF_DAY ? "am" : "pm"}`;
}
