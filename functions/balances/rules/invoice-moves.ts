import { ok, type Result, refused } from "../../../shared/domain/result.ts";
import { dayNumber, type EpochMillis, instantOf, londonDate, type PlainDate } from "../../../shared/domain/time.ts";
import { type InvoiceRecord, type InvoiceSide, type InvoiceState, invoiceId, type NewInvoice } from "./invoice.ts";

/** The support that an invoice is for, as far as one needs to know it. */
export interface BilledSupport {
  /** The arrangement's id. */
  readonly arrangement: string;
  readonly owner: string;
  readonly authority: string;
  readonly provider?: string | undefined;
}

export const INVOICE_MOVES = ["accept", "dispute", "withdraw", "paid"] as const;
export type InvoiceMove = (typeof INVOICE_MOVES)[number];

/** Who may do what with an invoice, and from where. Who stated one may withdraw it while nobody accepted it, or where they accepted it themselves by stating it. */
const MOVES: Readonly<Record<InvoiceMove, { readonly from: readonly InvoiceState[]; readonly by: readonly InvoiceSide[] }>> = {
  accept: { from: ["stated", "disputed"], by: ["recipient"] },
  dispute: { from: ["stated", "accepted"], by: ["recipient"] },
  withdraw: { from: ["stated", "accepted", "disputed"], by: ["recipient", "provider"] },
  paid: { from: ["accepted"], by: ["recipient"] },
};

/** The moves open to one side now. */
export function invoiceMovesOf({ state, by, paidOn }: Pick<InvoiceRecord, "state" | "by" | "paidOn">, side: InvoiceSide): readonly InvoiceMove[] {
  return INVOICE_MOVES.filter((move) => {
    if (!MOVES[move].from.includes(state) || !MOVES[move].by.includes(side)) return false;
    // What is paid is not disputed here: that is between the two, and a refund comes in by itself.
    if (move === "dispute") return paidOn === undefined;
    if (move !== "withdraw") return true;
    return by === side && paidOn === undefined && (side === "recipient" || state !== "accepted");
  });
}

/**
 * `number-taken`: there is another one with this number. `not-a-move`: this cannot be done now, or not by this side. `words`: it must be said why. `day`: nobody
 * paid later than today, or before the days it is for by more than a quarter of a year. `ahead`: it is for days that are too far ahead.
 */
export type InvoiceRefusal = "number-taken" | "not-a-move" | "words" | "day" | "ahead";

/** Days that an invoice may be for before they have come: support can be paid for before it is given. */
const AHEAD_DAYS = 31;
const daysFrom = (from: PlainDate, to: PlainDate): number => dayNumber(to) - dayNumber(from);

/** An invoice as it is stated: by the person, it is accepted with that. Again under its number where it was withdrawn, or nobody accepted it and the same side says it. */
export function statedInvoice(
  before: InvoiceRecord | undefined,
  { arrangement, owner, authority, provider }: BilledSupport,
  said: NewInvoice,
  side: InvoiceSide,
  at: EpochMillis,
): Result<InvoiceRecord, InvoiceRefusal> {
  if (before && before.state !== "withdrawn" && (before.state === "accepted" || before.by !== side)) return refused("number-taken");
  if (daysFrom(londonDate(at), said.to) > AHEAD_DAYS) return refused("ahead");
  const now = instantOf(at);
  return ok({
    ...{ id: invoiceId(arrangement, said.number), owner, authority, arrangement },
    ...(provider === undefined ? {} : { provider }),
    ...said,
    ...{ by: side, state: side === "recipient" ? "accepted" : "stated", statedAt: now, movements: [] },
    ...(side === "recipient" ? { acceptedAt: now } : {}),
  });
}

/** What a move is given. */
export interface InvoiceInput {
  readonly words?: string | undefined;
  readonly paidOn?: PlainDate | undefined;
  readonly movements?: readonly string[] | undefined;
}

/** An invoice after a move. */
export function afterInvoiceMove(
  before: InvoiceRecord,
  move: InvoiceMove,
  { words, paidOn, movements = [] }: InvoiceInput,
  side: InvoiceSide,
  at: EpochMillis,
): Result<InvoiceRecord, InvoiceRefusal> {
  if (!invoiceMovesOf(before, side).includes(move)) return refused("not-a-move");
  const { words: _, disputedAt: __, ...plain } = before;
  const now = instantOf(at);
  switch (move) {
    case "accept":
      return ok({ ...plain, state: "accepted", acceptedAt: now });
    case "dispute": {
      if (words === undefined) return refused("words");
      const { acceptedAt: ___, ...open } = plain;
      return ok({ ...open, state: "disputed", disputedAt: now, words });
    }
    case "withdraw":
      return ok({ ...plain, state: "withdrawn" });
    case "paid":
      if (paidOn === undefined || paidOn > londonDate(at) || daysFrom(paidOn, before.from) > AHEAD_DAYS) return refused("day");
      return ok({ ...before, paidOn, movements: [...new Set(movements)] });
  }
}
