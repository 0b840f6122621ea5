import * as z from "zod/mini";
import { oneOf } from "../../../shared/domain/codes.ts";
import { RecordId } from "../../../shared/domain/fields.ts";
import { PlainDate } from "../../../shared/domain/time.ts";
import { PROTECTED_KINDS } from "./facts.ts";
import type { Revision } from "./remeasure.ts";
import { type CheckResult, FINDING_CODES, LINE_CODES } from "./result.ts";

const pence = z.number();
const Line = z.object({
  code: oneOf(LINE_CODES),
  typed: z.optional(z.literal(true)),
  kind: z.optional(oneOf(PROTECTED_KINDS)),
  pence,
  of: z.optional(z.string()),
  from: z.optional(
    z.object({
      hours: z.optional(z.number()),
      ratePence: z.optional(pence),
      weeks: z.optional(z.number()),
      weeklyPence: z.optional(pence),
      since: z.optional(PlainDate),
      until: z.optional(PlainDate),
    }),
  ),
  source: z.string(),
});
const StoredFinding = z.object({
  code: oneOf(FINDING_CODES),
  about: z.string(),
  pence: z.optional(pence),
  shares: z.optional(z.object({ council: pence, nhs: pence })),
  lines: z.array(Line),
  movements: z.array(z.string()),
  source: z.string(),
});
const common = {
  account: RecordId,
  cycle: z.number(),
  revision: z.number(),
  measuredOn: PlainDate,
  knownBy: z.string(),
  policyVersion: z.number(),
  findings: z.array(StoredFinding),
};

/** What a check of a cycle came to, and the how-manieth time: never changed once stored. */
export const StoredResult = z.discriminatedUnion("outcome", [
  z.object({ ...common, outcome: z.literal("measured"), lines: z.array(Line), excessPence: pence }),
  z.object({ ...common, outcome: z.literal("missing"), missingFrom: PlainDate }),
  z.object({ ...common, outcome: z.literal("refused"), why: oneOf(["no-payment", "no-first-payment"]) }),
]);
export type StoredResult = z.infer<typeof StoredResult>;

/** What was stored, as the rules have it. */
export const resultOf = ({ revision, ...result }: StoredResult): Revision => ({ revision, result });

/** A result with its revision, as it is stored. */
export const revisionOf = (result: CheckResult, revision: number): StoredResult => StoredResult.parse({ ...result, revision });
