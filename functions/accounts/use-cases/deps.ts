import type { EpochMillis } from "../../../shared/domain/time.ts";
import type { DataSubject } from "../../../shared/people/data-subject.ts";
import type { RecordRegister } from "../../../shared/records/record-policy.ts";
import type { PeopleStore } from "./ports.ts";

/** What the use cases of this slice are given. */
export interface AccountsDeps {
  readonly store: PeopleStore;
  /** What other slices hold on people, and how people leave them. */
  readonly dataSubject: DataSubject;
  /** What is kept of people, why and for how long. */
  readonly register: RecordRegister;
  /** A new id, never given before. */
  readonly newId: () => string;
  /** The look-up hash of an e-mail address. */
  readonly addressHash: (email: string) => Promise<string>;
  /** What is remembered of an address of an account that takes nothing. */
  readonly markOf: (account: string, address: string) => string;
  /** The council of people who name none (GSS code). */
  readonly authority: string;
  /** Where our pages are. */
  readonly site: URL;
}

/** What the routes of accounts are given besides. */
export interface Accounts extends AccountsDeps {
  readonly now: () => EpochMillis;
}
