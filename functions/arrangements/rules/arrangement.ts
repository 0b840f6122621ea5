import * as z from "zod/mini";
import { oneOf } from "../../../shared/domain/codes.ts";
import { SUPPORT_SIDES, type SupportSide } from "../../../shared/domain/direct-payment.ts";
import { EmailAddress, GssCode, RecordId, text } from "../../../shared/domain/fields.ts";
import { shownName } from "../../../shared/domain/shown-name.ts";
import { type Instant, londonDate, millisOf, PlainDate } from "../../../shared/domain/time.ts";
import { believed, factsOf } from "../../../shared/domain/timeline.ts";
import { ListingId } from "../../../shared/listing/listing.ts";
import { TypedReference } from "../../../shared/listing/typed-reference.ts";
import { codesOf, employments } from "../../../shared/taxonomy/taxonomy.ts";
import { ARRANGEMENT_STATES } from "./arrangement-moves.ts";
import { RATE_QUESTIONS } from "./rate-check.ts";
import { EmployerRecord, QuarterHours, Terms } from "./terms.ts";

/** What somebody may check for themselves of a person nobody has checked: never a condition, always a help. */
export const SELF_CHECKS = ["met", "identity", "right-to-work", "dbs", "references", "insurance", "agreement", "cover"] as const;

/** Why support ended. */
export const END_REASONS = ["no-longer-needed", "moved", "found-someone-else", "hours-or-pay", "illness", "not-right", "died", "other"] as const;

/** A question to the council that the terms raised, and what it said. */
const CouncilQuestion = z.object({
  kind: oneOf(RATE_QUESTIONS),
  pence: z.optional(z.number()),
  against: z.optional(z.number()),
  source: z.string(),
  raisedAt: z.string(),
  answer: z.optional(z.object({ agreed: z.boolean(), by: RecordId, at: z.string(), reason: text(1000) })),
});
export type CouncilQuestion = z.infer<typeof CouncilQuestion>;

/**
 * That somebody supports a recipient, or is to: the one record that joins person, provider, support and money. Terms, what an employer has in order, hours
 * and payments are added with the day they hold from and the moment they were learned, and never changed.
 */
export const Arrangement = z.object({
  id: RecordId,
  /** The recipient. */
  owner: RecordId,
  authority: GssCode,
  /** The listing, where they are on the list. */
  listing: z.optional(ListingId),
  /** The provider's account, where they have a say: absent of somebody off the list, or where the recipient said alone who supports them. */
  provider: z.optional(RecordId),
  /** Somebody off the list, the choice made knowingly: it is theirs. Source: Care and support statutory guidance, chapter 12. */
  unlisted: z.optional(
    z.object({
      name: text(100),
      checked: z.array(oneOf(SELF_CHECKS)),
      /** That the risks were explained, and the choice is theirs. */
      choseKnowingly: z.literal(true, { error: "must be agreed to" }),
      invited: z.boolean(),
      /** Whether they are family and live with the recipient. */
      family: z.optional(z.boolean()),
    }),
  ),
  employment: z.optional(oneOf(codesOf(employments))),
  state: oneOf(ARRANGEMENT_STATES),
  /** The pool it is shared in: then its members leave that, and agree on nothing here. */
  pool: z.optional(RecordId),
  /** The first day of support, planned until it has begun. */
  since: PlainDate,
  createdAt: z.string(),
  /** What the recipient wrote with the offer. */
  message: z.optional(text(1000)),
  terms: factsOf(Terms),
  /** A change that waits for the other one's answer. */
  proposal: z.optional(z.object({ by: oneOf(SUPPORT_SIDES), from: PlainDate, terms: Terms, at: z.string() })),
  employer: factsOf(EmployerRecord),
  /** Hours that were worked in the week that begins on a day. The last one learned of a week counts. */
  worked: z.array(z.object({ weekOf: PlainDate, hours: z.union([z.literal(0), QuarterHours]), learnedAt: z.string() })),
  /** Until which day support is paid for, by which side; the recipient where none is noted. The last one learned of each counts. */
  paid: z.array(z.object({ upTo: PlainDate, learnedAt: z.string(), by: z.optional(oneOf(SUPPORT_SIDES)) })),
  questions: z.array(CouncilQuestion),
  /** Hours a week that are taken off the provider's free ones because of it. */
  hoursHeld: z.number(),
  answeredAt: z.optional(z.string()),
  startedOn: z.optional(PlainDate),
  pausedOn: z.optional(PlainDate),
  lastDay: z.optional(PlainDate),
  why: z.optional(oneOf(END_REASONS)),
  endedAt: z.optional(z.string()),
});
export type Arrangement = z.infer<typeof Arrangement>;

/** The terms that hold on a day as they are known at an instant; undefined where none were agreed. */
export const termsOn = ({ terms }: Pick<Arrangement, "terms">, day: PlainDate, knownBy: Instant): Terms | undefined =>
  believed(terms, { day, knownBy })?.value ?? undefined;

/** The terms agreed on last, whether they hold yet or not. */
export const latestTerms = ({ terms }: Pick<Arrangement, "terms">): Terms | undefined => terms.at(-1)?.value ?? undefined;

/** The last day of support; undefined while there is none. Dates are Europe/London's. */
export const lastDayOf = ({ lastDay, endedAt }: Pick<Arrangement, "lastDay" | "endedAt">): PlainDate | undefined =>
  lastDay ?? (endedAt === undefined ? undefined : londonDate(millisOf(endedAt)));

/** Questions the council has not answered. */
export const openQuestions = ({ questions }: Pick<Arrangement, "questions">): readonly CouncilQuestion[] => questions.filter(({ answer }) => !answer);

/** Until which day support is paid for, as one side said last; undefined where it said nothing. */
export const paidUpTo = ({ paid }: Pick<Arrangement, "paid">, side: SupportSide): PlainDate | undefined =>
  paid.findLast(({ by = "recipient" }) => by === side)?.upTo;

/** What is asked of somebody who wants to use a person off the list. */
export const NewUnlisted = z.object({
  name: shownName(100),
  checked: z.array(oneOf(SELF_CHECKS)),
  family: z.optional(z.literal("yes")),
  knowingly: z.literal("yes", { error: "must be agreed to" }),
  /** Where to invite that person to apply. */
  email: z.optional(EmailAddress),
});
export type NewUnlisted = z.infer<typeof NewUnlisted>;

/** What is asked of somebody who uses a person on the list: which listing, by the reference on its page. */
export const NewListed = z.object({ listing: TypedReference });
