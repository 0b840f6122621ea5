import * as z from "zod/mini";
import { oneOf } from "../../../shared/domain/codes.ts";
import { ACCOUNT_KINDS } from "../../../shared/domain/direct-payment.ts";
import { RecordId } from "../../../shared/domain/fields.ts";
import { PlainDate } from "../../../shared/domain/time.ts";
import { type StoredBody, storedShape, type Upcasters } from "../../../shared/table/stored-shape.ts";
import { OUTCOMES } from "../rules/balance-case.ts";
import { FINDING_CODES } from "../rules/result.ts";

/** Version 2 knows balances that were typed from paper; what was stored before knew none. */
export const asTheyAre: Upcasters = { 1: (body: StoredBody) => body };
/** Version 3 of a case knows when it came to know of a finding, and what had to stay when money was taken; and more reasons to choose from. */
export const caseAsItIs: Upcasters = { ...asTheyAre, 2: (body: StoredBody) => body };

/** Where an open case stands in the list by amount. */
export const caseAmountShape = storedShape({ entity: "case-amount", schemaVersion: 1 }, z.object({ case: RecordId }));
/** Where an open case stands in the list by when somebody last worked on it. */
export const caseWorkedShape = storedShape({ entity: "case-worked", schemaVersion: 1 }, z.object({ case: RecordId, workedOn: PlainDate }));
/** A question that was sent, by which rules, and how it ended: what the rate of false alarms is made of. Nothing in it says who was asked. */
export const caseQuestionShape = storedShape(
  { ...{ entity: "case-question", schemaVersion: 2 }, upcasters: asTheyAre },
  z.object({ kind: oneOf(ACCOUNT_KINDS), codes: z.array(oneOf(FINDING_CODES)), outcome: z.optional(oneOf(OUTCOMES)), daysOpen: z.optional(z.number()) }),
);
