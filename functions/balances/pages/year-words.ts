import type { Outcome } from "../rules/balance-case.ts";
import type { MoneyIn, MoneyOut } from "../rules/year-of-use.ts";

/** Who or what money came in from, on the person's statement. */
export const IN_WORDS: Readonly<Record<MoneyIn, string>> = {
  council: "From the council",
  nhs: "From the NHS",
  contribution: "Your part",
  "personal-money": "Your personal money",
  "pool-share": "From people you share support with",
  returned: "Refunds",
  unknown: "Other money in",
};

export const OUT_WORDS: Readonly<Record<MoneyOut, string>> = {
  transfer: "Bank transfers",
  "standing-order": "Standing orders",
  "direct-debit": "Direct debits",
  purchase: "Card payments",
  cash: "Cash",
  other: "Other money out",
  fee: "Fees of the account",
  corrected: "Corrections",
  "contribution-back": "Your part, given back to you",
  "paid-back": "Paid back to the council or the NHS",
};

/** How a question ended, to the person who was asked. */
export const ENDED_WORDS: Readonly<Record<Outcome, string>> = {
  "nothing-wrong": "All was well",
  explained: "Your answer explained it",
  "support-arranged": "Support was being arranged",
  "help-given": "You got help",
  recouped: "Money went back to the council or the NHS",
  "written-off": "You did not have to pay anything back",
  "challenge-accepted": "You challenged it, and nothing was taken",
  withdrawn: "We took the question back",
};
