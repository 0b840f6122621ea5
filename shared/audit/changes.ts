import type { FieldChange } from "./entry.ts";

/**
 * What changed from one state of a record to the next. Fields in `told` hold codes, dates and numbers, and
 * their values are given; of all others it is only said that they changed, so that a trail holds nothing
 * personal and can be kept when the rest is erased.
 */
export function changesBetween(before: object | undefined, after: object, auditedFields: readonly string[]): readonly FieldChange[] {
  const was = new Map<string, unknown>(Object.entries(before ?? {}));
  const is = new Map<string, unknown>(Object.entries(after));
  return [...new Set([...was.keys(), ...is.keys()])].flatMap((field): readonly FieldChange[] => {
    const [from, to] = [was.get(field), is.get(field)];
    if (inOrder(from) === inOrder(to)) return [];
    return auditedFields.includes(field) ? [{ field, from: auditedValue(from), to: auditedValue(to) }] : [{ field }];
  });
}

function auditedValue(value: unknown): string | number | undefined {
  if (value === undefined || value === null) return undefined;
  if (typeof value === "number" || typeof value === "string") return value;
  return inOrder(value);
}

/** A value as text, the same whatever order its fields come in: the table keeps none. */
const inOrder = (value: unknown): string | undefined =>
  JSON.stringify(value, (_, one: unknown) =>
    typeof one === "object" && one !== null && !Array.isArray(one) ? Object.fromEntries(Object.entries(one).toSorted(([a], [b]) => (a < b ? -1 : 1))) : one,
  );
