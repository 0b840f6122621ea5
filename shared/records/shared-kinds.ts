import type { KeptElsewhere, KindPolicy } from "./record-policy.ts";
import register from "./records.json" with { type: "json" };

/** What the kinds of items that shared code writes hold on people. */
export const SHARED_KINDS: readonly (readonly [entity: string, kept: KindPolicy])[] = [
  ...Object.entries(register.records),
  ["sector", "not-personal"],
  ["geography-index", "not-personal"],
  ["district-names", "not-personal"],
  ["places", "not-personal"],
  ["small-areas", "not-personal"],
  ["large-areas", "not-personal"],
  ["area-border", "not-personal"],
  ["district-councils", "not-personal"],
  ["take-up", "not-personal"],
  ["money-figures", "not-personal"],
  ["area-map", "not-personal"],
  ["search-salt", "not-personal"],
  ["search-areas", "not-personal"],
  ["day-done", "not-personal"],
  ["deletion", "not-personal"],
];

/** What is kept of people outside the table. */
export const KEPT_ELSEWHERE: readonly KeptElsewhere[] = register.elsewhere;
