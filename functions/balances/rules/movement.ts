import * as z from "zod/mini";
import { oneOf } from "../../../shared/domain/codes.ts";
import { text } from "../../../shared/domain/fields.ts";
import { PlainDate } from "../../../shared/domain/time.ts";
import type { Carried } from "./carried-sum.ts";

/** What moved money on an account. `other` is money in or out that the layout has no better word for. */
export const MOVEMENT_KINDS = [
  "load",
  "unload",
  "contribution",
  "purchase",
  "transfer",
  "direct-debit",
  "standing-order",
  "cash",
  "fee",
  "refund",
  "reversal",
  "chargeback",
  "other",
] as const;
export type MovementKind = (typeof MOVEMENT_KINDS)[number];

/** Money that moved on an account, as a statement says: never changed once stored, and never taken away. Pending and declined rows are no movements. */
export const Movement = z.object({
  /** What it is known by within its account: the multiset union of decision 0051 gives it. */
  id: z.string(),
  /** The day it was posted, in London. */
  postedOn: PlainDate,
  kind: oneOf(MOVEMENT_KINDS),
  /** In is above 0, out below; 0 is a check of a card. */
  pence: z.number(),
  /** The balance after it, where the statement says so. */
  balancePence: z.optional(z.number()),
  /** Where it stands among those of its day, from 0. */
  order: z.number(),
  /** Whether that order was worked out from the balances, as no order of the file adds up. */
  inferredOrder: z.optional(z.literal(true)),
  /** What the statement called it first. */
  text: text(300),
  /** Merchant category. Source: ISO 18245. */
  mcc: z.optional(z.string()),
  /** The supplier's id of it, where there is one. */
  reference: z.optional(z.string()),
  /** When we learned it. */
  recordedAt: z.string(),
  /** The file it came with. */
  importId: z.string(),
});
export type Movement = z.infer<typeof Movement>;

/** Days, both included, of which statements say all. */
export interface CoveredSpan {
  readonly from: PlainDate;
  readonly to: PlainDate;
}

/** What statements say of an account, up to what was known at an instant. */
export interface Ledger {
  /** The balance before the first movement, and the first day that is covered. */
  readonly openingPence: number;
  /** Oldest first; the order of a day is theirs. */
  readonly movements: readonly Movement[];
  /** Oldest first, none touching another: between two of them there is a hole. */
  readonly covered: readonly CoveredSpan[];
  /** What is missing between two spans, as far as balances tell: the sum of what we were not sent. */
  readonly holes: readonly { readonly from: PlainDate; readonly to: PlainDate; readonly pence: number }[];
  /** What was posted before, summed up: then `movements` are those of the days after it. */
  readonly carried?: Carried | undefined;
  /** Movements that a later statement of their whole day did not show: they stay, and it is the council's to find out why. */
  readonly vanished?: ReadonlySet<string> | undefined;
  /** The balance that a day with movements ended with, where they add up. */
  readonly endedPence?: ReadonlyMap<PlainDate, number> | undefined;
}
