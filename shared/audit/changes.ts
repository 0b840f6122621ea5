import type { FieldChange } from "./entry.ts";
import { inOrder } from "./in-order.ts";

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
