import * as z from "zod/mini";
import { GssCode, RecordId, text } from "../../../shared/domain/fields.ts";
import { daysAfter, type Instant, monthsAfter, PlainDate } from "../../../shared/domain/time.ts";
import { ListingId } from "../../../shared/listing/listing.ts";

/** The longest address of a search that is kept. */
const SEARCH_MOST = 2000;

/** Where a search is made from: a postcode sector or a named place, never a postcode, and its public centre. */
export const AlertPlace = z.object({
  label: text(80),
  lat: z.number(),
  lon: z.number(),
  /** The district it lies in (GSS code). */
  district: z.optional(GssCode),
});
export type AlertPlace = z.infer<typeof AlertPlace>;

/** A search somebody wants to hear of when it finds someone new. */
export const Alert = z.object({
  id: RecordId,
  /** Whose it is. */
  owner: RecordId,
  authority: GssCode,
  near: AlertPlace,
  /** The search as its address has it, from that place: equal searches have equal ones. */
  search: text(SEARCH_MOST),
  /** Everybody it has found so far: nobody is told of twice. */
  known: z.array(ListingId),
  /** Whom they were told of last. */
  fresh: z.array(ListingId),
  toldOn: z.optional(PlainDate),
  createdAt: z.string(),
  /** The day on which it ends, unless it is renewed. */
  until: PlainDate,
  /** Whether they were told that it ends soon. */
  endTold: z.optional(z.literal(true)),
  /** Since when it is removed. */
  endedAt: z.optional(z.string()),
});
export type Alert = z.infer<typeof Alert>;

/** Figures of alerts, from the service's policy. */
export interface AlertPolicy {
  /** Alerts somebody may have at once. */
  readonly most: number;
  /** People a search may find already, and still be one to wait for. */
  readonly mostKnown: number;
  /** Months it goes on, and after it is renewed. */
  readonly months: number;
  /** Days before its end on which they are told, and from which it can be renewed. */
  readonly endingDays: number;
  /** People who are named in one message. */
  readonly namedAtOnce: number;
}

/** Whether an alert still goes on, on a day. */
export const isRunning = ({ endedAt, until }: Pick<Alert, "endedAt" | "until">, today: PlainDate): boolean => endedAt === undefined && today < until;

/** Whether an alert ends so soon that it can be renewed. */
export const endsSoon = ({ until }: Pick<Alert, "until">, today: PlainDate, { endingDays }: Pick<AlertPolicy, "endingDays">): boolean =>
  until <= daysAfter(today, endingDays);

/** What somebody is to be told of an alert: new people, and that it ends soon. */
export interface AlertNews {
  readonly alert: Alert;
  /** Who is new, the nearest first. */
  readonly fresh: readonly ListingId[];
  readonly ending: boolean;
}

/**
 * What there is to tell of an alert on a day, of everybody its search finds then, and the alert as it is once that is told; undefined where there is
 * nothing. At most one telling of new people a day, and never two of the same person, also where they were gone meanwhile.
 */
export function newsOf(alert: Alert, found: readonly ListingId[], today: PlainDate, policy: AlertPolicy): AlertNews | undefined {
  if (!isRunning(alert, today)) return undefined;
  const known = new Set<string>(alert.known);
  const fresh = alert.toldOn !== undefined && alert.toldOn >= today ? [] : found.filter((id) => !known.has(id));
  const ending = alert.endTold === undefined && endsSoon(alert, today, policy);
  if (fresh.length === 0 && !ending) return undefined;
  const told: Alert = { ...alert, ...(ending ? { endTold: true } : {}) };
  return { fresh, ending, alert: fresh.length === 0 ? told : { ...told, known: [...alert.known, ...fresh], fresh, toldOn: today } };
}

/** The last day of an alert that begins, or is renewed, on a day. */
export const alertUntil = (today: PlainDate, { months }: Pick<AlertPolicy, "months">): PlainDate => monthsAfter(today, months);

/** The alert once it is renewed on a day. */
export const renewed = ({ endTold: _, ...alert }: Alert, today: PlainDate, policy: Pick<AlertPolicy, "months">): Alert => ({
  ...alert,
  until: alertUntil(today, policy),
});

/** The alert once it is removed: who was found goes at once, the rest in the night. */
export const removed = (alert: Alert, at: Instant): Alert => ({ ...alert, known: [], fresh: [], endedAt: at });
