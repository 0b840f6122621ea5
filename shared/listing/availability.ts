import * as z from "zod/mini";
import { codesOf, days, parts } from "../taxonomy/taxonomy.ts";

const Day = z.enum(codesOf(days));
const Part = z.enum(codesOf(parts), { error: `must be one of ${codesOf(parts).join(", ")}` });

/** Free times by weekday: `{"mon": ["morning", "evening"]}`. Days left out are not free. */
export const Availability = z.partialRecord(Day, z.array(Part), {
  error: `days must be among ${codesOf(days).join(", ")}`,
});
export type Availability = Readonly<Record<string, readonly string[] | undefined>>;

/** The 28 times of a week as `mon-morning` ... `sun-night`, in the order of their bits. */
export const TIMES: readonly string[] = days.flatMap((day) => parts.map((part) => `${day.code}-${part.code}`));

/** Availability as times, in week order, each once. */
export function timesOf(availability: Availability): readonly string[] {
  return TIMES.filter((time) => {
    const [day = "", part = ""] = time.split("-");
    return availability[day]?.includes(part) ?? false;
  });
}
