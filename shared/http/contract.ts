import * as z from "zod/mini";
import type { HttpAnswer } from "./messages.ts";

/** What a route of the API takes, and everything it may answer. */
export interface ApiContract {
  /** What the body must meet, all of these; absent where none is taken. */
  readonly bodies?: readonly z.core.$ZodType[];
  /** The answer's schema by status. */
  readonly answers: Readonly<Record<number, z.core.$ZodType>>;
  /** The status of every problem it may answer, those of the guard and of the service itself included. */
  readonly problems: readonly number[];
}

/** A value as it may be given, lists and records unchanging. */
type Given<Value> = Value extends readonly (infer Item)[]
  ? readonly Given<Item>[]
  : Value extends object
    ? { readonly [Field in keyof Value]: Given<Value[Field]> }
    : Value;

const OURS = [500, 503] as const;
const GUARDED = [401, 403, 404, 413, 429, ...OURS] as const;
const CHANGING = [...GUARDED, 400, 415] as const;

/** What may be answered before a handler is asked, or instead of it: to what anybody may call, and to what the guard stands before. */
export const PROBLEMS = {
  open: OURS,
  read: GUARDED,
  change: CHANGING,
  /** A change with a key of its own, which may have been used for something else. */
  once: [...CHANGING, 422],
} as const;

/** An answer that is not what its contract says: a fault of ours. Says where, never what it held. */
class AnswerMismatch extends Error {
  constructor(status: number, cause: Error) {
    super(`An answer of status ${status} does not meet its contract`, { cause });
    this.name = "AnswerMismatch";
  }
}

/**
 * An answer as its contract declares it: what is not declared is left out. Throws where something declared is missing
 * or of another kind.
 */
export function answer<Contract extends ApiContract, const Status extends keyof Contract["answers"] & number>(
  { answers }: Contract,
  status: Status,
  value: Given<z.core.input<Contract["answers"][Status]>>,
  headers: Readonly<Record<string, string>> = {},
): HttpAnswer {
  const schema = answers[status];
  if (!schema) throw new Error(`No answer of status ${status} is declared`);
  const parsed = z.safeParse(schema, value);
  if (!parsed.success) throw new AnswerMismatch(status, parsed.error);
  return { kind: "json", status, json: JSON.stringify(parsed.data), headers };
}
