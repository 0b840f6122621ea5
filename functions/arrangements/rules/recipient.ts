import * as z from "zod/mini";
import { oneOf } from "../../../shared/domain/codes.ts";
import { GssCode, KeptEmail, KeptPhone, listOf, RecordId, text } from "../../../shared/domain/fields.ts";
import type { Pence } from "../../../shared/domain/money.ts";
import { PlainDate } from "../../../shared/domain/time.ts";
import { isLanguage } from "../../../shared/taxonomy/taxonomy.ts";
import { factsOf } from "./timeline.ts";

/** What somebody mainly needs support with. Source: NHS England, Client Level Data, primary support reason. */
export const SUPPORT_REASONS = ["physical", "learning-disability", "mental-health", "sensory", "memory-and-cognition", "social", "carer"] as const;
/** Who manages the direct payment by the agreement. Source: LCC Direct Payments Development Plan, section 2. */
export const AGREEMENT_KINDS = ["recipient", "nominated-person", "authorised-person", "third-party"] as const;
/** Source: LCC Direct Payments Development Plan, appendix B. */
export const DP_KINDS = ["one-off", "carer", "ongoing"] as const;
/** How somebody's contribution reaches the support: netted off and topped up by them, invoiced by the council, or paid to it apart. */
export const CONTRIBUTION_MODELS = ["net", "gross-and-invoiced", "paid-to-council"] as const;
export const ACCOUNT_KINDS = ["card", "bank", "managed"] as const;
/** What the support plan allows as an exception. */
export const PERMISSIONS = ["cash", "family-member", "higher-rate"] as const;
export const WHEREABOUTS = ["home", "away", "hospital"] as const;
/** Source: The Debt Respite Scheme (Breathing Space Moratorium and Mental Health Crisis Moratorium) Regulations 2020. */
export const BREATHING_SPACES = ["standard", "mental-health-crisis"] as const;
export const CAPACITIES = ["yes", "no"] as const;

/** How the council reaches somebody, and in which format. */
export const CONTACT_CHANNELS = ["email", "sms", "letter"] as const;
export const CONTACT_FORMATS = ["standard", "large-print", "easy-read"] as const;

const pence = z.number().check(
  z.refine((given: Pence) => Number.isSafeInteger(given), "must be a whole number of pence"),
  z.gte(0, "must not be below 0"),
);

/** A text that only Trellis can read: `shared/sealed-fields`. */
const Sealed = z.string();

/** One purse of the budget, by the week, in pence. What the person pays is part of the gross. */
const FundingLine = z.object({ weeklyGrossPence: pence, weeklyContributionPence: pence });
export type FundingLine = z.infer<typeof FundingLine>;

/** The direct payment agreement: without a surplus clause in the version that was signed the council takes nothing back because it built up. */
const Agreement = z.object({ kind: oneOf(AGREEMENT_KINDS), version: text(40), signedOn: PlainDate, surplusClause: z.boolean() });
/** The account that payments go to, and what its suppliers call it: they change, and it is the same account. */
const PaymentAccount = z.object({ kind: oneOf(ACCOUNT_KINDS), references: listOf(text(60)) });
/** An outcome of the support plan, by the id the plan has for it. */
const Outcome = z.object({ id: RecordId, words: text(300) });
/** Where somebody lives: the sector for what is near, the full postcode apart from it. */
const Home = z.object({ sector: Sealed, postcode: Sealed });

/** What there is of a contact, and the day somebody last made sure that it is right. */
const contact = <Way extends z.ZodMiniType>(way: Way) => z.object({ value: way, confirmedOn: z.optional(PlainDate) });

/** What has a history: each fact with from when it applies, and when we learned it. Nothing of it is ever changed, only added to. */
const Dated = z.object({
  agreement: factsOf(Agreement),
  dpKind: factsOf(oneOf(DP_KINDS)),
  councilLine: factsOf(FundingLine),
  nhsLine: factsOf(FundingLine),
  contributionModel: factsOf(oneOf(CONTRIBUTION_MODELS)),
  paymentAccount: factsOf(PaymentAccount),
  supportReasons: factsOf(listOf(oneOf(SUPPORT_REASONS))),
  home: factsOf(Home),
  dpAgreedOn: factsOf(PlainDate),
  firstPaymentOn: factsOf(PlainDate),
  outcomes: factsOf(listOf(Outcome)),
  permissions: factsOf(listOf(oneOf(PERMISSIONS))),
  whereabouts: factsOf(oneOf(WHEREABOUTS)),
  /** Whether they have the capacity to decide on their direct payment. Source: Care Act 2014, sections 31 and 32. */
  capacity: factsOf(oneOf(CAPACITIES)),
  breathingSpace: factsOf(oneOf(BREATHING_SPACES)),
  endedOn: factsOf(PlainDate),
  diedOn: factsOf(PlainDate),
});

/** A value that is replaced, and from when and since when it is known. */
const plain = <Value extends z.ZodMiniType>(value: Value) => z.optional(z.object({ from: PlainDate, learnedAt: z.string(), value: z.nullable(value) }));

/** What is kept as it is now, and replaced: nobody needs to know how somebody could be reached years ago. */
const Plain = z.object({
  name: plain(text(100)),
  phone: plain(contact(KeptPhone)),
  email: plain(contact(KeptEmail)),
  postalAddress: plain(contact(Sealed)),
  preferences: plain(z.object({ channel: oneOf(CONTACT_CHANNELS), format: oneOf(CONTACT_FORMATS) })),
  languages: plain(listOf(z.string().check(z.refine(isLanguage, "must be language codes such as en or gu")))),
});

/** Somebody who gets a direct payment, as the council's case system knows them. */
export const Recipient = z.object({
  id: RecordId,
  authority: GssCode,
  /** What the council's case system calls them. */
  reference: text(40),
  /** The account that an officer linked with this record. */
  account: z.optional(RecordId),
  linkedAt: z.optional(z.string()),
  createdAt: z.string(),
  /** When the direct payment ended or the person died, whichever was first, as is believed now: how long the record is kept goes by it. */
  closedOn: z.optional(PlainDate),
  dated: Dated,
  plain: Plain,
});
export type Recipient = z.infer<typeof Recipient>;

type Timelines = z.infer<typeof Dated>;
export type DatedKind = keyof Timelines;
export type DatedValues = { readonly [Kind in DatedKind]: NonNullable<Timelines[Kind][number]["value"]> };

type Held = z.infer<typeof Plain>;
export type PlainKind = keyof Held;
export type PlainValues = { readonly [Kind in PlainKind]: NonNullable<NonNullable<Held[Kind]>["value"]> };
