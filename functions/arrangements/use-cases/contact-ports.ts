import type { CommitRefusal } from "../../../shared/audit/commit.ts";
import type { AuditContext, Versioned } from "../../../shared/audit/context.ts";
import type { AuditEntry } from "../../../shared/audit/entry.ts";
import type { Result } from "../../../shared/domain/result.ts";
import type { PlainDate } from "../../../shared/domain/time.ts";
import type { DayMarks } from "../../../shared/due/plan.ts";
import type { Listing, ListingId } from "../../../shared/listing/listing.ts";
import type { PublicListing } from "../../../shared/listing/public-listing.ts";
import type { Notice } from "../../../shared/notices/notice.ts";
import type { Account } from "../../../shared/people/account.ts";
import type { ContactLimit } from "../../../shared/policy/service.ts";
import type { AnyChange, ListPage } from "../../../shared/records/entity.ts";
import type { Contact, ContactPolicy } from "../rules/contact.ts";
import type { ContactReport } from "../rules/contact-form.ts";

/** The records of asking to be contacted. */
export interface ContactRecords {
  readonly contact: Contact;
  readonly "contact-report": ContactReport;
}
export type ContactChange = AnyChange<ContactRecords>;

/** What the routes of asking to be contacted can be about, by the name in the route list. */
export interface ContactRouteRecords {
  readonly contact: Versioned<Contact>;
  /** One that the council's team deals with. */
  readonly councilContact: Versioned<Contact>;
  readonly contactReport: { readonly report: Versioned<ContactReport>; readonly contact: Versioned<Contact> | undefined };
}

/** Where requests to be contacted are kept. */
export interface ContactStore {
  contact(id: string): Promise<Versioned<Contact> | undefined>;
  /** Every request somebody made with their account, newest first. */
  contactsOf(person: string): Promise<readonly Versioned<Contact>[]>;
  /** What a provider's account, or a council's team, deals with, newest first; `after` is where an earlier page ended. */
  handledBy(handler: string, after?: string): Promise<ListPage<Contact>>;
  report(id: string): Promise<Versioned<ContactReport> | undefined>;
  /** The messages reported in a council, newest first. */
  councilReports(council: string, after?: string): Promise<ListPage<ContactReport>>;
  /** What was done with a request, oldest first. */
  trail(contact: Contact): Promise<readonly AuditEntry[]>;
  /** A listing's directory record; undefined where there is none. */
  listing(id: ListingId): Promise<Listing | undefined>;
  /** Listings as the public may see them on a day, by their ids. */
  shown(ids: readonly ListingId[], day: PlainDate): Promise<ReadonlyMap<string, PublicListing>>;
  /** Writes records and the notices that tell of them: all or nothing. `stale` and `repeat` as `shared/audit/commit.ts` says. */
  commit(context: AuditContext, changes: readonly ContactChange[], notices?: readonly Notice[]): Promise<Result<void, CommitRefusal>>;
}

/** What of requests is due, and how far the sweep came. */
export interface DueContacts extends DayMarks {
  /** The ids of what is due on a day, of a council, page by page. */
  dueContacts(day: PlainDate, council: string): AsyncIterable<readonly string[]>;
}

/** What the use cases of asking to be contacted are given. */
export interface ContactsDeps {
  readonly store: ContactStore;
  readonly policy: ContactPolicy;
  /** A person's account; undefined where there is none. */
  readonly account: (person: string) => Promise<Versioned<Account> | undefined>;
  /** A new id, never given before. */
  readonly newId: () => string;
  /** What a link holds: a secret nobody can guess, and the hash it is known by. */
  readonly newSecret: () => { readonly secret: string; readonly hash: string };
  /** Where people reach Trellis. */
  readonly site: URL;
  /** Seconds to wait, where something was asked too often; it counts where not. */
  readonly limited: (name: ContactLimit, who: string) => Promise<number | undefined>;
  /** The keyed hash that an address or number is looked up by. */
  readonly addressHash: (address: string) => Promise<string>;
  /** Whether whoever has an address, by that hash, wants no more messages. */
  readonly isStopped: (addressHash: string) => Promise<boolean>;
  /** The page on which whoever has an address says that they want no more messages. */
  readonly stopLink: (address: string) => Promise<string>;
}
