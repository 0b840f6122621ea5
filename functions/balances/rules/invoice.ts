import { hash } from "node:crypto";
import * as z from "zod/mini";
import { oneOf } from "../../../shared/domain/codes.ts";
import { between, GssCode, listOf, RecordId, text } from "../../../shared/domain/fields.ts";
import { dayNumber, PlainDate } from "../../../shared/domain/time.ts";

/** `recipient`: the person, or whoever looks after the money for them. */
export const INVOICE_SIDES = ["recipient", "provider"] as const;
export type InvoiceSide = (typeof INVOICE_SIDES)[number];

/** `stated`: the provider said it, and nobody has answered yet. */
export const INVOICE_STATES = ["stated", "accepted", "disputed", "withdrawn"] as const;
export type InvoiceState = (typeof INVOICE_STATES)[number];

/** An invoice covers a quarter of a year at most: one for more was typed wrong. */
const MOST_DAYS = 93;
/** So much one invoice comes to at most, in pence: what is more was typed wrong. */
const MOST_PENCE = 5_000_000;

const pence = (most: number) =>
  between(1, most, "pence").check(z.refine((given: number) => Number.isSafeInteger(given), { error: "must be a whole number of pence" }));

/** What an invoice says: for which days, how many hours at which rate, and what it comes to. */
const Said = {
  /** As it stands on the invoice. */
  number: text(40),
  from: PlainDate,
  to: PlainDate,
  hours: between(0.25, 2000, "hours"),
  ratePence: pence(100_000),
  pence: pence(MOST_PENCE),
};

/** What is asked of whoever states one. */
export const NewInvoice = z.object(Said).check(
  z.refine(({ from, to }) => from <= to && dayNumber(to) - dayNumber(from) < MOST_DAYS, {
    error: "must be a day after the first one, by a quarter of a year at most",
    path: ["to"],
  }),
  z.refine(({ number }) => invoiceNumber(number) !== "", { error: "must have a letter or a digit", path: ["number"] }),
);
export type NewInvoice = z.infer<typeof NewInvoice>;

/** An invoice for support. One record for each number of an arrangement: two with the same number cannot exist. */
export const InvoiceRecord = z.object({
  id: RecordId,
  /** The person whose support it is for. */
  owner: RecordId,
  authority: GssCode,
  arrangement: RecordId,
  /** The provider's account, where they have one. */
  provider: z.optional(RecordId),
  ...Said,
  by: oneOf(INVOICE_SIDES),
  state: oneOf(INVOICE_STATES),
  statedAt: z.string(),
  acceptedAt: z.optional(z.string()),
  disputedAt: z.optional(z.string()),
  /** Why it is disputed. */
  words: z.optional(text(1000)),
  paidOn: z.optional(PlainDate),
  /** The payments of the account that were for it. */
  movements: listOf(text(100)),
});
export type InvoiceRecord = z.infer<typeof InvoiceRecord>;

/** A number as it is compared: `INV 001`, `inv-001` and `INV/001` are one. */
export const invoiceNumber = (typed: string): string =>
  typed
    .normalize("NFKC")
    .toUpperCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, "-")
    .replaceAll(/^-+|-+$/g, "");

const LETTERS = 22;

/** The id of an arrangement's invoice by its number: what makes it the only one. What stands on it is not to be read off. */
export const invoiceId = (arrangement: string, number: string): string =>
  `inv_${hash("sha256", `${arrangement}\n${invoiceNumber(number)}`, "base64url").slice(0, LETTERS)}`;

/** An invoice as either of the two is given it. */
export const invoiceForPerson = (invoice: InvoiceRecord): Readonly<Record<string, unknown>> => ({ ...invoice });

/** An invoice whose person has their account deleted: what was paid for stays, without their words. */
export function invoiceWithoutWords({ words: _, ...invoice }: InvoiceRecord): InvoiceRecord {
  return invoice;
}
