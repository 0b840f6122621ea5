import * as z from "zod/mini";
import { oneOf } from "../../../shared/domain/codes.ts";
import { ACCOUNT_KINDS } from "../../../shared/domain/direct-payment.ts";
import { GssCode, RecordId, text } from "../../../shared/domain/fields.ts";
import { PlainDate } from "../../../shared/domain/time.ts";
import type { KindPolicy } from "../../../shared/records/record-policy.ts";
import { storedShape } from "../../../shared/table/stored-shape.ts";
import { Head } from "../rules/head.ts";
import { StoredFacts } from "../rules/stored-facts.ts";
import { StoredResult } from "../rules/stored-result.ts";
import register from "./ledger-records.json" with { type: "json" };
import { isSegmentOfRows, Segment } from "./segment-rows.ts";
import { asTheyAre } from "./shapes.ts";
import { trialPartShape, trialShape } from "./trial-shapes.ts";

/** What a supplier calls an account from a day on: a card, a sort code with an account number. */
export const Alias = z.object({
  account: RecordId,
  authority: GssCode,
  reference: text(60),
  kind: oneOf(ACCOUNT_KINDS),
  from: PlainDate,
  /** The last day on which the council's records call it that, where they call it otherwise now. Statements may still name it. */
  until: z.optional(PlainDate),
});
export type Alias = z.infer<typeof Alias>;

/** The accounts that a reference names, by its aliases: none, once all of them were said in error. */
export const Named = z.object({ accounts: z.optional(z.set(RecordId)) });
/** That an account is due on one of 28 days, from some day on. */
export const DueItem = z.object({ account: RecordId, from: PlainDate });
/** A day on which a planner went through the accounts of a council, all of them. */
export const Run = z.object({ council: z.string(), day: PlainDate, plannedAt: z.string() });
/** Some accounts that were due in a run. */
export const RunPart = z.object({ part: z.string(), accounts: z.array(RecordId) });
/** What became of them, one letter each in their order: measured, refused, statements missing; `-` of one that failed, and may come again. */
export const RunDone = z.object({ part: z.string(), outcomes: z.string().check(z.regex(/^[mrs-]*$/)) });
/** An account that was over the line for as many cycles as the policy says, by its newest check. */
export const OverLine = z.object({ account: RecordId, cycle: z.number(), measuredOn: PlainDate, pence: z.number() });
export type OverLine = z.infer<typeof OverLine>;

/** Version 3 may say what is on hold. */
export const headShape = storedShape({ ...{ entity: "ledger-head", schemaVersion: 3 }, upcasters: { 1: (body) => body, 2: (body) => body } }, Head);
/** Version 2 has balances that were typed; in version 3 either side may say until when support is paid; in version 4 an answer that was accepted can end. */
export const factsShape = storedShape(
  { ...{ entity: "ledger-facts", schemaVersion: 4 }, upcasters: { ...asTheyAre, 2: (body) => body, 3: (body) => body } },
  StoredFacts,
);
export const segmentShape = { ...storedShape({ entity: "ledger-segment", schemaVersion: 1 }, Segment), isSure: isSegmentOfRows };
/** Version 2 may rest on a balance that was typed, and may find that one is not what rows came to. */
export const resultShape = storedShape({ ...{ entity: "check-result", schemaVersion: 2 }, upcasters: asTheyAre }, StoredResult);
export const aliasShape = storedShape({ entity: "ledger-alias", schemaVersion: 1 }, Alias);
export const namedShape = storedShape({ entity: "ledger-named", schemaVersion: 1 }, Named);
export const dueShape = storedShape({ entity: "check-due", schemaVersion: 1 }, DueItem);
export const runShape = storedShape({ entity: "check-run", schemaVersion: 1 }, Run);
export const runPartShape = storedShape({ entity: "check-run-part", schemaVersion: 1 }, RunPart);
export const runDoneShape = storedShape({ entity: "check-run-done", schemaVersion: 1 }, RunDone);
export const overLineShape = storedShape({ entity: "over-line", schemaVersion: 1 }, OverLine);

/** The shapes of all there is in the table of money. */
export const ledgerShapes = [
  headShape,
  factsShape,
  segmentShape,
  resultShape,
  aliasShape,
  namedShape,
  dueShape,
  runShape,
  runPartShape,
  runDoneShape,
  overLineShape,
  trialShape,
  trialPartShape,
];

/** What the kinds of items in the table of money hold on people. */
export const LEDGER_KINDS: readonly (readonly [entity: string, kept: KindPolicy])[] = [
  ...Object.entries(register.records),
  ["check-run", "not-personal"],
  ["rule-trial", "not-personal"],
];
