import type { ComponentChildren } from "preact";
import { pounds } from "../../../shared/domain/money.ts";
import { longDate } from "../../../shared/domain/time.ts";
import { languageName } from "../../../shared/taxonomy/taxonomy.ts";
import type { DatedKind, DatedValues, PlainValues } from "../rules/recipient.ts";
import type { Beliefs } from "../rules/recipient-facts.ts";

/** What each kind of fact is called for officers. */
export const KIND_WORDS: Readonly<Record<DatedKind, string>> = {
  agreement: "Agreement",
  dpKind: "Type of direct payment",
  councilLine: "Council funding",
  nhsLine: "NHS funding",
  contributionModel: "How the contribution is paid",
  paymentAccount: "Account",
  supportReasons: "Main reason for support",
  home: "Home postcode",
  dpAgreedOn: "Direct payment agreed",
  firstPaymentOn: "First payment",
  outcomes: "Outcomes in the support plan",
  permissions: "Allowed by the support plan",
  whereabouts: "Where they are",
  capacity: "Has capacity to decide about the direct payment",
  breathingSpace: "Breathing space from debt",
  endedOn: "Direct payment ended",
  diedOn: "Died",
};

const AGREEMENTS: Readonly<Record<DatedValues["agreement"]["kind"], string>> = {
  recipient: "Managed by the person",
  "nominated-person": "Managed by a nominated person",
  "authorised-person": "Managed by an authorised person",
  "third-party": "Managed by a money manager",
};
const DP_KINDS: Readonly<Record<DatedValues["dpKind"], string>> = { "one-off": "One-off", carer: "For a carer", ongoing: "Ongoing" };
const MODELS: Readonly<Record<DatedValues["contributionModel"], string>> = {
  net: "Paid into the account by the person",
  "gross-and-invoiced": "Invoiced by the council",
  "paid-to-council": "Paid to the council",
};
const ACCOUNTS: Readonly<Record<DatedValues["paymentAccount"]["kind"], string>> = {
  card: "Direct payment card",
  bank: "Bank account",
  managed: "Account of a money manager",
};
export const REASON_WORDS: Readonly<Record<DatedValues["supportReasons"][number], string>> = {
  physical: "Physical support",
  "learning-disability": "Learning disability",
  "mental-health": "Mental health",
  sensory: "Sensory support",
  "memory-and-cognition": "Memory and cognition",
  social: "Social support",
  carer: "Support for a carer",
};
export const PERMISSION_WORDS: Readonly<Record<DatedValues["permissions"][number], string>> = {
  cash: "Taking out cash",
  "family-member": "Paying a family member in the same home",
  "higher-rate": "Paying a higher rate",
};
const WHEREABOUTS: Readonly<Record<DatedValues["whereabouts"], string>> = { home: "At home", away: "Away", hospital: "In hospital" };
const BREATHING: Readonly<Record<DatedValues["breathingSpace"], string>> = { standard: "Standard", "mental-health-crisis": "Mental health crisis" };
const CHANNELS: Readonly<Record<PlainValues["preferences"]["channel"], string>> = { email: "By email", sms: "By text message", letter: "By letter" };
const FORMATS: Readonly<Record<PlainValues["preferences"]["format"], string>> = {
  standard: "standard print",
  "large-print": "large print",
  "easy-read": "easy read",
};

export const preferenceWords = ({ channel, format }: PlainValues["preferences"]): string => `${CHANNELS[channel]}, in ${FORMATS[format]}`;
export const languageWords = (codes: readonly string[]): string => codes.map(languageName).join(", ");
export const accountWords = (kind: DatedValues["paymentAccount"]["kind"]): string => ACCOUNTS[kind];

const line = ({ weeklyGrossPence, weeklyContributionPence }: DatedValues["councilLine"]): string =>
  `${pounds(weeklyGrossPence)} a week, of which the person pays ${pounds(weeklyContributionPence)}`;
const lines = (all: readonly ComponentChildren[]) => all.map((one) => <div>{one}</div>);

type Words = { readonly [Kind in DatedKind]: (value: DatedValues[Kind], postcodes: ReadonlyMap<string, string>) => ComponentChildren };

const VALUES: Words = {
  agreement: ({ kind, version, signedOn, surplusClause }) =>
    lines([
      AGREEMENTS[kind],
      `Version ${version}, signed on ${longDate(signedOn)}`,
      surplusClause ? "Has a clause on surplus money" : "No clause on surplus money",
    ]),
  dpKind: (kind) => DP_KINDS[kind],
  councilLine: line,
  nhsLine: line,
  contributionModel: (model) => MODELS[model],
  paymentAccount: ({ kind, references }) => lines([ACCOUNTS[kind], ...references]),
  supportReasons: (reasons) => lines(reasons.map((reason) => REASON_WORDS[reason])),
  home: ({ postcode }, postcodes) => postcodes.get(postcode) ?? "",
  dpAgreedOn: longDate,
  firstPaymentOn: longDate,
  outcomes: (outcomes) => lines(outcomes.map(({ id, words }) => `${id}: ${words}`)),
  permissions: (some) => lines(some.map((one) => PERMISSION_WORDS[one])),
  whereabouts: (where) => WHEREABOUTS[where],
  capacity: (said) => (said === "yes" ? "Yes" : "No"),
  breathingSpace: (kind) => BREATHING[kind],
  endedOn: longDate,
  diedOn: longDate,
};

/** What is said where nothing is known. */
const NOTHING: Readonly<Partial<Record<DatedKind, string>>> = {
  nhsLine: "None recorded",
  breathingSpace: "None recorded",
  endedOn: "No",
  permissions: "Nothing recorded",
};
export const nothingWords = (kind: DatedKind): string => NOTHING[kind] ?? "Not known";

/** What is believed of one kind, in words; undefined where nothing is. */
export function beliefWords<Kind extends DatedKind>(kind: Kind, beliefs: Beliefs, postcodes: ReadonlyMap<string, string>): ComponentChildren | undefined {
  const value = beliefs[kind];
  return value === undefined ? undefined : VALUES[kind](value, postcodes);
}
