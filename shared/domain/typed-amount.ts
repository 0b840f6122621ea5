/** What people put beside a number, by what it counts. */
const UNITS = {
  pounds: /(?:(?:an?|per|\/) ?(?:hour|hr|h)|pounds?|gbp|p\/?h)/g,
  hours: /(?:(?:an?|per|\/) ?(?:week|wk)|hours?|hrs?|h)/g,
  miles: /(?:miles?|mi)/g,
  people: /(?:people|persons?|of us)/g,
} as const;

/** What a typed number counts. */
export type AmountUnit = keyof typeof UNITS;

/**
 * A number as it is typed with its unit beside it: '£14.50 an hour', '20 hours a week', '6 miles'. At most two decimals;
 * undefined where anything else stands there, or a sign.
 */
export function readTypedAmount(typed: string, unit: AmountUnit): number | undefined {
  const bare = typed.toLowerCase().trim().replace(UNITS[unit], " ").trim();
  const number = /^(?:£\s*)?(\d{1,3}(?:,\d{3})+|\d{1,9})(\.\d{1,2})?$/.exec(unit === "pounds" ? bare : bare.replace("£", "?"));
  return number ? Number(`${(number[1] ?? "").replaceAll(",", "")}${number[2] ?? ""}`) : undefined;
}
