import { indexOf, keyOf } from "../../../shared/table/key-templates.ts";

/** The keys of gaps in the market. */
export const marketKeys = {
  /** The newest measure of a council on a basis. */
  newest: keyOf("MARKET#{council}", "NEWEST#{basis}"),
  /** The last measure of a month, `2026-11`. */
  month: keyOf("MARKET#{council}", "MONTH#{basis}#{month}"),
  /** What the newest measure was made of. */
  inputs: keyOf("MARKET#{council}", "INPUTS#{basis}"),
  /** A council's market position statement of a service. */
  statement: keyOf("MARKET-STATEMENT#{statement}", "STATEMENT"),
  /** Its edition that everyone reads. */
  publicStatement: keyOf("PUBLIC#MARKET-STATEMENT#{council}", "{service}"),
  /** What a council means to reach. */
  target: keyOf("MARKET-TARGET#{target}", "TARGET"),
} as const;

export const marketIndexes = {
  statementsOf: indexOf("MARKET-STATEMENTS-OF#{council}"),
  targetsOf: indexOf("MARKET-TARGETS-OF#{council}"),
} as const;
