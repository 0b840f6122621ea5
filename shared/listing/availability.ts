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

/** Times that are asked for as one: a part of every weekday, or of any day at all. */
const SPANS: readonly { readonly code: string; readonly part: string; readonly of: "weekdays" | "any" }[] = parts.flatMap(({ code: part }) => [
  { code: `weekdays-${part}`, part, of: "weekdays" as const },
  { code: `any-${part}`, part, of: "any" as const },
]);

/** The codes of several times asked for as one: `weekdays-morning` is all five mornings, `any-morning` one of the seven. */
export const SPAN_CODES: readonly string[] = SPANS.map(({ code }) => code);

const WEEKDAYS: readonly string[] = ["mon", "tue", "wed", "thu", "fri"];

/** What each span is made of: all of these times, or any one of them. */
export const SPAN_TIMES: ReadonlyMap<string, { readonly every: boolean; readonly times: readonly string[] }> = new Map(
  SPANS.map(({ code, part, of }) => {
    const among = of === "weekdays" ? WEEKDAYS : codesOf(days);
    return [code, { every: of === "weekdays", times: among.map((day) => `${day}-${part}`) }];
  }),
);

/** The times and spans somebody is free in, each once. */
export function timesAndSpansOf(availability: Availability): readonly string[] {
  const times = new Set(timesOf(availability));
  const spans = [...SPAN_TIMES].filter(([, { every, times: made }]) => (every ? made.every((time) => times.has(time)) : made.some((time) => times.has(time))));
  return [...times, ...spans.map(([code]) => code)];
}

/** Everything that can be searched for as a time. */
export const WHEN_CODES: readonly string[] = [...TIMES, ...SPAN_CODES];
