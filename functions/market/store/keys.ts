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
  /** That a council has one of a service that everyone can read: of all councils in one partition. */
  listedStatement: keyOf("PUBLIC#MARKET-STATEMENTS", "{council}#{service}"),
  /** What a council means to reach. */
  target: keyOf("MARKET-TARGET#{target}", "TARGET"),
  /** What searches of a day came to. */
  searches: keyOf("SIGNAL-SEARCHES#{council}", "{day}"),
  /** A publication of signals for staff, in a version: of a month, `2026-11-01/P1M`. */
  staffSignals: keyOf("SIGNALS#{council}", "{period}#{version:6}"),
  /** A publication for everyone: of a quarter. */
  publicSignals: keyOf("PUBLIC#SIGNALS#{council}", "{period}#{version:6}"),
  /** The true counts that a publication was made of. No route reads them. */
  trueSignals: keyOf("TRUE-SIGNALS#{council}", "{period}#{version:6}"),
  /** A publication of how far applications are, in a version: of a month, for staff. */
  applications: keyOf("APPLICATION-FIGURES#{council}", "{period}#{version:6}"),
  /** The true counts that it was made of. No route reads them. */
  trueApplications: keyOf("TRUE-APPLICATIONS#{council}", "{period}#{version:6}"),
} as const;

export const marketIndexes = {
  statementsOf: indexOf("MARKET-STATEMENTS-OF#{council}"),
  targetsOf: indexOf("MARKET-TARGETS-OF#{council}"),
} as const;
