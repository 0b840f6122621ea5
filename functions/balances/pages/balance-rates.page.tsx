import { monthAndYear, monthsAfter } from "../../../shared/domain/time.ts";
import { type Page, type PageRequest, signedInPage } from "../../../shared/pages/signed-in-page.tsx";
import { StackingTable } from "../../../shared/pages/stacking-table.tsx";
import { councilWords } from "../../../shared/pages/words.ts";
import type { BalancePolicy } from "../../../shared/policy/balances.ts";
import type { Figures, RuleRate } from "../rules/false-alarms.ts";
import type { FindingCode } from "../rules/result.ts";
import { LinkList } from "./link-list.tsx";

export interface RatesPageProps {
  readonly council: string;
  /** `2026-11`. */
  readonly month: string;
  readonly rates: readonly RuleRate[];
  readonly policy: BalancePolicy;
  /** The first month that a page can be asked for, and the last. */
  readonly first: string;
  readonly last: string;
}

/** What each rule is called among officers. */
export const RULE_WORDS: Readonly<Record<FindingCode, string>> = {
  excess: "More than needed",
  "low-balance": "Balance low",
  "no-spend": "No money out",
  negative: "Below zero",
  "contribution-missed": "Contribution not seen",
  "contribution-to-refund": "Contribution to give back",
  "spend-to-ask-about": "Payment to ask about",
  "cash-without-plan-permission": "Cash not in the plan",
  "paid-after-end": "Paid after the end",
  "possible-duplicate-payment": "Maybe paid twice",
  "rate-above-agreed": "Bill above the agreed rate",
  "saving-ended": "Saving ended",
  "statement-missing": "Statement missing",
  "typed-balance-differs": "Typed balance is not the one in the statement",
  "row-vanished": "Payment no longer in the statements",
};
const KIND_WORDS = { card: "cards", bank: "bank accounts", managed: "managed accounts" } as const;
const VERDICTS: Readonly<Record<RuleRate["verdict"], string>> = {
  good: "Within the target",
  "above-target": "Above the target",
  "at-fault": "The rule is at fault",
  "not-known": "Not known yet",
};
const WHOLE = { maximumFractionDigits: 1 } as const;
const number = (value: number | undefined): string => (value === undefined ? "Not shown" : value.toLocaleString("en-GB", WHOLE));
const percent = (value: number | undefined): string => (value === undefined ? "Not shown" : `${number(value)}%`);

/** How often each rule asked where nothing was wrong, month by month: what a council publishes of its own questions. */
export function balanceRatesPage(request: PageRequest, { council, month, rates, policy, first, last }: RatesPageProps): Page {
  const { targetPercent, faultPercent, leastShown } = policy.watch;
  const path = `/councils/${council}/balance-rates`;
  const named = (one: string) => monthAndYear(`${one}-01`);
  const [before, after] = [-1, 1].map((by) => monthsAfter(`${month}-01`, by).slice(0, month.length));
  const counts = (figures: Figures | undefined) =>
    figures === undefined
      ? [`Fewer than ${leastShown}`, "Not shown", "Not shown", "Not shown"]
      : [
          number(figures.sent),
          figures.closed < leastShown ? `Fewer than ${leastShown}` : number(figures.closed),
          percent(figures.nothingWrongPercent),
          number(figures.medianDaysOpen),
        ];
  return signedInPage(request, {
    title: "How often we ask when nothing is wrong",
    back: { href: `/councils/${council}/balance-cases`, text: "Questions about balances" },
    wide: true,
    children: (
      <>
        <span class="govuk-caption-l">{councilWords(council)}</span>
        <h1 class="govuk-heading-l">How often we ask when nothing is wrong</h1>
        <p class="govuk-body">
          Of the questions a rule asks, fewer than {targetPercent}% should end with nothing wrong. Above {faultPercent}% the rule is at fault, not the people.
        </p>
        <p class="govuk-body">
          These are the questions sent in {named(month)}, and how they ended. Numbers under {leastShown} are not shown.
        </p>
        {rates.length === 0 ? (
          <p class="govuk-body">No question was sent in {named(month)}.</p>
        ) : (
          <StackingTable
            caption={named(month)}
            captionClasses="govuk-table__caption--m"
            firstCellIsHeader
            head={["Rule", "Questions sent", "Closed", "Nothing wrong", "Median days open", "Against the target"].map((text) => ({ text }))}
            rows={rates.flatMap(({ code, all, kinds, verdict }) => [
              { cells: [RULE_WORDS[code], ...counts(all), VERDICTS[verdict]].map((text) => ({ text })) },
              ...kinds.map(([kind, figures]) => ({ cells: [`${RULE_WORDS[code]}: ${KIND_WORDS[kind]}`, ...counts(figures), ""].map((text) => ({ text })) })),
            ])}
          />
        )}
        <LinkList
          links={[
            ...(before !== undefined && before >= first ? [{ href: `${path}?month=${before}`, text: named(before) }] : []),
            ...(after !== undefined && after <= last ? [{ href: `${path}?month=${after}`, text: named(after) }] : []),
          ]}
        />
      </>
    ),
  });
}
