import type { CommitRefusal } from "../../../shared/audit/commit.ts";
import type { AuditContext, Versioned } from "../../../shared/audit/context.ts";
import type { AuditEntry } from "../../../shared/audit/entry.ts";
import type { Result } from "../../../shared/domain/result.ts";
import type { AsKnown } from "../../../shared/domain/timeline.ts";
import type { AnyChange } from "../../../shared/records/entity.ts";
import type { SealedFields } from "../../../shared/sealed-fields/sealed-fields.ts";
import type { Recipient } from "../rules/recipient.ts";
import type { Beliefs } from "../rules/recipient-facts.ts";
import type { Records } from "./ports.ts";

export type RecipientChange = AnyChange<Pick<Records, "recipient">>;

/** Where the records of people who get a direct payment are stored. */
export interface RecipientStore {
  /** A record, read consistently. */
  recipient(id: string): Promise<Versioned<Recipient> | undefined>;
  /** Those of these records that there are, by their ids, read consistently. */
  recipients(ids: readonly string[]): Promise<ReadonlyMap<string, Versioned<Recipient>>>;
  /** The record that an account is linked with, read consistently. */
  linkedWith(account: string): Promise<Versioned<Recipient> | undefined>;
  /** Accounts with an address, of every council. Eventually consistent. */
  accountsAt(email: string): Promise<readonly string[]>;
  /** What was done with a record, oldest first. */
  trail(recipient: Recipient): Promise<readonly AuditEntry[]>;
  /** Notes on a record's own trail that somebody looked at it, for no account is linked with it. Throws when it cannot. */
  noteLook(recipient: Recipient, context: AuditContext, action: string): Promise<void>;
  /**
   * Writes records: all or nothing. `stale` and `repeat` as `shared/audit/commit.ts` says; `stale` too where the account is linked with
   * another record, or closed.
   */
  commit(context: AuditContext, changes: readonly RecipientChange[]): Promise<Result<void, CommitRefusal>>;
}

/** What a record's id is made of: the same for a council's reference whenever it comes, and nobody learns the reference from it. */
export type RecipientId = (authority: string, reference: string) => Promise<string>;

/** Opening of what only Trellis can read. */
export type OpenFields = Pick<SealedFields, "open">;

/** Who gets a direct payment, as others in Trellis need to know them: what was believed to hold on a day. Amounts are weekly, in pence. */
export interface KnownRecipient {
  readonly id: string;
  readonly authority: string;
  /** Nothing of what was not known; `home` is sealed. */
  readonly beliefs: Beliefs;
  /** The postcode sector they live in, such as `LE13 1`. */
  readonly sector?: string;
}

/** The record that is linked with an account, as it was believed; undefined where none is. */
export type RecipientOf = (account: string, asKnown: AsKnown) => Promise<KnownRecipient | undefined>;
