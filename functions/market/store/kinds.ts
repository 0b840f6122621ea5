import type { KindPolicy } from "../../../shared/records/record-policy.ts";
import register from "./records.json" with { type: "json" };

/** What kinds of items that are no records hold on people. */
export const MARKET_KINDS: readonly (readonly [entity: string, kept: KindPolicy])[] = [
  ["market-gaps", register.records["market-gaps"]],
  ["market-inputs", register.records["market-inputs"]],
  ["signal-searches", register.records["signal-searches"]],
  ["signal-figures", "not-personal"],
  ["true-signals", register.records["true-signals"]],
  ["application-figures", "not-personal"],
  ["true-applications", register.records["true-applications"]],
];
