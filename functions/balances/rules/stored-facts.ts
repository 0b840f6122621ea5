import * as z from "zod/mini";
import { oneOf } from "../../../shared/domain/codes.ts";
import {
  ACCOUNT_KINDS,
  Agreement,
  CONTRIBUTION_MODELS,
  FundingLine,
  HOURS_BASES,
  PAY_PATTERNS,
  PAY_TIMES,
  PERMISSIONS,
  SUPPORT_SIDES,
  WHEREABOUTS,
} from "../../../shared/domain/direct-payment.ts";
import { GssCode, RecordId, text } from "../../../shared/domain/fields.ts";
import { PlainDate } from "../../../shared/domain/time.ts";
import { factsOf } from "../../../shared/domain/timeline.ts";
import { type AccountFacts, PROTECTED_KINDS } from "./facts.ts";

const pence = z.number();
const Support = z.object({
  arrangement: RecordId,
  name: text(200),
  employed: z.boolean(),
  startedOn: z.optional(PlainDate),
  lastDay: z.optional(PlainDate),
  terms: factsOf(z.object({ hours: z.number(), ratePence: pence, pay: oneOf(PAY_PATTERNS), payWhen: oneOf(PAY_TIMES), hoursBasis: oneOf(HOURS_BASES) })),
  worked: z.array(z.object({ weekOf: PlainDate, hours: z.number(), learnedAt: z.string() })),
  paid: z.array(z.object({ upTo: PlainDate, learnedAt: z.string(), by: z.optional(oneOf(SUPPORT_SIDES)) })),
  employer: factsOf(
    z.object({
      payroll: z.optional(oneOf(["monthly", "quarterly"])),
      pension: z.optional(oneOf(["enrolled", "not-needed"])),
      liabilityUntil: z.optional(PlainDate),
      employedFrom: z.optional(PlainDate),
      holidayYearFrom: z.optional(PlainDate),
      redundancy: z.optional(oneOf(["fund", "promise"])),
      redundancyPence: z.optional(pence),
    }),
  ),
});
const StoredInvoice = z.object({
  id: RecordId,
  arrangement: RecordId,
  from: PlainDate,
  to: PlainDate,
  hours: z.number(),
  ratePence: pence,
  pence,
  acceptedAt: z.string(),
  paidOn: z.optional(PlainDate),
  movements: z.optional(z.array(z.string())),
  disputed: z.optional(z.boolean()),
});
const StoredSetAside = z.object({
  id: RecordId,
  kind: oneOf(PROTECTED_KINDS),
  pence,
  from: PlainDate,
  until: z.optional(PlainDate),
  learnedAt: z.string(),
  knownUntil: z.optional(z.string()),
  buildsUp: z.optional(z.literal(true)),
  request: z.optional(RecordId),
  purpose: text(300),
});

/** The facts of an account as they are stored: what records elsewhere say, and what was said of the account itself. */
export const StoredFacts = z.object({
  account: RecordId,
  authority: GssCode,
  kind: oneOf(ACCOUNT_KINDS),
  /** Absent where no payment was made yet: then nothing can be measured. */
  firstPaymentOn: z.optional(PlainDate),
  lines: z.object({ council: factsOf(FundingLine), nhs: factsOf(FundingLine) }),
  model: factsOf(oneOf(CONTRIBUTION_MODELS)),
  agreement: factsOf(Agreement),
  permissions: factsOf(z.array(oneOf(PERMISSIONS))),
  whereabouts: factsOf(oneOf(WHEREABOUTS)),
  endedOn: factsOf(PlainDate),
  diedOn: factsOf(PlainDate),
  support: z.array(Support),
  invoices: z.array(StoredInvoice),
  setAside: z.array(StoredSetAside),
  remembered: z.array(z.object({ about: z.string(), at: z.string(), until: z.optional(PlainDate), knownUntil: z.optional(z.string()) })),
  outcomes: z.optional(factsOf(z.array(z.string()))),
  waived: z.optional(z.array(z.object({ pence, from: PlainDate, learnedAt: z.string() }))),
  typed: z.optional(z.array(z.object({ on: PlainDate, pence, learnedAt: z.string(), by: z.optional(z.literal("council")) }))),
  identified: z.record(z.string(), oneOf(["contribution", "personal-money", "refund", "pool-share"])),
});
export type StoredFacts = z.infer<typeof StoredFacts>;

/** The facts as a check works with them; undefined where no payment was made yet. */
export function accountFactsOf({ firstPaymentOn, identified, ...facts }: StoredFacts): AccountFacts | undefined {
  return firstPaymentOn === undefined ? undefined : { ...facts, firstPaymentOn, identified: new Map(Object.entries(identified)) };
}
