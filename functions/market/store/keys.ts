import { keyOf } from "../../../shared/table/key-templates.ts";

/** The keys of gaps in the market. */
export const marketKeys = {
  /** The newest measure of a council on a basis. */
  newest: keyOf("MARKET#{council}", "NEWEST#{basis}"),
  /** The last measure of a month, `2026-11`. */
  month: keyOf("MARKET#{council}", "MONTH#{basis}#{month}"),
  /** What the newest measure was made of. */
  inputs: keyOf("MARKET#{council}", "INPUTS#{basis}"),
} as const;
