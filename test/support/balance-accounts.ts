import type { AccountFacts, SupportFacts } from "../../functions/balances/rules/facts.ts";
import type { Ledger, Movement } from "../../functions/balances/rules/movement.ts";
import { daysAfter, type Instant, type PlainDate } from "../../shared/domain/time.ts";
import type { Fact } from "../../shared/domain/timeline.ts";
import { type BalancePolicy, balancePolicyOn } from "../../shared/policy/balances.ts";
import { COUNCIL } from "./councils.ts";

/** The sample rules of the council of the tests. */
export const POLICY: BalancePolicy = balancePolicyOn(COUNCIL, "2026-11-24");
export const FIRST: PlainDate = "2026-01-05";
/** So many days after the first payment. */
export const day = (after: number, first = FIRST): PlainDate => daysAfter(first, after);
/** Midday of that day. */
export const noon = (after: number, first = FIRST): Instant => `${day(after, first)}T12:00:00.000Z`;

/** The sample rules with some figures changed. */
export const policyWith = (balance: Partial<BalancePolicy["balance"]>, rest: Partial<BalancePolicy> = {}): BalancePolicy => ({
  ...POLICY,
  ...rest,
  balance: { ...POLICY.balance, ...balance },
});

/** A fact that holds from a day on and was learned on another, by default long before. */
export const fact = <Value>(value: Value | null, from = -60, learned = Math.min(from, -60)): Fact<Value> => ({
  from: day(from),
  learnedAt: noon(learned),
  value,
});

/** An account of which nothing is known but a payment of £200 a week. */
export const account = (given: Partial<AccountFacts> = {}): AccountFacts => ({
  account: "acc-1",
  authority: COUNCIL,
  kind: "card",
  firstPaymentOn: FIRST,
  lines: { council: [fact({ weeklyGrossPence: 20_000, weeklyContributionPence: 0 })], nhs: [] },
  model: [fact("net" as const)],
  agreement: [],
  permissions: [],
  whereabouts: [],
  endedOn: [],
  diedOn: [],
  support: [],
  invoices: [],
  setAside: [],
  remembered: [],
  identified: new Map(),
  ...given,
});

/** Support of ten hours a week at £20, paid four-weekly in arrears from the first day on. */
export const support = (given: Partial<SupportFacts> = {}): SupportFacts => ({
  arrangement: "arr-1",
  name: "Sample Care",
  employed: false,
  startedOn: day(0),
  terms: [fact({ hours: 10, ratePence: 2000, pay: "four-weekly", payWhen: "arrears", hoursBasis: "planned" } as const)],
  worked: [],
  paid: [],
  employer: [],
  ...given,
});

let count = 0;
/** A movement so many days after the first payment. */
export const moved = (after: number, pence: number, given: Partial<Movement> = {}): Movement => {
  count += 1;
  return {
    id: `m${count}`,
    postedOn: day(after),
    kind: pence > 0 ? "load" : "purchase",
    pence,
    order: 0,
    text: `Row ${count}`,
    recordedAt: noon(after),
    importId: "imp-1",
    ...given,
  };
};

/** A ledger that covers two years, of movements in any order. */
export const ledger = (movements: readonly Movement[] = [], given: Partial<Ledger> = {}): Ledger => ({
  openingPence: 0,
  movements: movements.toSorted((a, b) => (a.postedOn < b.postedOn ? -1 : a.postedOn > b.postedOn ? 1 : 0)),
  covered: [{ from: day(-28), to: day(728) }],
  holes: [],
  ...given,
});
