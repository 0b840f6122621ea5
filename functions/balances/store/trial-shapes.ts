import * as z from "zod/mini";
import { oneOf } from "../../../shared/domain/codes.ts";
import { GssCode, RecordId } from "../../../shared/domain/fields.ts";
import { storedShape } from "../../../shared/table/stored-shape.ts";
import { TRIAL_ENDS } from "../rules/trial-sums.ts";

const end = oneOf(TRIAL_ENDS);
const ends = z.partialRecord(end, z.number());
const Trial = z.object({
  id: RecordId,
  council: GssCode,
  values: z.object({ weeks: z.number(), tolerancePence: z.number(), cyclesBeforeAsking: z.number(), plannedWorkDays: z.number() }),
  at: z.string(),
});
const TrialPart = z.object({
  accounts: z.number(),
  checks: z.number(),
  byToday: z.number(),
  byTried: z.number(),
  byBoth: z.number(),
  endsToday: ends,
  endsTried: ends,
  named: z.array(z.object({ account: RecordId, today: z.number(), tried: z.number(), end, case: z.optional(RecordId) })),
});

/** Other rules that are tried: values, and nothing about anybody. */
export const trialShape = storedShape({ entity: "rule-trial", schemaVersion: 1 }, Trial);
/** What they come to over some accounts. */
export const trialPartShape = storedShape({ entity: "rule-trial-part", schemaVersion: 1 }, TrialPart);
