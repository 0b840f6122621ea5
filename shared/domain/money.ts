/** A whole number of pence. */
export type Pence = number;

/**
 * A whole sum split evenly among so many: each gets a whole part, no two differ by more than one, and together they are the sum. What is left over goes
 * one by one to the first. The sum is 0 or more, and somebody is there.
 */
export function evenShares(total: number, count: number): readonly number[] {
  const least = Math.floor(total / count);
  return Array.from({ length: count }, (_, index) => least + (index < total - least * count ? 1 : 0));
}

let sterling: Intl.NumberFormat | undefined;

/** '£14.50' of 1450 pence: a rate or an amount in running text, pence always shown. */
export function pounds(pence: Pence): string {
  sterling ??= new Intl.NumberFormat("en-GB", { style: "currency", currency: "GBP" });
  return sterling.format(pence / 100);
}
