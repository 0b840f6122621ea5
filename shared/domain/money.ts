/** A whole number of pence. */
export type Pence = number;

let sterling: Intl.NumberFormat | undefined;

/** '£14.50' of 1450 pence: a rate or an amount in running text, pence always shown. */
export function pounds(pence: Pence): string {
  sterling ??= new Intl.NumberFormat("en-GB", { style: "currency", currency: "GBP" });
  return sterling.format(pence / 100);
}
