import type { KindPolicy } from "../../../shared/records/record-policy.ts";

/** What kinds of items that are no records hold on people. */
export const REVIEW_KINDS: readonly (readonly [entity: string, kept: KindPolicy])[] = [["review-figures", "not-personal"]];
