import type { Instant, PlainDate } from "../../../shared/domain/time.ts";
import type { KnownMovements, Learned } from "../rules/known-movements.ts";
import type { Movement } from "../rules/movement.ts";
import type { OnHold } from "../rules/on-hold.ts";
import type { StatedSpan } from "../rules/statement-spans.ts";

/** An account as it is stored, with all that is known since some day. */
export interface StoredAccount {
  readonly account: string;
  readonly spans: readonly StatedSpan[];
  /** Not after the day that was named. */
  readonly from: PlainDate;
  readonly known: KnownMovements;
  readonly onHold?: OnHold | undefined;
  /** The part of a file that was taken last. */
  readonly took?: string | undefined;
  /** What the last check of it may have known: what is learned now is learned later. */
  readonly checkedAt?: Instant | undefined;
}

/** Some accounts as they were read together. */
export interface StoredAccounts {
  readonly accounts: ReadonlyMap<string, StoredAccount>;
  /** Adds to them, to each all or nothing, whatever becomes of the others. Answers which of them changed since they were read, and nothing was added to. */
  add(additions: ReadonlyMap<string, Addition>): Promise<ReadonlySet<string>>;
}

/** What a file adds to an account. */
export interface Addition {
  readonly importId: string;
  /** The part of the file that is of this account. */
  readonly part: string;
  readonly movements: readonly Movement[];
  readonly learned: readonly Learned[];
  readonly vanished: readonly string[];
  readonly spans: readonly StatedSpan[];
  /** What is on hold from then on. */
  readonly onHold?: OnHold | undefined;
  /** The day each movement since then was posted on, for what is learned of it. */
  readonly postedOn: ReadonlyMap<string, PlainDate>;
}

/** From which day on an account is read, and for which part of a file. */
export interface PartWanted {
  readonly from: PlainDate;
  readonly part: string;
}

export interface StatementStore {
  /** A council's accounts by the suppliers' references of them: a card, a token, an account number. References that are nobody's are left out. */
  accountsOf(authority: string, references: readonly string[]): Promise<ReadonlyMap<string, string>>;
  /**
   * Accounts, each with what is known since a day; `again` where they changed since they were read. Of one that took a part of a file last, and of which that very part is brought,
   * nothing need be read besides.
   */
  accounts(wanted: ReadonlyMap<string, PartWanted>, again: boolean): Promise<StoredAccounts>;
}

/** Rows on their way, put aside by account, so that a file of any size is taken account by account. Nothing of it is left afterwards. */
export interface RowShelves {
  /** Puts a text aside with others of its key. The text holds no line break, and the key neither that nor a tab. */
  put(key: string, text: string): void;
  /** All that was put aside, shelf by shelf, by its key: every text of a key is on one shelf, in the order in which it was put. */
  shelves(): AsyncIterable<ReadonlyMap<string, readonly string[]>>;
}
