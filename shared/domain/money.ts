/** A whole number of pence. */
export type Pence = number;

const sterling = new Intl.NumberFormat("en-GB", { style: "currency", currency: "GBP" });

/** '£14.50': a rate or an amount in running text, pence always shown. */
export const pounds = (pence: Pence): string => sterling.format(pence / 100);
