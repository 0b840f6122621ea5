import { indexOf, keyOf } from "../../../shared/table/key-templates.ts";

/** The keys of cases about balances. */
export const balancesKeys = {
  balanceCase: keyOf("BALANCE-CASES#{account}", "CASE#{number:4}"),
  /** Open cases of a council by their amount. */
  caseAmount: keyOf("BALANCE-AMOUNTS#{council}", "{pence:9}#{account}#{number:4}"),
} as const;

export const balancesIndexes = {
  balanceCasesOf: indexOf("BALANCE-CASES-OF#{person}"),
  /** Open cases by their age. */
  councilBalances: indexOf("COUNCIL-BALANCES#{council}"),
  /** What the sweep of cases looks at. */
  balancesDue: indexOf("BALANCES-DUE#{date}#{council}"),
} as const;
