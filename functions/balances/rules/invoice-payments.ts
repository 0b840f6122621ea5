import { daysAfter } from "../../../shared/domain/time.ts";
import { isSpend } from "./credits.ts";
import type { InvoiceRecord } from "./invoice.ts";
import type { Movement } from "./movement.ts";

/** So many payments are shown to choose from. */
const SHOWN = 20;
/** Payments are looked for from so many days before the first day an invoice is for: some is paid for before it is given. */
const BEFORE_DAYS = 31;

/** Payments that may have been for an invoice, newest first: those of its amount before the others, and those it names already always. Cash and card payments in shops tell nothing of whom they paid, and are among them. */
export function paymentsFor(
  { from, pence, movements: named }: Pick<InvoiceRecord, "from" | "pence" | "movements">,
  all: readonly Movement[],
): readonly Movement[] {
  const since = daysAfter(from, -BEFORE_DAYS);
  const isNamed = ({ id }: Movement) => named.includes(id);
  const near = all.filter((movement) => isNamed(movement) || (movement.postedOn >= since && isSpend(movement)));
  const rank = (movement: Movement) => (isNamed(movement) ? 2 : movement.pence === -pence ? 1 : 0);
  const newest = (a: Movement, b: Movement) => (a.postedOn > b.postedOn ? -1 : a.postedOn < b.postedOn ? 1 : b.order - a.order);
  return near
    .toSorted((a, b) => rank(b) - rank(a) || newest(a, b))
    .slice(0, SHOWN)
    .toSorted(newest);
}
