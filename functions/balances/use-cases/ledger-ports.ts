import type { Result } from "../../../shared/domain/result.ts";
import type { PlainDate } from "../../../shared/domain/time.ts";
import type { Head } from "../rules/head.ts";
import type { Learned } from "../rules/known-movements.ts";
import type { Movement } from "../rules/movement.ts";
import type { StoredFacts } from "../rules/stored-facts.ts";
import type { StoredResult } from "../rules/stored-result.ts";

/** What an import found new of some days of an account: immutable. `at` is the version of the head it was stored with. */
export interface SegmentRows {
  readonly period: number;
  readonly importId: string;
  readonly at: number;
  readonly movements: readonly Movement[];
  /** What it said besides of movements that were known. */
  readonly learned?: readonly Learned[] | undefined;
  /** Movements of a whole day that it did not show. */
  readonly vanished?: readonly string[] | undefined;
}

/** What a supplier calls an account, and between which days the council's records do. */
export interface AccountAlias {
  readonly account: string;
  readonly authority: string;
  readonly reference: string;
  readonly kind: Head["kind"];
  readonly from: PlainDate;
  readonly until?: PlainDate | undefined;
}

/** An account as one query reads it: with all that was posted since the period of a day. */
export interface AccountRead {
  readonly head: Head;
  readonly facts?: StoredFacts | undefined;
  readonly segments: readonly SegmentRows[];
}

/** How an account is read: `beyondCarried` without the periods that lie wholly in what its head has summed up. */
export interface HowSince {
  readonly consistent: boolean;
  readonly beyondCarried?: boolean;
}

/** What an import found new of an account, with the head that follows. */
export interface LedgerAddition {
  readonly before: Head;
  readonly after: Head;
  readonly segments: readonly Omit<SegmentRows, "at">[];
}

/** What an import asks of the accounts a file is of, many at a time. */
export interface LedgerImports {
  /** Which accounts of a council references name; references that are nobody's are left out. */
  accountsNamed(authority: string, references: readonly string[]): Promise<ReadonlyMap<string, readonly string[]>>;
  /**
   * Accounts with what was posted since the period of a day, without facts; of those that took the same part of a file last, with nothing. Those that are not there are left
   * out.
   */
  accountsSince(wanted: ReadonlyMap<string, { readonly from: PlainDate; readonly part: string }>, again: boolean): Promise<readonly AccountRead[]>;
}

/** Why nothing was written: the account is no longer as it was read. */
export type LedgerRefusal = "stale" | "clash";

/** What is kept of the money of accounts. */
export interface LedgerStore {
  /** An account with what was posted since the period of a day: one query, read again where not all of it was there yet. */
  accountSince(account: string, day: PlainDate, read?: HowSince): Promise<AccountRead | undefined>;
  /** An account with all that was ever posted. */
  wholeAccount(account: string): Promise<AccountRead | undefined>;
  head(account: string): Promise<Head | undefined>;
  /** Results of an account, oldest cycle first, each revision after the one before it; from a cycle on. */
  results(account: string, from?: number): Promise<readonly StoredResult[]>;
  /** Which accounts a supplier's reference names, oldest first. */
  aliasesAt(authority: string, reference: string): Promise<readonly AccountAlias[]>;
  /** Stores what an import found new, with the head that follows: all of it or nothing. */
  append(before: Head, after: Head, segments: readonly Omit<SegmentRows, "at">[]): Promise<Result<void, LedgerRefusal>>;
  /** The same for several accounts: each all or nothing. Answers the accounts that are no longer as they were read. */
  appendAll(additions: readonly LedgerAddition[]): Promise<readonly string[]>;
  /** Stores a result that must not be there yet, with the head that follows. */
  conclude(before: Head, after: Head, result: StoredResult): Promise<Result<void, LedgerRefusal>>;
  /** Stores a head where nothing else changes. */
  settle(before: Head, after: Head): Promise<Result<void, LedgerRefusal>>;
  /** What suppliers call an account, oldest first. */
  aliasesOf(account: string): Promise<readonly AccountAlias[]>;
  /** Stores facts with the head that follows, the references that are its, and takes away those that were said in error. */
  learn(
    before: Head | undefined,
    after: Head,
    facts: StoredFacts,
    aliases: readonly AccountAlias[],
    wrong?: readonly AccountAlias[],
  ): Promise<Result<void, LedgerRefusal>>;
  /** Removes all that is kept of an account. Safe to repeat. */
  remove(account: string): Promise<void>;
}
