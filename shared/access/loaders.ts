import type { AuditHead } from "../audit/entry.ts";
import type { Subject } from "./policy.ts";
import type { Caller } from "./roles.ts";

/** Somebody with a valid sign-in, as stored. */
export interface Known<Account> {
  readonly account: Account;
  readonly caller: Caller;
  /** Sessions begun before this are over. */
  readonly signedOutBefore?: string | undefined;
  readonly endedSessions: readonly string[];
}

/** A record as the guard needs it: what deciding goes by, what trails call it, and itself for the handler. */
export interface Loaded<Value> {
  readonly subject: Subject | undefined;
  readonly name: string;
  readonly value: Value;
  /** Where the trail of its owner's account stands, where that was read on the way. */
  readonly ownersTrail?: AuditHead;
}

export type Loaders<Account, Values> = {
  readonly [Kind in keyof Values]: (id: string, known: Known<Account>) => Promise<Loaded<Values[Kind]> | undefined>;
};
