import { monthsAfter, type PlainDate } from "../domain/time.ts";

/** What is kept of one kind of record, why, on which basis and for how long: a line of the register of processing. Source: UK GDPR, article 30. */
export interface RecordPolicy {
  readonly name: string;
  readonly what: string;
  readonly why: string;
  /** The lawful basis. Source: UK GDPR, article 6. */
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

/** What is kept of a kind of item, or that it holds nothing about anybody. */
export type KindPolicy = RecordPolicy | "not-personal";

/** A line of the register, with the kind of item it is of. */
export interface RegisterLine extends RecordPolicy {
  readonly entity: string;
}

/** What is kept of people outside the table, and for how long. */
export interface KeptElsewhere {
  readonly code: string;
  readonly name: string;
  readonly what: string;
  readonly period: string;
}

/** Every kind of item there is: what is kept of people in each, and which hold nothing about anybody. */
export interface RecordRegister {
  readonly lines: readonly RegisterLine[];
  readonly notPersonal: readonly string[];
  readonly elsewhere: readonly KeptElsewhere[];
  /** The line of one kind; undefined where it holds nothing personal, or is not in the register. */
  lineOf(entity: string): RegisterLine | undefined;
}

/** The register made of what stands beside each kind. Throws where one kind is described twice. */
export function registerOf(kinds: readonly (readonly [entity: string, kept: KindPolicy])[], elsewhere: readonly KeptElsewhere[]): RecordRegister {
  const lines = new Map<string, RegisterLine>();
  const notPersonal = new Set<string>();
  for (const [entity, kept] of kinds) {
    if (kept === "not-personal") notPersonal.add(entity);
    else if ((lines.get(entity)?.what ?? kept.what) !== kept.what) throw new Error(`The register describes ${entity} twice`);
    else lines.set(entity, { entity, ...kept });
  }
  return { lines: [...lines.values()], notPersonal: [...notPersonal], elsewhere, lineOf: (entity) => lines.get(entity) };
}

/** What is due of a record, and on which day. */
export interface Due {
  readonly day: PlainDate;
  readonly outcome: "erase" | "delete";
}

/** When a record's period is over, and what happens then; undefined while it has not begun, or where nothing ends it. */
export function dueOf(kept: KindPolicy | undefined, body: object): Due | undefined {
  if (kept === undefined || kept === "not-personal") return undefined;
  const fields = new Map<string, unknown>(Object.entries(body));
  for (const { months, from, states, outcome } of kept.ends ?? []) {
    const since = states && !states.includes(String(fields.get("state"))) ? undefined : fields.get(from);
    if (typeof since === "string") return { day: monthsAfter(since.slice(0, 10), months), outcome: outcome === "erase" ? "erase" : "delete" };
  }
  return undefined;
}
