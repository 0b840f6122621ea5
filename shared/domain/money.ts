/** A whole number of pence. */
export type Pence = number;

/** '£14.50': a rate or an amount in running text, pence always shown. */
export function pounds(pence: Pence): string {
  return new Intl.NumberFormat("en-GB", { style: "currency", currency: "GBP" }).format(pence / 100);
}

/**
 * Reads an amount a person typed, such as '15', '£15.50' or '15.5', as whole pence.
 * Undefined when it is not an amount; nothing is ever rounded.
 */
export function penceFromText(text: string): Pence | undefined {
  const match = /^£?\s*(\d{1,6})(?:\.(\d{1,2}))?$/.exec(text.trim());
  if (!match?.[1]) return undefined;
  return Number(match[1]) * 100 + Number((match[2] ?? "").padEnd(2, "0"));
}
