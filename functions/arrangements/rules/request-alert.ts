import * as z from "zod/mini";
import { oneOf } from "../../../shared/domain/codes.ts";
import { GssCode, RecordId } from "../../../shared/domain/fields.ts";
import { dayNumber, daysAfter, PlainDate } from "../../../shared/domain/time.ts";

/** How a provider hears of new requests that they could serve. */
export const ALERTS = ["at-once", "daily", "weekly", "never"] as const;
export type AlertEvery = (typeof ALERTS)[number];

/** Of whoever has not said. */
export const USUAL_ALERT: AlertEvery = "weekly";

/** How a provider wants to hear of new requests, and which they are still to hear of. */
export const RequestAlert = z.object({
  /** The provider's account. */
  id: RecordId,
  owner: RecordId,
  authority: GssCode,
  every: oneOf(ALERTS),
  /** Requests they have not heard of yet. */
  pending: z.array(RecordId),
  /** The day on which they hear of those. */
  nextOn: z.optional(PlainDate),
  createdAt: z.string(),
  erasedAt: z.optional(z.string()),
});
export type RequestAlert = z.infer<typeof RequestAlert>;

/** What the page asks. */
export const NewAlert = z.object({ every: oneOf(ALERTS) });

const DAYS_A_WEEK = 7;
/** 1 January 1970 was a Thursday. */
const fromMonday = (day: PlainDate): number => (dayNumber(day) + 3) % DAYS_A_WEEK;

/** The next day on which somebody hears of what is new: the day after, or the next of the week's day for it (0 is Monday). Undefined where it is no day's matter. */
export function nextAlertOn(every: AlertEvery, today: PlainDate, weekday: number): PlainDate | undefined {
  if (every === "daily") return daysAfter(today, 1);
  if (every !== "weekly") return undefined;
  const ahead = (weekday - fromMonday(today) + DAYS_A_WEEK) % DAYS_A_WEEK;
  return daysAfter(today, ahead === 0 ? DAYS_A_WEEK : ahead);
}

/** A provider's record with one more request to hear of: once, however often it is added, and the newest where there are more than `most`. */
export function withPending(
  alert: RequestAlert,
  request: string,
  today: PlainDate,
  { weekday, most }: { readonly weekday: number; readonly most: number },
): RequestAlert {
  const next = alert.nextOn ?? nextAlertOn(alert.every, today, weekday);
  if (next === undefined || alert.pending.includes(request)) return alert;
  return { ...alert, pending: [...alert.pending, request].slice(-most), nextOn: next };
}

/** A provider's record with another wish; what they were still to hear of comes by it, and is dropped where they want to hear of nothing. */
export function withEvery({ nextOn: _, ...alert }: RequestAlert, every: AlertEvery, today: PlainDate, weekday: number): RequestAlert {
  if (every === "never") return { ...alert, every, pending: [] };
  if (alert.pending.length === 0) return { ...alert, every };
  // Whoever wants to hear straight away hears of what waits tomorrow.
  return { ...alert, every, nextOn: nextAlertOn(every, today, weekday) ?? daysAfter(today, 1) };
}

/** The same once they heard of what was waiting. */
export const withoutPending = ({ nextOn: _, ...alert }: RequestAlert): RequestAlert => ({ ...alert, pending: [] });
