import { pounds } from "../../../shared/domain/money.ts";
import { longDate } from "../../../shared/domain/time.ts";
import { hoursWords } from "../../../shared/pages/listing-words.ts";
import type { InvoiceRecord, InvoiceSide, InvoiceState } from "../rules/invoice.ts";
import type { InvoiceRefusal } from "../rules/invoice-moves.ts";

/** The sentences of the form that states an invoice, in its order. */
export const INVOICE_WRONG: Readonly<Record<string, string>> = {
  number: "Enter the number on the invoice",
  from: "Enter the first day of the support, like 3 2 2026",
  to: "Enter the last day of the support. It is the first day or later, and within three months",
  hours: "Enter the hours of support, like 12 or 12.5",
  rate: "Enter the pay for an hour, like 16.50",
  amount: "Enter what the invoice comes to, like 198.00",
};

/** The sentences of what is done with one. */
export const MOVE_WRONG: Readonly<Record<string, string>> = {
  words: "Tell us what is wrong, in 1,000 characters or fewer",
  paidOn: "Enter the day it was paid, like 3 2 2026",
  movements: "Choose payments from the list",
};

export const INVOICE_REFUSED: Readonly<Record<Exclude<InvoiceRefusal, "not-a-move">, { readonly field: string; readonly at?: string; readonly text: string }>> =
  {
    "number-taken": { field: "number", text: "There is an invoice with this number already. Check the number" },
    ahead: { field: "to", at: "to-day", text: "Enter a last day that is not more than a month ahead" },
    words: { field: "words", text: MOVE_WRONG["words"] ?? "" },
    day: { field: "paidOn", at: "paidOn-day", text: "Enter the day it was paid. It cannot be in the future, or long before the support" },
  };

/** Where an invoice stands, as each of the two reads it. */
export function stateWords({ state, paidOn }: Pick<InvoiceRecord, "state" | "paidOn">, side: InvoiceSide): string {
  if (paidOn !== undefined) return `Paid on ${longDate(paidOn)}`;
  const words: Readonly<Record<InvoiceState, string>> = {
    stated: side === "recipient" ? "Answer needed" : "Waiting for an answer",
    accepted: "Accepted, to be paid",
    disputed: "Disputed",
    withdrawn: "Withdrawn",
  };
  return words[state];
}

/** An invoice in rows. */
export const invoiceRows = ({ number, from, to, hours, ratePence, pence }: InvoiceRecord): readonly (readonly [string, string])[] => [
  ["Number", number],
  ["Support", `${longDate(from)} to ${longDate(to)}`],
  ["Hours", hoursWords(hours)],
  ["Pay for an hour", pounds(ratePence)],
  ["Amount", pounds(pence)],
];
