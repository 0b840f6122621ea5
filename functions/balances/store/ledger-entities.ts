import * as z from "zod/mini";
import { oneOf } from "../../../shared/domain/codes.ts";
import { ACCOUNT_KINDS } from "../../../shared/domain/direct-payment.ts";
import { GssCode, RecordId, text } from "../../../shared/domain/fields.ts";
import { PlainDate } from "../../../shared/domain/time.ts";
import type { KindPolicy } from "../../../shared/records/record-policy.ts";
import { storedShape } from "../../../shared/table/stored-shape.ts";
import { Head } from "../rules/head.ts";
import { Learned } from "../rules/known-movements.ts";
import { Movement } from "../rules/movement.ts";
import { StoredFacts } from "../rules/stored-facts.ts";
import { StoredResult } from "../rules/stored-result.ts";
import register from "./ledger-records.json" with { type: "json" };

/** What an import found new of some days of an account. Never changed once stored; `at` is the version of the head it was stored with. */
export const Segment = z.object({
  account: RecordId,
  period: z.number(),
  importId: RecordId,
  at: z.number(),
  movements: z.array(Movement),
  /** What it said besides of movements that were known. */
  learned: z.optional(z.array(Learned)),
  /** Movements of a whole day that it did not show. */
  vanished: z.optional(z.array(z.string())),
});
export type Segment = z.infer<typeof Segment>;

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

/** That an account is due on one of 28 days, from some day on. */
export const DueItem = z.object({ account: RecordId, from: PlainDate });
/** A day on which a planner went through the accounts of a council, all of them. */
export const Run = z.object({ council: z.string(), day: PlainDate, plannedAt: z.string() });
/** Some accounts that were due in a run. */
export const RunPart = z.object({ part: z.string(), accounts: z.array(RecordId) });
/** What became of them, one letter each in their order: measured, refused, statements missing; `-` of one that failed, and may come again. */
export const RunDone = z.object({ part: z.string(), outcomes: z.string().check(z.regex(/^[mrs-]*$/)) });

export const headShape = storedShape({ entity: "ledger-head", schemaVersion: 1 }, Head);
export const factsShape = storedShape({ entity: "ledger-facts", schemaVersion: 1 }, StoredFacts);
export const segmentShape = storedShape({ entity: "ledger-segment", schemaVersion: 1 }, Segment);
export const resultShape = storedShape({ entity: "check-result", schemaVersion: 1 }, StoredResult);
export const aliasShape = storedShape({ entity: "ledger-alias", schemaVersion: 1 }, Alias);
export const dueShape = storedShape({ entity: "check-due", schemaVersion: 1 }, DueItem);
export const runShape = storedShape({ entity: "check-run", schemaVersion: 1 }, Run);
export const runPartShape = storedShape({ entity: "check-run-part", schemaVersion: 1 }, RunPart);
export const runDoneShape = storedShape({ entity: "check-run-done", schemaVersion: 1 }, RunDone);

/** The shapes of all there is in the table of money. */
export const ledgerShapes = [headShape, factsShape, segmentShape, resultShape, aliasShape, dueShape, runShape, runPartShape, runDoneShape];

/** What the kinds of items in the table of money hold on people. */
export const LEDGER_KINDS: readonly (readonly [entity: string, kept: KindPolicy])[] = [...Object.entries(register.records), ["check-run", "not-personal"]];
