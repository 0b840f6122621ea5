import * as z from "zod/mini";
import { oneOf } from "../../../shared/domain/codes.ts";
import {
  ACCOUNT_KINDS,
  Agreement,
  BREATHING_SPACES,
  CAPACITIES,
  CONTRIBUTION_MODELS,
  DP_KINDS,
  FundingLine,
  PERMISSIONS,
  WHEREABOUTS,
} from "../../../shared/domain/direct-payment.ts";
import { GssCode, KeptEmail, KeptPhone, listOf, RecordId, text } from "../../../shared/domain/fields.ts";
import { PlainDate } from "../../../shared/domain/time.ts";
import { factsOf } from "../../../shared/domain/timeline.ts";
import { isLanguage } from "../../../shared/taxonomy/taxonomy.ts";

/** What somebody mainly needs support with. Source: NHS England, Client Level Data, primary support reason. */
export const SUPPORT_REASONS = ["physical", "learning-disability", "mental-health", "sensory", "memory-and-cognition", "social", "carer"] as const;
/** How the council reaches somebody, and in which format. */
export const CONTACT_CHANNELS = ["email", "sms", "letter"] as const;
export const CONTACT_FORMATS = ["standard", "large-print", "easy-read"] as const;

/** A text that only Trellis can read: `shared/sealed-fields`. */
const Sealed = z.string();

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
