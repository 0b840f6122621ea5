import { pounds } from "../../../shared/domain/money.ts";
import { longDate } from "../../../shared/domain/time.ts";
import type { BalancePolicy } from "../../../shared/policy/balances.ts";
import { type BalanceCase, type CaseFinding, latestOf, type Proposal, type StoredLine } from "./balance-case.ts";
import type { ProtectedKind } from "./facts.ts";
import { forPerson } from "./findings-to-cases.ts";
import type { FindingCode, LineCode } from "./result.ts";

const LINES: Readonly<Record<Exclude<LineCode, "protected">, string>> = {
  balance: "On the account",
  line: "Yours for the next weeks",
  "work-done": "For support you have had and not paid for yet",
  invoice: "For a bill that is not paid yet",
  tax: "For tax and National Insurance",
  pension: "For a pension",
  holiday: "For holiday pay",
  insurance: "For insurance",
};
const SET_ASIDE: Readonly<Record<ProtectedKind, string>> = {
  redundancy: "Saved for redundancy pay",
  saving: "Saved for something in your plan",
  contingency: "Saved for when something goes wrong",
  "open-request": "For support you are looking for",
  "personal-money": "Your personal money",
  "overpaid-contribution": "Your part of what is left",
  dispute: "A bill you do not agree with",
};

/** What a line of a sum is called, on every page and in every notice. */
export const lineWords = ({ code, kind, typed }: Pick<StoredLine, "code" | "kind" | "typed">): string =>
  code === "protected" ? SET_ASIDE[kind ?? "contingency"] : typed === true ? "On the account, typed from a paper statement" : LINES[code];

/** What a finding is, to its person: what was seen, never what it means. */
const FINDINGS: Readonly<Record<FindingCode, string>> = {
  excess: "There is more money on the account than it needs at the moment",
  "low-balance": "The balance is getting low",
  "no-spend": "No money has gone out of the account for some time",
  negative: "The balance is below zero",
  "contribution-missed": "We could not see your part of the payment on the account",
  "contribution-to-refund": "The council may have to give money back",
  "spend-to-ask-about": "There is a payment we would like to understand",
  "cash-without-plan-permission": "Cash was taken out, and we could not find this in the support plan",
  "paid-after-end": "Someone was paid after their support ended",
  "possible-duplicate-payment": "One bill may have been paid twice",
  "rate-above-agreed": "A bill asks for more an hour than was agreed",
  "saving-ended": "The time to save for something is over, and the money is still there",
  "statement-missing": "We do not have a statement for some days",
  "typed-balance-differs": "The balance that was typed is not the one in the statement",
  "row-vanished": "A payment is no longer in the statements",
};

/** A finding in words: of a category the policy's own question. */
export function findingWords({ code, about }: Pick<CaseFinding, "code" | "about">, { spend }: Pick<BalancePolicy, "spend">): string {
  const group = code === "spend-to-ask-about" ? spend.groups.find(({ name }) => name === about) : undefined;
  return group ? group.question : FINDINGS[code];
}

/** A sum, line by line, and what it comes to. */
export const sumWords = (lines: readonly StoredLine[]): readonly (readonly [words: string, amount: string])[] =>
  lines.length === 0
    ? []
    : [
        ...lines.map((line) => [lineWords(line), pounds(line.pence)] as const),
        [
          "More than it needs",
          pounds(
            Math.max(
              0,
              lines.reduce((sum, { pence }) => sum + pence, 0),
            ),
          ),
        ] as const,
      ];

/** The lines of a finding: those that stand side by side come to no sum. */
export const findingLines = ({ code }: Pick<CaseFinding, "code">, lines: readonly StoredLine[]): ReturnType<typeof sumWords> =>
  code === "typed-balance-differs"
    ? lines.map(({ typed, pence }) => [typed === true ? "Typed from the paper statement" : "In the statement that came", pounds(pence)] as const)
    : sumWords(lines);

/** What a proposal rests on, by funding line: of the council's, which agreement was signed, and when. Source: Care Act 2014, section 33(5). */
export const basisWords = ({ council, nhs }: Proposal["basis"]): readonly string[] => [
  ...(council ? [`${council.source}. Agreement ${council.agreement}, signed on ${longDate(council.signedOn)}`] : []),
  ...(nhs ? [nhs.source] : []),
];

/** The part of each funding line of what is to be paid back, and by what right, as a notice says it. Source: SI 2013/1617, regulation 15. */
export const partsWords = ({ amounts, basis }: Pick<Proposal, "amounts" | "basis">): readonly string[] => {
  const [council] = basis.council ? basisWords({ council: basis.council }) : [];
  const [nhs] = basis.nhs ? basisWords({ nhs: basis.nhs }) : [];
  return [
    ...(council === undefined ? [] : [`From the council part, ${pounds(amounts.council)}, by: ${council}`]),
    ...(nhs === undefined ? [] : [`From the NHS part, ${pounds(amounts.nhs)}, by: ${nhs}`]),
  ];
};

/** What a person is asked about, as a notice says it: never a total without its lines. */
export const aboutWords = (balanceCase: Pick<BalanceCase, "findings" | "kind">, policy: Pick<BalancePolicy, "spend">): string =>
  forPerson(balanceCase)
    .flatMap((finding) => {
      const { lines = [], measuredOn } = latestOf(finding) ?? {};
      const sum = sumWords(lines).map(([words, amount]) => `${words}: ${amount}`);
      return [
        sum.length === 0 || measuredOn === undefined ? findingWords(finding, policy) : `${findingWords(finding, policy)} (${longDate(measuredOn)})`,
        ...sum,
      ];
    })
    .join("\n");
