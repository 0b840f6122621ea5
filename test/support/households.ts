import type { AccountFacts, Invoice } from "../../functions/balances/rules/facts.ts";
import type { Ledger, Movement } from "../../functions/balances/rules/movement.ts";
import { account, day, fact, ledger, moved, noon, support } from "./balance-accounts.ts";

/** Households as money.md 6.7 has them: who they are is drawn, and what they spend follows from it. */
export interface Household {
  readonly weeklyGrossPence: number;
  readonly weeklyContributionPence: number;
  readonly startsAfter: number;
  readonly pay: "weekly" | "four-weekly" | "monthly";
  readonly employed: boolean;
  /** For each pay period: days until it is accepted, and then until it is paid. */
  readonly delays: () => { readonly accepted: number; readonly paid: number };
}

/** Numbers from 0 up to 1 that look drawn, and are the same each time. Source: Park and Miller, 1988, a minimal standard generator. */
export function drawn(seed: number): () => number {
  let state = (seed * 7_919 + 17) % 2_147_483_647 || 1;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}

/** £80 to £680 a week; 60 % contribute; 25 % pay weekly, 40 % four-weekly, 35 % monthly; 55 % employ. */
export function household(seed: number): Household {
  const draw = drawn(seed);
  for (let warm = 0; warm < 5; warm += 1) draw();
  const weeklyGrossPence = 8000 + Math.floor(draw() * 600) * 100;
  const contributes = draw() < 0.6;
  const weeklyContributionPence = contributes ? Math.floor(weeklyGrossPence * (0.05 + draw() * 0.5)) : 0;
  const startsAfter = Math.floor(draw() * 21);
  const paying = draw();
  const pay = paying < 0.25 ? "weekly" : paying < 0.65 ? "four-weekly" : "monthly";
  const employed = draw() < 0.55;
  return {
    weeklyGrossPence,
    weeklyContributionPence,
    startsAfter,
    pay,
    employed,
    delays: () => {
      const accepted = 2 + Math.floor(draw() * 4);
      return { accepted, paid: accepted + Math.floor(draw() * (PAID_WITHIN + 1 - accepted)) };
    },
  };
}

const HOURS = 10;
/** Days from the end of a pay period within which it is paid for. */
const PAID_WITHIN = 28;
const PERIOD = { weekly: 7, "four-weekly": 28, monthly: 30 } as const;
const TAX_SHARE = 0.11;
/** The ends of the tax quarters, 5 April 2026 and on, in days since the first payment; and how long after one its tax is paid over. */
const TAX_DAYS = [90, 181, 273, 365, 455, 546, 638, 730];
const PAID_OVER = 17;

/** What becomes known of a household that uses a share of what was planned, over so many cycles; `confirmed`: it says each week how many hours it was. */
export function lived(of: Household, used: number, cycles: number, confirmed = false): { readonly facts: AccountFacts; readonly ledger: Ledger } {
  const days = cycles * 28;
  const net = (of.weeklyGrossPence - of.weeklyContributionPence) * 4;
  const ratePence = Math.floor(of.weeklyGrossPence / HOURS);
  const movements: Movement[] = [];
  for (let on = 0; on < days; on += 28) movements.push(moved(on, net));
  if (of.weeklyContributionPence > 0) for (let on = 3; on < days; on += 7) movements.push(moved(on, of.weeklyContributionPence, { kind: "contribution" }));
  const invoices: Invoice[] = [];
  const paid: { upTo: string; learnedAt: string }[] = [];
  const period = PERIOD[of.pay];
  const taxes = new Map<number, number>();
  for (let from = of.startsAfter; used > 0 && from + period <= days; from += period) {
    const { accepted, paid: waits } = of.delays();
    const on = from + period - 1 + waits;
    const pence = Math.round((ratePence * HOURS * used * period) / 7);
    const tax = of.employed ? Math.round(pence * TAX_SHARE) : 0;
    const to = from + period - 1;
    if (on >= days) break;
    const payment = moved(on, tax - pence, { kind: "transfer" });
    movements.push(payment);
    paid.push({ upTo: day(to), learnedAt: noon(on) });
    // A quarter's tax is what was kept back of the wages paid in it.
    const due = TAX_DAYS.find((last) => last >= on) ?? days;
    taxes.set(due, (taxes.get(due) ?? 0) + tax);
    invoices.push({
      id: `inv-${from}`,
      arrangement: "arr-1",
      from: day(from),
      to: day(to),
      hours: Math.round((HOURS * used * period * 4) / 7) / 4,
      ratePence,
      pence,
      acceptedAt: noon(from + period - 1 + accepted),
      paidOn: day(on),
      movements: [payment.id],
    });
  }
  for (const [last, tax] of taxes) if (tax > 0 && last + PAID_OVER < days) movements.push(moved(last + PAID_OVER, -tax, { kind: "direct-debit", mcc: "9311" }));
  const terms = { hours: HOURS, ratePence, pay: of.pay, payWhen: "arrears", hoursBasis: confirmed ? "confirmed" : "planned" } as const;
  const weeks = confirmed ? Math.floor(days / 7) : 0;
  const worked = Array.from({ length: weeks }, (_, week) => ({ weekOf: day(week * 7), hours: HOURS * used, learnedAt: noon(week * 7 + 7) }));
  const facts = account({
    lines: { council: [fact({ weeklyGrossPence: of.weeklyGrossPence, weeklyContributionPence: of.weeklyContributionPence })], nhs: [] },
    invoices,
    support: [
      support({
        employed: of.employed,
        startedOn: day(of.startsAfter),
        terms: [fact(terms)],
        worked,
        paid: paid.toSorted((a, b) => (a.learnedAt < b.learnedAt ? -1 : 1)),
        employer: of.employed ? [fact({ payroll: "quarterly", pension: "not-needed" } as const)] : [],
      }),
    ],
  });
  return { facts, ledger: ledger(movements) };
}
