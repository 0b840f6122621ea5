import * as z from "zod/mini";
import { oneOf } from "../../../shared/domain/codes.ts";
import { GssCode, RecordId, text } from "../../../shared/domain/fields.ts";
import { PlainDate } from "../../../shared/domain/time.ts";
import { CHANNELS, FORMATS, LANGUAGES } from "../../../shared/notices/preferences.ts";
import { EXTRA_REASONS } from "../../../shared/policy/reviews.ts";
import { Outcome, RESULTS } from "./outcome.ts";

/** How officers reach somebody about a review. */
export const CONTACT_WAYS = ["email", "sms", "letter", "phone", "visit"] as const;
/** The same, and a form that somebody answers on a screen. */
export const ALL_WAYS = [...CONTACT_WAYS, "online"] as const;
/** Who was heard: a review without anybody heard is none. */
export const HEARD = ["person", "representative", "both"] as const;
export const WORDS_CHARACTERS = 2000;

/** Support that the review is about: `KnownSupport` as it is kept. */
const Support = z.object({
  arrangement: RecordId,
  name: text(100),
  /** The provider's listing, where they have one. */
  listing: z.optional(RecordId),
  from: PlainDate,
  to: z.optional(PlainDate),
  isAssistant: z.boolean(),
  isOut: z.boolean(),
  /** Since when it is known that the provider is not on the list. */
  outSince: z.optional(PlainDate),
});

/** A review that was held, in the codes of client-level data. A light look at a new plan has no codes. */
const HeldReview = z.object({
  id: RecordId,
  kind: oneOf(["review", "plan-check"]),
  on: PlainDate,
  completedAt: z.string(),
  by: RecordId,
  heard: oneOf(HEARD),
  /** Codes of the release that is named. */
  release: z.optional(text(20)),
  reason: z.optional(text(60)),
  method: z.optional(text(60)),
  eventOutcome: z.optional(text(60)),
  achieved: z.optional(oneOf(RESULTS)),
  /** What was talked about and agreed, in plain words: the person gets it. */
  summary: z.optional(text(WORDS_CHARACTERS)),
  nextOn: z.optional(PlainDate),
  /** The target and the legal limit it was held against. */
  targetOn: z.optional(PlainDate),
  legalOn: z.optional(PlainDate),
});
export type HeldReview = z.infer<typeof HeldReview>;

/** A reason for a review besides its turn, as an officer or the person gave it. */
const GivenReason = z.object({ reason: oneOf(EXTRA_REASONS), since: PlainDate, by: RecordId, at: z.string(), words: z.optional(text(1000)) });
export type GivenReason = z.infer<typeof GivenReason>;

/** A contact about the review that is due. */
const Contact = z.object({ on: PlainDate, way: oneOf(ALL_WAYS), answered: z.boolean(), by: RecordId, words: z.optional(text(1000)) });
export type Contact = z.infer<typeof Contact>;

/** The reviews of one direct payment: what is known, what is due, what was held, and the outcomes they look at. Its id is the record's of the payment. */
export const Review = z.object({
  id: RecordId,
  authority: GssCode,
  reference: text(40),
  name: z.optional(text(100)),
  /** The person's account. */
  owner: z.optional(RecordId),
  firstPaymentOn: z.optional(PlainDate),
  endedOn: z.optional(PlainDate),
  area: z.optional(text(40)),
  capacityChangedOn: z.optional(PlainDate),
  noSupportSince: z.optional(PlainDate),
  balanceAskedOn: z.optional(PlainDate),
  couldNotFind: z.boolean(),
  support: z.array(Support),
  given: z.array(GivenReason),
  held: z.array(HeldReview),
  contacts: z.array(Contact),
  outcomes: z.array(Outcome),
  /** A reassessment that a review asked for: a review alone changes no budget. Source: Care Act 2014, section 27. */
  reassessment: z.optional(z.object({ since: PlainDate, review: RecordId, words: text(1000), doneOn: z.optional(PlainDate) })),
  /** Since when the next review, or the light look, is to be worked on. */
  openedOn: z.optional(PlainDate),
  targetOn: z.optional(PlainDate),
  legalOn: z.optional(PlainDate),
  /** The opening for which the person was invited to say how their support is, and the support that ended of which they were asked why. */
  invitedFor: z.optional(PlainDate),
  endedInvited: z.optional(z.array(RecordId)),
  /** How they read and are written to, by their account: looked at to see that nobody waits longer for it, and never a part of the order. */
  reading: z.optional(z.object({ format: oneOf(FORMATS), language: oneOf(LANGUAGES), channel: oneOf([...CHANNELS, "none"]) })),
  /** Since when they want no forms about their support. They are written to about reviews all the same. */
  feedbackOff: z.optional(PlainDate),
  /** The day by which all of it that depends on a day was worked out last. */
  lookedOn: PlainDate,
  /** When the job looks at it next. */
  nextOn: z.optional(PlainDate),
});
export type Review = z.infer<typeof Review>;
