import type { Agreement, CONTRIBUTION_MODELS, FundingLine, PERMISSIONS, WHEREABOUTS } from "../../../shared/domain/direct-payment.ts";
import { pounds } from "../../../shared/domain/money.ts";
import { type Instant, longDate, type PlainDate } from "../../../shared/domain/time.ts";
import type { Fact } from "../../../shared/domain/timeline.ts";
import type { AccountFacts, SupportFacts } from "../rules/facts.ts";
import type { MovementKind } from "../rules/movement.ts";

/** Something that is known of an account: what, from which day it applies, and when it was learned. */
export interface SaidFact {
  readonly what: string;
  readonly value: string;
  readonly from: PlainDate;
  readonly learnedAt: Instant;
}

const MODELS: Readonly<Record<(typeof CONTRIBUTION_MODELS)[number], string>> = {
  net: "Paid on to the account by the person",
  "gross-and-invoiced": "Invoiced by the council",
  "paid-to-council": "Paid to the council",
};
const WHERE: Readonly<Record<(typeof WHEREABOUTS)[number], string>> = { home: "At home", away: "Away", hospital: "In hospital" };
const PERMITTED: Readonly<Record<(typeof PERMISSIONS)[number], string>> = {
  cash: "Taking out cash",
  "family-member": "Paying a family member in the same home",
  "higher-rate": "Paying a higher rate",
};
export const MOVEMENT_WORDS: Readonly<Record<MovementKind, string>> = {
  load: "Payment in",
  unload: "Taken back",
  contribution: "Contribution",
  purchase: "Card payment",
  transfer: "Transfer",
  "direct-debit": "Direct debit",
  "standing-order": "Standing order",
  cash: "Cash",
  fee: "Fee",
  refund: "Refund",
  reversal: "Reversal",
  chargeback: "Chargeback",
  other: "Other",
};

const weekly = ({ weeklyGrossPence, weeklyContributionPence }: FundingLine): string =>
  `${pounds(weeklyGrossPence)} a week, of which the person pays ${pounds(weeklyContributionPence)}`;
export const agreementWords = ({ version, signedOn, surplusClause }: Agreement): string =>
  `${version}, signed on ${longDate(signedOn)}, ${surplusClause ? "with" : "without"} a clause about money that is left`;

/** Facts of one kind, in words; what there is none of from some day on is said too. */
const dated = <Value>(what: string, facts: readonly Fact<Value>[], words: (value: Value) => string): readonly SaidFact[] =>
  facts.map(({ from, learnedAt, value }) => ({ what, value: value === null ? "None" : words(value), from, learnedAt }));

const supportWords = ({ name, terms, worked, paid }: SupportFacts): readonly SaidFact[] => [
  ...dated(`Support by ${name}`, terms, ({ hours, ratePence }) => `${hours} hours a week at ${pounds(ratePence)}`),
  ...worked.map(({ weekOf, hours, learnedAt }) => ({ what: `Hours of ${name}`, value: `${hours} in that week`, from: weekOf, learnedAt })),
  ...paid.map(({ upTo, learnedAt }) => ({ what: `${name} is paid up to`, value: longDate(upTo), from: upTo, learnedAt })),
];

/** Everything that is known of an account besides its statements, in the order of the days it applies from. */
export function factsInWords(facts: AccountFacts): readonly SaidFact[] {
  const { lines, model, agreement, permissions, whereabouts, endedOn, diedOn, support, invoices, setAside, waived = [] } = facts;
  return [
    ...dated("Council funding", lines.council, weekly),
    ...dated("NHS funding", lines.nhs, weekly),
    ...dated("How the contribution is paid", model, (value) => MODELS[value]),
    ...dated("Agreement", agreement, agreementWords),
    ...dated("Allowed by the support plan", permissions, (value) => value.map((one) => PERMITTED[one]).join(", ") || "Nothing besides"),
    ...dated("Where they are", whereabouts, (value) => WHERE[value]),
    ...dated("Direct payment ended", endedOn, longDate),
    ...dated("Died", diedOn, longDate),
    ...support.flatMap(supportWords),
    ...invoices.map(({ from, to, pence, acceptedAt }) => ({
      what: "Bill that was accepted",
      value: `${pounds(pence)}, for support up to ${longDate(to)}`,
      from,
      learnedAt: acceptedAt,
    })),
    ...setAside.map(({ purpose, pence, from, until, learnedAt }) => ({
      what: "Money set aside",
      value: `${purpose}: ${pounds(pence)}${until === undefined ? "" : `, until ${longDate(until)}`}`,
      from,
      learnedAt,
    })),
    ...waived.map(({ pence, from, learnedAt }) => ({ what: "Contribution that need not be paid", value: pounds(pence), from, learnedAt })),
  ].toSorted((one, other) => (one.from < other.from ? -1 : 1));
}
