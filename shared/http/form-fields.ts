import { RecordId } from "../domain/fields.ts";
import type { FieldError, ParameterError, Read } from "../domain/input.ts";

/** Where a list goes on: what the page before said comes next. */
export function afterIn(query: URLSearchParams): Read<string | undefined> {
  const given = query.get("after");
  if (given === null || RecordId.safeParse(given).success) return { ok: true, value: given ?? undefined };
  return { ok: false, errors: [{ parameter: "after", detail: "must be what the page before said comes next" }] };
}

/** The number before which a list that runs backwards goes on; anything else is its beginning. */
export function beforeIn(query: URLSearchParams): number | undefined {
  const given = query.get("before");
  return given !== null && /^[1-9]\d{0,8}$/.test(given) ? Number(given) : undefined;
}

/** The fields of a form that were filled in; those named are lists. */
export function filledIn(form: URLSearchParams, lists: readonly string[] = []): Readonly<Record<string, string | string[]>> {
  const filled: Record<string, string | string[]> = {};
  for (const name of new Set(form.keys())) {
    const values = form
      .getAll(name)
      .map((value) => value.trim())
      .filter((value) => value !== "");
    if (lists.includes(name)) filled[name] = values;
    else if (values[0] !== undefined) filled[name] = values[0];
  }
  for (const name of lists) filled[name] ??= [];
  return filled;
}

/** Fields asked for in three boxes. */
const DATES = ["from", "until", "effectiveFrom"];

/** The messages of a form's page, in the order of its sentences: whole sentences, each leading to its control. */
export function fieldErrors(errors: readonly ParameterError[], sentences: Readonly<Record<string, string>>): readonly FieldError[] {
  const order = Object.keys(sentences);
  return errors
    .map(({ parameter, detail }) => ({
      field: parameter,
      text: sentences[parameter] ?? `${parameter} ${detail}`,
      ...(DATES.includes(parameter) ? { at: `${parameter}-day` } : {}),
    }))
    .toSorted((a, b) => order.indexOf(a.field) - order.indexOf(b.field));
}
