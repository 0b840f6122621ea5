import type { KindPolicy } from "../../../shared/records/record-policy.ts";
import register from "./records.json" with { type: "json" };

/** What the kinds of items of the search snapshot hold on people. */
export const DIRECTORY_KINDS: readonly (readonly [entity: string, kept: KindPolicy])[] = [
  ["tile", register.records.tile],
  ["manifest", "not-personal"],
  ["first-start", "not-personal"],
];
