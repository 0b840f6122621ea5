import { monthsAfter, type PlainDate } from "../domain/time.ts";
import recordData from "./records.json" with { type: "json" };

/** What is kept of one kind of record: the register of processing, and what the nightly retention goes by. */
export interface RecordPolicy {
  readonly entity: string;
  readonly name: string;
  readonly what: string;
  readonly why: string;
  /** The lawful basis. */
  readonly basis: string;
  readonly period: { readonly words: string };
  /**
   * What ends it: so many months after the day a field names, the first of these that the record has; where
   * `states` are named, only in one of them. Absent where it goes with another record, or by itself.
   */
  readonly ends?: readonly { readonly months: number; readonly from: string; readonly states?: readonly string[]; readonly outcome: string }[];
  /** Why it stays when a person asks for everything to be erased. */
  readonly stays?: string;
  /** Whose data it is: whoever signs in, a provider who is listed, or nobody who could be named. */
  readonly whose: string;
}

/** Every kind of personal record Trellis keeps: what, why, on which basis, for how long. */
export const recordPolicies: readonly RecordPolicy[] = recordData.records;

/** Kinds of items that hold nothing about anybody. */
export const notPersonal: readonly string[] = recordData.notPersonal;

/** The rules for one kind of record. */
export const recordPolicy = (entity: string): RecordPolicy | undefined => recordPolicies.find((own) => own.entity === entity);

/** What is due of a record, and on which day. */
export interface Due {
  readonly day: PlainDate;
  readonly outcome: "erase" | "delete";
}

/** When a record's period is over, and what happens then; undefined while it has not begun, or where nothing ends it. */
export function dueOf(entity: string, body: object): Due | undefined {
  const fields = new Map<string, unknown>(Object.entries(body));
  for (const { months, from, states, outcome } of recordPolicy(entity)?.ends ?? []) {
    const since = states && !states.includes(String(fields.get("state"))) ? undefined : fields.get(from);
    if (typeof since === "string") return { day: monthsAfter(since.slice(0, 10), months), outcome: outcome === "erase" ? "erase" : "delete" };
  }
  return undefined;
}
