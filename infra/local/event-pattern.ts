import { isObject, listIn, objectIn } from "./json.ts";

/**
 * Whether a record matches a filter pattern, for the part of EventBridge's pattern language our
 * filters use: nested objects whose leaves list the values that match, or how they begin. Anything else is refused
 * when the system starts rather than ignored.
 */
export function matchesPattern(pattern: unknown, value: unknown): boolean {
  if (Array.isArray(pattern)) {
    return pattern.some((wanted) => (isObject(wanted) ? matchesBeginning(wanted, value) : wanted === value));
  }
  if (!isObject(pattern)) throw new Error(`A filter pattern cannot be ${JSON.stringify(pattern)}`);
  return Object.entries(pattern).every(([name, inner]) => matchesPattern(inner, isObject(value) ? value[name] : undefined));
}

/** Whether a text begins as a leaf says, or as it does not. */
function matchesBeginning(wanted: Readonly<Record<string, unknown>>, value: unknown): boolean {
  const { prefix, "anything-but": but, ...more } = wanted;
  const other = isObject(but) ? but["prefix"] : undefined;
  const beginning = but === undefined ? prefix : other;
  if (typeof beginning !== "string" || Object.keys(more).length > 0 || (but !== undefined && prefix !== undefined))
    throw new Error(`The local system cannot match ${JSON.stringify(wanted)}`);
  // What must not begin so is a text all the same.
  return typeof value === "string" && value.startsWith(beginning) === (but === undefined);
}

/** The patterns of a filter. Refuses at once one that cannot be matched here. */
export function patternsIn(criteria: unknown): readonly unknown[] {
  const patterns = listIn(objectIn(criteria)["Filters"]).map((filter): unknown => JSON.parse(String(objectIn(filter)["Pattern"])));
  for (const pattern of patterns) matchesPattern(pattern, {});
  return patterns;
}
