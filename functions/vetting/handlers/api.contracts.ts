import * as z from "zod/mini";
import { oneOf } from "../../../shared/domain/codes.ts";
import { RecordId, text } from "../../../shared/domain/fields.ts";
import { PlainDate } from "../../../shared/domain/time.ts";
import { type ApiContract, PROBLEMS } from "../../../shared/http/contract.ts";
import { EVIDENCE_CODES, NEEDS } from "../../../shared/policy/checklists.ts";
import { ITEM_STATES } from "../rules/evidence.ts";
import { CASE_STATES } from "../rules/moves.ts";

/** What the body of a move may say. */
export const MoveBody = z.object({ reason: z.optional(text(2000)), outcome: z.optional(oneOf(["accredited", "provisional", "refused"] as const)) });

const CaseSummary = z.object({
  id: RecordId,
  state: z.enum(CASE_STATES),
  submittedAt: z.optional(z.string()),
  dueOn: z.optional(PlainDate),
  /** The officer who looks after it; never told to its applicant. */
  assignedTo: z.optional(RecordId),
  accreditedOn: z.optional(PlainDate),
  accreditedUntil: z.optional(PlainDate),
  listing: z.optional(RecordId),
  /** Ids of the evidence that keeps it off the list. */
  holds: z.array(z.string()),
  endedAt: z.optional(z.string()),
});

const CaseAnswer = z.extend(CaseSummary, {
  checklist: z.number(),
  evidence: z.array(z.object({ id: z.string(), code: z.enum(EVIDENCE_CODES), need: z.enum(NEEDS), state: z.enum(ITEM_STATES), until: z.optional(PlainDate) })),
});

/** What each route of this slice's API takes and answers. */
export const vettingContracts = {
  apiCase: { answers: { 200: CaseAnswer }, problems: PROBLEMS.read },
  apiMove: { bodies: [MoveBody], answers: { 200: z.object({ id: RecordId, move: z.string(), done: z.literal(true) }) }, problems: [...PROBLEMS.once, 412] },
  apiCases: { answers: { 200: z.object({ results: z.array(CaseSummary), next: z.optional(z.string()) }) }, problems: [...PROBLEMS.read, 400] },
} as const satisfies Readonly<Record<string, ApiContract>>;
