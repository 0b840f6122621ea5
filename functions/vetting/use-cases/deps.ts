import type { Result } from "../../../shared/domain/result.ts";
import type { EpochMillis } from "../../../shared/domain/time.ts";
import type { FileStore } from "../../../shared/files/file-store.ts";
import type { Based } from "../../../shared/geography/public-area.ts";
import type { MayWrite } from "../../../shared/notices/mail-caps.ts";
import type { Channel } from "../../../shared/notices/preferences.ts";
import type { Account } from "../../../shared/people/account.ts";
import type { LimitName } from "../../../shared/policy/service.ts";
import type { CaseStore } from "./ports.ts";

/** What the use cases of this slice are given. */
export interface VettingDeps {
  readonly store: CaseStore;
  /** A new id, never given before. */
  readonly newId: () => string;
  /** A reference for a new case of a council, such as 'LEI-4KX7'. It may be given already. */
  readonly newReference: (authority: string) => string;
  /** Where people reach Trellis. */
  readonly site: URL;
  /** Whether a notice can never arrive. */
  readonly noticeFailed: (id: string) => Promise<boolean>;
  /** Whether whoever has an address, by its look-up hash, wants no more mails. */
  readonly isStopped: (addressHash: string) => Promise<boolean>;
  /** By which channels messages to somebody do not arrive now. */
  readonly failing: (account: Account) => Promise<readonly Channel[]>;
  /** Whether people who are no users may be written to. */
  readonly mayWrite: MayWrite;
  /** The page on which whoever has an address says that they want no more mails. */
  readonly stopLink: (email: string) => Promise<string>;
  /** Finds who has an e-mail address, and tells nobody else what it is. */
  readonly addressHash: (email: string) => Promise<string>;
  readonly baseOf: (text: string) => Promise<Result<Based, string>>;
}

/** What the routes of vetting are given besides. */
export interface Vetting extends VettingDeps {
  readonly now: () => EpochMillis;
  /** Seconds to wait, where something was asked too often. */
  readonly limited: (name: LimitName, who: string) => Promise<number | undefined>;
  readonly files: FileStore;
}
