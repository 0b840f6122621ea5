import type { MoneyFiguresPolicy } from "../../../shared/policy/money-figures.ts";
import type { MoneyPart } from "../rules/money-lines.ts";

/** What a page of money says, but for its figures. */
export interface MoneyWords {
  readonly title: string;
  readonly address: string;
  readonly lead: string;
  /** What rows are, the sum, its share and what is counted. */
  readonly heads: readonly [row: string, sum: string, share: string, count: string];
  readonly notes: (policy: Pick<MoneyFiguresPolicy, "countedAfterDays">) => readonly string[];
}

const HIDDEN =
  "A sum is not shown where fewer than five are behind it, or where two of them make up most of it. The same goes for what changed since months before.";
const TOGETHER = "What cannot be shown alone is in “All others together” where it can be, and else in no sum. So the total is of what is shown.";

export const MONEY_WORDS: Readonly<Record<MoneyPart, MoneyWords>> = {
  spend: {
    title: "What direct payments are spent on",
    address: "spend",
    lead: "This is what people spent from their direct payment accounts in a month, by category. It shows no one’s account.",
    heads: ["Category", "Spent", "Share of what is shown", "Accounts"],
    notes: ({ countedAfterDays }) => [
      `A month is counted ${countedAfterDays} days after its end and then stays as it is. Statements that come later do not change it.`,
      "Only money that has left an account counts, less money that came back. Payments into an account, fees and money returned to the council do not count.",
      "The card company gives the category of a card payment. Bank payments have none: they are a row of their own. A category tells no one’s reason.",
      "One account can be in several rows. Accounts that closed before the month was counted are not in it.",
      HIDDEN,
      TOGETHER,
    ],
  },
  unpaid: {
    title: "What providers carry: unpaid contributions",
    address: "contributions",
    lead: "Some people pay a part of their support themselves. When that money does not come in, the people who support them may have to wait. This page shows no person and no provider.",
    heads: ["Providers", "Not paid", "Share of a month’s pay", "How many"],
    notes: ({ countedAfterDays }) => [
      `It is what was missing at the end of the last four weeks that were checked by the end of the month. It is counted ${countedAfterDays} days later and then stays as it is.`,
      "Where several people support someone, the sum is shared by what each costs a week.",
      "A month’s pay is what people of this council agreed to pay the same providers in the month. Other work of theirs is not known.",
      "Accounts that an organisation manages are not in it, as records do not say which organisation. Accounts of which nothing is sure are not in it either.",
      HIDDEN,
      TOGETHER,
    ],
  },
};
