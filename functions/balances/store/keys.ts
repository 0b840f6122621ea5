import { indexOf, keyOf } from "../../../shared/table/key-templates.ts";

/**
 * The keys of the table of money. Of an account's partition the segments come first, period by period, then facts and head, then results: one query reads
 * the segments since some day with facts and head.
 */
export const ledgerKeys = {
  head: keyOf("ACC#{account}", "HEAD"),
  facts: keyOf("ACC#{account}", "FACTS"),
  segment: keyOf("ACC#{account}", "DAYS#{period:4}#{import}"),
  result: keyOf("ACC#{account}", "RESULT#{cycle:4}#{revision:3}"),
  alias: keyOf("ALIAS#{council}#{reference}", "{from}#{account}"),
  /** Which accounts a reference names, by all its aliases. */
  named: keyOf("ALIAS#{council}#{reference}", "NAMES"),
  /** The same alias, found by its account. */
  accountAlias: keyOf("ACC#{account}", "ALIAS#{from}#{reference}"),
  /** Stands still: an account is due on the same of 28 days every time. */
  due: keyOf("DUE#{council}#{shard:2}", "{turn:2}#{account}"),
  run: keyOf("RUNS#{council}", "{day}"),
  runPart: keyOf("RUN#{council}#{day}", "PART#{part}"),
  runDone: keyOf("RUN#{council}#{day}", "DONE#{part}"),
  /** Accounts that were over the line for some cycles. */
  overLine: keyOf("OVER#{council}", "{account}"),
  trial: keyOf("TRIAL#{council}#{trial}", "TRIAL"),
  trialPart: keyOf("TRIAL#{council}#{trial}", "PART#{shard:2}"),
} as const;

/** The keys of cases about balances. */
export const balancesKeys = {
  balanceCase: keyOf("BALANCE-CASES#{account}", "CASE#{number:4}"),
  /** Open cases of a council by their amount. */
  caseAmount: keyOf("BALANCE-AMOUNTS#{council}", "{pence:9}#{account}#{number:4}"),
  // What was stated of accounts: the filter of `balanceFacts` knows them by their sort keys.
  setAside: keyOf("SET-ASIDE#{account}", "SET-ASIDE"),
  accountNote: keyOf("ACCOUNT-NOTE#{account}", "ACCOUNT-NOTE"),
  invoice: keyOf("INVOICE#{invoice}", "INVOICE"),
  /** What was typed from statements on paper, and which pages were sent of them. */
  paperStatement: keyOf("PAPER-STATEMENT#{account}", "PAPER-STATEMENT"),
  /** Open cases of a council by the day on which somebody last worked on them. */
  caseWorked: keyOf("BALANCE-WORKED#{council}", "{day}#{account}#{number:4}"),
  /** What was asked in a month, `2026-11`, and how it ended. */
  caseQuestion: keyOf("BALANCE-QUESTIONS#{council}#{month}", "{account}#{number:4}"),
  /** What shows what a movement of an account was for. */
  receipt: keyOf("RECEIPTS#{account}", "RECEIPT#{movement}"),
} as const;

export const balancesIndexes = {
  balanceCasesOf: indexOf("BALANCE-CASES-OF#{person}"),
  receiptsOf: indexOf("RECEIPTS-OF#{person}"),
  invoicesOf: indexOf("INVOICES-OF#{person}"),
  paperStatementsOf: indexOf("PAPER-STATEMENTS-OF#{person}"),
  /** Open cases by their age. */
  councilBalances: indexOf("COUNCIL-BALANCES#{council}"),
  /** What the sweep of cases looks at. */
  balancesDue: indexOf("BALANCES-DUE#{date}#{council}"),
} as const;
