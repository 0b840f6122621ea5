import * as z from "zod/mini";
import { oneOf } from "../../../shared/domain/codes.ts";
import { ACCOUNT_KINDS } from "../../../shared/domain/direct-payment.ts";
import { GssCode, RecordId } from "../../../shared/domain/fields.ts";
import { PlainDate } from "../../../shared/domain/time.ts";
import { Carried } from "./carried-sum.ts";
import { OnHold } from "./on-hold.ts";
import { StatedSpan } from "./statement-spans.ts";

/** Days, both included. */
const Span = z.object({ from: PlainDate, to: PlainDate });

/**
 * Where an account stands: every change of what is kept on it raises `version`, in the same transaction. Nothing in it says who somebody is. It stays
 * under a kilobyte: each check and each import writes it.
 */
export const Head = z.object({
  account: RecordId,
  authority: GssCode,
  kind: oneOf(ACCOUNT_KINDS),
  version: z.number(),
  /** Absent where no payment was made yet, as far as is known. */
  firstPaymentOn: z.optional(PlainDate),
  /** The direct payment ended, or the person died: how long all of it is kept goes by it. */
  closedOn: z.optional(PlainDate),
  /** The balance before the first movement, and after the last. */
  openingPence: z.number(),
  closingPence: z.number(),
  lastPostedOn: z.optional(PlainDate),
  /** Days of which statements say all, oldest first, none touching another. */
  covered: z.array(Span),
  /** What is missing between two of them, as far as balances tell. */
  holes: z.array(z.object({ from: PlainDate, to: PlainDate, pence: z.number() })),
  /** What proves them, balance by balance: what is missing closes when a statement goes on from one to the other. */
  spans: z.optional(z.array(StatedSpan)),
  /** What a statement said of the account, the one that was taken last: brought again, it says nothing new. */
  took: z.optional(z.string()),
  /** What the newest statement shows as pending. */
  onHold: z.optional(OnHold),
  /** At which version the facts were written last, and at which segments, and of which periods: who reads all of it at once knows whether it is all there. */
  factsAt: z.number(),
  segmentsAt: z.number(),
  segmentsIn: z.array(z.number()),
  /** The last cycle that has a result: 0 before the first. */
  measured: z.number(),
  /** What that came to. */
  outcome: z.optional(oneOf(["measured", "missing", "refused"])),
  /** Cycles of which the last result is that a statement is missing. */
  missing: z.array(z.number()),
  /** What the last check may have known: the next one knows more. */
  checkedAt: z.optional(z.string()),
  /** The earliest day of what became known since. */
  touchedFrom: z.optional(PlainDate),
  /** A check found something once: from then on cases hear of every result. */
  found: z.optional(z.literal(true)),
  /** Results that cases have not heard of yet. */
  toTell: z.optional(z.array(z.object({ cycle: z.number(), revision: z.number() }))),
  /** What was posted long ago, summed up: a check goes on from it. */
  carried: z.optional(Carried),
  /** When the planner looks at it next, if no statement comes before. */
  nextDueOn: z.optional(PlainDate),
});
export type Head = z.infer<typeof Head>;
