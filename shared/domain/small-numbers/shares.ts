import * as z from "zod/mini";
import { ShownCount } from "./publication.ts";
import type { DisclosureRules } from "./rules.ts";

/** A share as it may be shown, in whole per cent. */
export const ShownShare = z.strictObject({ percent: z.number().check(z.gte(0), z.lte(100)) }).brand<"ShownShare">();
export type ShownShare = z.infer<typeof ShownShare>;

/**
 * The share of one shown figure in another, from what is shown alone; undefined where either is hidden. A share of the true figures would tell them: beside a
 * base of 25 or more, 44.4% can only be 12 of 27.
 */
export function shareOf(part: ShownCount, base: ShownCount): ShownShare | undefined {
  if (!("atLeast" in part) || !("atLeast" in base) || part.atLeast > base.atLeast) return undefined;
  return ShownShare.parse({ percent: Math.round((100 * part.atLeast) / base.atLeast) });
}

const notShown = z.enum(["few-people", "few-listings", "two-large"]);

/** A mean or a median as it may be shown, beside a base that is none but shown. */
export const ShownMiddle = z.union([z.strictObject({ middle: z.number(), of: ShownCount }), z.strictObject({ notShown })]).brand<"ShownMiddle">();
export type ShownMiddle = z.infer<typeof ShownMiddle>;

/** An amount as it may be shown: hours, or pence. */
export const ShownAmount = z.union([z.strictObject({ atLeast: z.number().check(z.gt(0)) }), z.strictObject({ notShown })]).brand<"ShownAmount">();
export type ShownAmount = z.infer<typeof ShownAmount>;

/** Why a figure by provider tells of one of them: too few listings, or the two largest make up nearly all of it. Whoever knows one of two knows the other. */
function dominated(
  byListing: readonly number[],
  { dominance: { leastListings, twoLargestPercent } }: DisclosureRules,
): "few-listings" | "two-large" | undefined {
  const amounts = byListing.filter((amount) => amount > 0).toSorted((a, b) => b - a);
  if (amounts.length < leastListings) return "few-listings";
  const all = amounts.reduce((sum, amount) => sum + amount, 0);
  const [largest = 0, second = 0] = amounts;
  return (largest + second) * 100 > all * twoLargestPercent ? "two-large" : undefined;
}

/** A count that stands alone, in no table and with no sum: as `disclose` shows one before it looks at others. What is a part of a table goes there instead. */
export const countAlone = (count: number, { threshold, base }: DisclosureRules): ShownCount =>
  ShownCount.parse(count < threshold ? { fewerThan: threshold } : { atLeast: base * Math.floor(count / base) });

export interface ForMiddle {
  /** One of each person, or of each listing for rates. */
  readonly values: readonly number[];
  readonly of: "mean" | "median";
  /** For figures by provider: what each listing contributes. */
  readonly byListing?: readonly number[];
  /** To what it is rounded; half a point of a scale where nothing else is said. */
  readonly step?: number;
}

/** A mean or a median as it is stored: what is shown, and of how many answers it was made. That number is shown nowhere. */
export const PublishedMiddle = z.strictObject({ shown: ShownMiddle, ofAnswers: z.number() });
export type PublishedMiddle = z.infer<typeof PublishedMiddle>;

/**
 * A mean or a median, of so many people at least, rounded to `step`: with decimals, two versions of it would tell the answer between them. Rounded, one answer
 * can still make it step, so it stays what was published until there are `newAnswers` more, and moves by `mostSteps` at most: a leap would tell that all new
 * answers were the highest.
 */
export function middleFrom(published: PublishedMiddle | undefined, { values, of, byListing, step }: ForMiddle, rules: DisclosureRules): PublishedMiddle {
  const { newAnswers } = rules;
  const { leastPeople, scaleStep, mostSteps } = rules.middles;
  const ofAnswers = published?.ofAnswers ?? 0;
  if (values.length < leastPeople) return PublishedMiddle.parse({ shown: { notShown: "few-people" }, ofAnswers });
  if (published && ofAnswers > 0 && values.length - ofAnswers < newAnswers) return published;
  const why = byListing && dominated(byListing, rules);
  if (why) return PublishedMiddle.parse({ shown: { notShown: why }, ofAnswers });
  const inOrder = values.toSorted((a, b) => a - b);
  const half = values.length / 2;
  const middle =
    of === "mean"
      ? inOrder.reduce((sum, value) => sum + value, 0) / values.length
      : ((inOrder[Math.ceil(half) - 1] ?? 0) + (inOrder[Math.floor(half)] ?? 0)) / 2;
  const to = step ?? scaleStep;
  const was = published && "middle" in published.shown ? published.shown.middle : undefined;
  const near = was === undefined ? middle : Math.min(was + mostSteps * to, Math.max(was - mostSteps * to, middle));
  return PublishedMiddle.parse({ shown: { middle: to * Math.round(near / to), of: countAlone(values.length, rules) }, ofAnswers: values.length });
}

export interface ForAmount {
  /** What each listing contributes, in whole hours or pence. */
  readonly byListing: readonly number[];
  /** How many people it is for. */
  readonly people: number;
}

/**
 * Hours or money by provider: what they come to for as many people as are shown, rounded down to two figures. So whoever knows what each person gets learns no
 * more of how many there are than stands beside it.
 */
export function amountOf({ byListing, people }: ForAmount, rules: DisclosureRules): ShownAmount {
  const { threshold, base } = rules;
  if (people < threshold) return ShownAmount.parse({ notShown: "few-people" });
  const why = dominated(byListing, rules);
  if (why) return ShownAmount.parse({ notShown: why });
  const ofShown = Math.floor((byListing.reduce((sum, part) => sum + part, 0) * base * Math.floor(people / base)) / people);
  const step = 10 ** Math.max(0, String(ofShown).length - 2);
  const atLeast = step * Math.floor(ofShown / step);
  return ShownAmount.parse(atLeast === 0 ? { notShown: "few-people" } : { atLeast });
}
