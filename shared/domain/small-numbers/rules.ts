import * as z from "zod/mini";
import { oneOf } from "../codes.ts";
import { text } from "../fields.ts";
import { PlainDate } from "../time.ts";

/** Who sees the figures: everyone, or staff of a council alone. */
export const AUDIENCES = ["public", "staff"] as const;
export type Audience = (typeof AUDIENCES)[number];
/** How often figures are worked out, once and for good. */
export const FREEZES = ["quarterly", "monthly"] as const;
export type Freeze = (typeof FREEZES)[number];

const whole = (least: number) =>
  z.number().check(z.refine((given: number) => Number.isSafeInteger(given) && given >= least, `must be a whole number of ${least} or more`));
const percent = z.number().check(z.gte(1), z.lte(100));

/**
 * How small numbers are protected from a day on, for one audience: versions are added, never changed. Source: the ONS 10-5 rule (counts below 10 hidden, the
 * others in fives), rounded down and audited.
 */
export const DisclosureRules = z
  .object({
    audience: oneOf(AUDIENCES),
    version: whole(1),
    effectiveFrom: PlainDate,
    source: text(300),
    frozen: oneOf(FREEZES),
    /** Counts below it, none among them, are shown as fewer than it. */
    threshold: whole(2),
    /** Other counts are shown as the multiple of it that they reach. */
    base: whole(2),
    /** A hidden count must be able to be so many different numbers at least, for whoever has everything that is published. */
    leastValues: whole(2),
    /** One answer is said to be 'most' from such a share on, where all others together are below the threshold. */
    mostPercent: percent,
    middles: z.object({ leastPeople: whole(2), scaleStep: z.number().check(z.gt(0)), mostSteps: whole(1) }),
    /** Hours, money and rates by provider: so many listings at least, and of the amount the two largest have such a share at most. */
    dominance: z.object({ leastListings: whole(3), twoLargestPercent: percent }),
    /** Of what is counted in a cell one network or visitor may have such a share at most. */
    oneSourcePercent: percent,
    /** A mean, a median or a score is worked out again once there are so many answers more: one answer would be known from two versions. */
    newAnswers: whole(2),
    /** What people say of one provider: answers and people at least. */
    score: z.object({ leastAnswers: whole(2), leastPeople: whole(2) }),
  })
  .check(
    z.refine((rules) => rules.threshold % rules.base === 0, "the threshold must be a multiple of the base"),
    z.refine(
      (rules) => rules.base >= rules.leastValues && rules.threshold >= rules.leastValues,
      "base and threshold must be as many values as a count must be able to be",
    ),
  );
export type DisclosureRules = z.infer<typeof DisclosureRules>;
