import type * as z from "zod/mini";

/** What is wrong with one part of an input, by its name. */
export interface ParameterError {
  /** The name of the field or query parameter. */
  readonly parameter: string;
  readonly detail: string;
}

/** What is wrong with an answer, by the name of its field. */
export interface FieldError {
  readonly field: string;
  readonly text: string;
  /** The id of the control to go to, where it is not the field's own name. */
  readonly at?: string;
}

/** What a contract says of a form or a body: its value, or what is wrong with each field. */
export type Read<Value> = { readonly ok: true; readonly value: Value } | { readonly ok: false; readonly errors: readonly ParameterError[] };

/** Reads input by its contract. A field that is missing is called missing, whatever else its contract says. */
export function readBy<Value>(contract: z.ZodMiniType<Value>, input: unknown): Read<Value> {
  const parsed = contract.safeParse(input);
  if (parsed.success) return { ok: true, value: parsed.data };
  const given = new Map<string, unknown>(Object.entries(typeof input === "object" && input !== null ? input : {}));
  const byField = new Map<string, string>();
  for (const { path, message } of parsed.error.issues) {
    const field = String(path[0] ?? "body");
    if (!byField.has(field)) byField.set(field, path.length > 0 && given.get(field) === undefined ? "is missing" : message);
  }
  return { ok: false, errors: [...byField].map(([parameter, detail]) => ({ parameter, detail })) };
}
