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
export const ShownAmount = z
  .union([z.strictObject({ atLeast: z.number().check(z.gt(0)), step: z.number().check(z.gt(0)) }), z.strictObject({ notShown })])
  .brand<"ShownAmount">();
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

export interface ForMiddle {
  /** One of each person, or of each listing for rates. */
  readonly values: readonly number[];
  readonly of: "mean" | "median";
  /** For figures by provider: what each listing contributes. */
  readonly byListing?: readonly number[];
  /** To what it is rounded; half a point of a scale where nothing else is said. */
  readonly step?: number;
}

/** A mean or a median, of so many people at least, rounded to `step`: with decimals, two versions of it would tell the answer between them. */
export function middleOf({ values, of, byListing, step }: ForMiddle, rules: DisclosureRules): ShownMiddle {
  const { threshold, base } = rules;
  const { leastPeople, scaleStep } = rules.middles;
  if (values.length < Math.max(leastPeople, 1)) return ShownMiddle.parse({ notShown: "few-people" });
  const why = byListing && dominated(byListing, rules);
  if (why) return ShownMiddle.parse({ notShown: why });
  const inOrder = values.toSorted((a, b) => a - b);
  const half = values.length / 2;
  const middle =
    of === "mean"
      ? inOrder.reduce((sum, value) => sum + value, 0) / values.length
      : ((inOrder[Math.ceil(half) - 1] ?? 0) + (inOrder[Math.floor(half)] ?? 0)) / 2;
  const to = step ?? scaleStep;
  const shown = values.length < threshold ? { fewerThan: threshold } : { atLeast: base * Math.floor(values.length / base) };
  return ShownMiddle.parse({ middle: to * Math.round(middle / to), of: shown });
}

export interface ForAmount {
  /** What each listing contributes, in whole hours or pence. */
  readonly byListing: readonly number[];
  /** How many people it is for. */
  readonly people: number;
}

/**
 * Hours or money by provider, rounded down in steps (1, 2 or 5 and noughts) as coarse as the number of people is shown: whoever knows what each person gets
 * learns no more of how many there are than from the number.
 */
export function amountOf({ byListing, people }: ForAmount, rules: DisclosureRules): ShownAmount {
  const { threshold, base } = rules;
  if (people < threshold) return ShownAmount.parse({ notShown: "few-people" });
  const why = dominated(byListing, rules);
  if (why) return ShownAmount.parse({ notShown: why });
  const amount = byListing.reduce((sum, part) => sum + part, 0);
  const step = roundStep((amount * base) / (base * Math.floor(people / base)));
  const atLeast = step * Math.floor(amount / step);
  return ShownAmount.parse(atLeast === 0 ? { notShown: "few-people" } : { atLeast, step });
}

/** The next number of 1, 2 or 5 with noughts, one at the least. */
function roundStep(least: number): number {
  for (let ten = 1; ; ten *= 10) {
    const step = [1, 2, 5].map((times) => times * ten).find((size) => size >= least);
    if (step !== undefined) return step;
  }
}
