import * as z from "zod/mini";
import { oneOf } from "../domain/codes.ts";
import { text } from "../domain/fields.ts";
import { PlainDate } from "../domain/time.ts";
import reviewsData from "./reviews.json" with { type: "json" };

const whole = z.number().check(z.refine((given: number) => Number.isSafeInteger(given) && given >= 0, "must be a whole number of 0 or more"));

/** Why a review is held besides its yearly turn. Source: Care and Support (Direct Payments) Regulations 2014, regulation 7. */
export const EXTRA_REASONS = [
  "safety-concern",
  "no-support",
  "breach",
  "capacity-change",
  "concern",
  "conditions-not-met",
  "provider-lapsed",
  "balance-case",
  "person-request",
] as const;
export type ExtraReason = (typeof EXTRA_REASONS)[number];

/** What adds points inside a band of the queue. */
export const POINT_PARTS = [
  "days-past-legal",
  "never-reviewed",
  "falling-outcome",
  "no-answer",
  "provider-lapsed",
  "could-not-find-provider",
  "one-assistant-no-backup",
  "many-providers",
  "person-request",
] as const;
export type PointPart = (typeof POINT_PARTS)[number];

/** Instruments whose wording somebody else holds the rights to: none is shown without a licence. */
export const LICENSED_TOOLS = ["ascot", "eq-5d", "outcomes-star", "poet"] as const;

/** A code of client-level data, and how officers read it. */
const Code = z.object({ code: text(60), words: text(120) });

/** When reviews fall due, and in which order they are held: versions are added, never changed. */
const ReviewPolicy = z.object({
  version: whole,
  effectiveFrom: PlainDate,
  source: text(300),
  dates: z.object({
    /** The light look at a new plan, weeks after the first payment. Source: Care and support statutory guidance, 13.16. */
    planCheck: z.object({ fromWeeks: whole, toWeeks: whole }),
    /** Weeks after the first payment by which the first review should be held. */
    firstTargetWeeks: whole,
    /** Every later one should be held so many weeks before its legal limit, or on the day that was set. */
    laterTargetWeeksBefore: whole,
    /** Calendar months by law: to the first review, and from each to the next. Source: Care and Support (Direct Payments) Regulations 2014, regulation 7. */
    legalFirstMonths: whole,
    legalThenMonths: whole,
  }),
  /** In how many days a review for each of the other reasons should be held. */
  extraDays: z.record(oneOf(EXTRA_REASONS), whole),
  queue: z.object({
    /** A legal limit within so many days is a band of its own. */
    soonDays: whole,
    /** Reasons that put a review first of all. */
    firstReasons: z.array(oneOf(EXTRA_REASONS)),
    /** So many contacts without an answer add points. */
    contactsWithoutAnswer: whole,
    /** So many providers at a time add points. */
    manyProviders: whole,
    daysAPoint: whole,
    points: z.record(oneOf(POINT_PARTS), z.object({ each: whole, most: whole })),
  }),
  /** Contacts about one review: days before and after the form is sent, and how long it stays open. */
  contact: z.object({
    noticeDaysBefore: whole,
    reminderDays: z.array(whole),
    callDay: whole,
    mostContacts: whole,
    openDays: whole,
    /** The last day a form can be answered, so many days after it was sent. */
    linkDays: whole,
  }),
  /** When some stand in front less, or more, often than all, in hundredths of how often all do; and of how many people at least that is said. */
  fairness: z.object({ leastPeople: whole, lessPercent: whole, morePercent: whole }),
  /** Forms that people answer. */
  form: z.object({
    /** What each face of an easy-read form counts for, of 5. */
    faces: z.object({ happy: whole, "in-between": whole, unhappy: whole }),
    /** Whoever's support ended is asked why for so many days after. */
    endedDays: whole,
  }),
  outcomes: z.object({
    words: z.object({ least: whole, most: whole }),
    /** Words for a service, and words after which somebody says what it is for: a service alone is no outcome. In lower case. */
    serviceWords: z.array(text(40)),
    purposeWords: z.array(text(40)),
    /** A baseline may be so many days older or younger than the support it is for; else it is remembered later. */
    baselineDays: z.object({ before: whole, after: whole }),
    targetMonths: whole,
    countMost: whole,
    scaleMost: whole,
    /** Support must have run on so much of the days between baseline and measurement, in hundredths. */
    attributedPercent: whole,
    most: whole,
  }),
  goalScores: z.object({ shown: z.boolean(), correlationPercent: whole }),
  licences: z.record(oneOf(LICENSED_TOOLS), z.boolean()),
  /** Client-level data: the lists of a release, as a council's template has them. */
  codes: z.object({
    release: text(20),
    source: text(300),
    reasons: z.array(Code),
    /** With the channel by which what was said then came. */
    methods: z.array(z.extend(Code, { channel: oneOf(["phone", "visit"]) })),
    eventOutcomes: z.array(Code),
    achieved: z.object({ full: text(40), part: text(40), none: text(40) }),
  }),
});
export type ReviewPolicy = z.infer<typeof ReviewPolicy>;

const Reviews = z.object({
  /** Rules by name, in versions. */
  rules: z.record(z.string(), z.array(ReviewPolicy).check(z.minLength(1))),
  /** Which rules each council (GSS code) goes by. */
  councils: z.record(z.string(), z.string()),
});
let parsed: z.infer<typeof Reviews> | undefined;

/** A council's rules for reviews on a day: of the versions begun by then the latest. Throws where it has none. */
export function reviewPolicyOn(authority: string, day: PlainDate): ReviewPolicy {
  parsed ??= Reviews.parse(reviewsData);
  const versions = parsed.rules[parsed.councils[authority] ?? ""] ?? [];
  const [latest] = versions.filter(({ effectiveFrom }) => effectiveFrom <= day).toSorted((a, b) => b.version - a.version);
  if (!latest) throw new Error(`No rules for reviews of ${authority} on ${day}`);
  return latest;
}
