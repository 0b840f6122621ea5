import { dayNumber } from "../../../../shared/domain/time.ts";
import type { Invoice } from "../facts.ts";
import { type DayNumber, datedBy, stretches } from "../known.ts";
import { halfUp } from "../whole-pence.ts";
import { believedThenOrNow, isRemembered, out, type Rule } from "./seen.ts";

const DUPLICATE = "One invoice is paid once";
const RATE = "Leicester City overview for scrutiny 2023, 4.6: a higher rate is agreed with the council first";
const QUARTERS = 4;

/** Two payments for one accepted invoice, together more than it: perhaps the second was meant for something else. In the cycle of the last of them. */
export const possibleDuplicate: Rule = ({ frame, movements, undone: none }) => {
  const twice = frame.facts.invoices.filter((invoice) => invoice.acceptedAt <= frame.knownBy && (invoice.movements?.length ?? 0) > 1);
  if (twice.length === 0) return [];
  const inCycle = new Set(movements.map(({ id }) => id));
  const byId = new Map(frame.movements.map((movement) => [movement.id, movement]));
  return twice.flatMap(({ id, pence, movements: named = [] }) => {
    const payments = [...new Set(named)].flatMap((one) => {
      const movement = none.has(one) ? undefined : byId.get(one);
      return movement === undefined || movement.pence >= 0 ? [] : [movement];
    });
    const over = out(payments) - pence;
    if (payments.length < 2 || over <= 0 || !payments.some((payment) => inCycle.has(payment.id))) return [];
    const paid = payments.map((payment) => payment.id);
    return [{ code: "possible-duplicate-payment", about: id, pence: over, lines: [], movements: paid, source: DUPLICATE } as const];
  });
};

/** What an invoice came to beyond the rate that was agreed for its days, of several the highest. Nothing where no rate is known. */
function beyondAgreed(invoice: Invoice, rates: readonly number[]): number {
  if (rates.length === 0) return 0;
  const more = invoice.ratePence - Math.max(...rates);
  return more <= 0 ? 0 : halfUp(Math.round(invoice.hours * QUARTERS) * more, QUARTERS);
}

/** Accepted invoices at more than the agreed rate, of support whose days end in this cycle: from invoices and arrangements only, never from what a statement shows. */
export const rateAboveAgreed: Rule = ({ frame, lookBackFrom }) => {
  const { facts, knownBy, from, on } = frame;
  const due = facts.invoices.filter(
    (invoice) => invoice.disputed !== true && invoice.acceptedAt <= knownBy && invoice.to >= from && invoice.to <= on && invoice.to >= lookBackFrom,
  );
  if (due.length === 0) return [];
  const permissions = datedBy(facts.permissions, knownBy);
  return facts.support.flatMap(({ arrangement, terms }) => {
    const known = datedBy(terms, knownBy);
    const ratesOf = (first: DayNumber, last: DayNumber) => stretches(known, first, last).map(({ value }) => value.ratePence);
    const above = due.filter(
      (invoice) =>
        invoice.arrangement === arrangement &&
        !isRemembered(frame, arrangement, invoice.to) &&
        beyondAgreed(invoice, ratesOf(dayNumber(invoice.from), dayNumber(invoice.to))) > 0 &&
        !believedThenOrNow(permissions, invoice.to, (allowed) => allowed.includes("higher-rate")),
    );
    if (above.length === 0) return [];
    const pence = above.reduce((sum, invoice) => sum + beyondAgreed(invoice, ratesOf(dayNumber(invoice.from), dayNumber(invoice.to))), 0);
    const movements = above.flatMap((invoice) => invoice.movements ?? []);
    return [{ code: "rate-above-agreed", about: arrangement, pence, lines: [], movements, source: RATE } as const];
  });
};
