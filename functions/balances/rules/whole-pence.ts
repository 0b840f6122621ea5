import type { Pence } from "../../../shared/domain/money.ts";

/** A whole number divided by another, to the nearest whole one; a half goes up. Neither is below 0. */
export const halfUp = (number: number, by: number): number => Math.floor((2 * number + by) / (2 * by));

const BASIS_POINTS = 10_000;

/** A share of a sum in hundredths of a per cent, where the sum is counted in so many parts of a penny. */
export const basisPointsOf = (parts: number, partsAPenny: number, basisPoints: number): Pence => halfUp(parts * basisPoints, partsAPenny * BASIS_POINTS);

/** `a × b ÷ c`, rounded down, whatever the size of the product. */
export function timesOver(a: number, b: number, c: number): number {
  const product = a * b;
  return Number.isSafeInteger(product) ? Math.floor(product / c) : Number((BigInt(a) * BigInt(b)) / BigInt(c));
}

/**
 * A whole sum in proportion to weights, in whole parts that add up to it: each gets what is due rounded down, and what is left over goes by a penny
 * each to those who lost most by the rounding, the first of equals first. Where nobody has any weight the first gets all.
 */
export function largestRemainder(total: Pence, weights: readonly number[]): readonly Pence[] {
  const weight = weights.reduce((sum, one) => sum + one, 0);
  if (weight === 0) return weights.map((_, index) => (index === 0 ? total : 0));
  const parts = weights.map((one, index) => {
    const pence = timesOver(total, one, weight);
    return { index, pence, lost: BigInt(total) * BigInt(one) - BigInt(pence) * BigInt(weight) };
  });
  const left = total - parts.reduce((sum, { pence }) => sum + pence, 0);
  const first = parts.toSorted((a, b) => (a.lost === b.lost ? a.index - b.index : a.lost > b.lost ? -1 : 1)).slice(0, left);
  return parts.map((part) => part.pence + (first.includes(part) ? 1 : 0));
}
