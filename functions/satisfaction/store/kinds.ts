import type { KindPolicy } from "../../../shared/records/record-policy.ts";
import register from "./records.json" with { type: "json" };

/** What kinds of items that are no records hold on people. */
export const SATISFACTION_KINDS: readonly (readonly [entity: string, kept: KindPolicy])[] = [
  ["feedback-figures", "not-personal"],
  ["true-figures", register.records["true-figures"]],
  ["provider-score", register.records["provider-score"]],
  ["public-score", register.records["public-score"]],
];
