import { isObject, listIn, objectIn } from "./json.ts";

/**
 * Whether a record matches a filter pattern, for the part of EventBridge's pattern language our
 * filters use: nested objects whose leaves list the values that match. Anything else is refused
 * when the system starts rather than ignored.
 */
export function matchesPattern(pattern: unknown, value: unknown): boolean {
  if (Array.isArray(pattern)) {
    return pattern.some((wanted) => {
      if (isObject(wanted)) throw new Error(`The local system cannot match ${JSON.stringify(wanted)}`);
      return wanted === value;
    });
  }
  if (!isObject(pattern)) throw new Error(`A filter pattern cannot be ${JSON.stringify(pattern)}`);
  return Object.entries(pattern).every(([name, inner]) => matchesPattern(inner, isObject(value) ? value[name] : undefined));
}

/** The patterns of a filter. Refuses at once one that cannot be matched here. */
export function patternsIn(criteria: unknown): readonly unknown[] {
  const patterns = listIn(objectIn(criteria)["Filters"]).map((filter): unknown => JSON.parse(String(objectIn(filter)["Pattern"])));
  for (const pattern of patterns) matchesPattern(pattern, {});
  return patterns;
}
