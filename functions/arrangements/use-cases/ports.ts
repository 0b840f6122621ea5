import type { CommitRefusal } from "../../../shared/audit/commit.ts";
import type { AuditContext, Versioned } from "../../../shared/audit/context.ts";
import type { AuditEntry } from "../../../shared/audit/entry.ts";
import type { Result } from "../../../shared/domain/result.ts";
import type { StoredListing } from "../../../shared/listing/change.ts";
import type { Listing, ListingId } from "../../../shared/listing/listing.ts";
import type { PublicProfile } from "../../../shared/listing/public-listing.ts";
import type { Notice } from "../../../shared/notices/notice.ts";
import type { PersonalData } from "../../../shared/people/data-subject.ts";
import type { AnyChange, ListPage } from "../../../shared/records/entity.ts";
import type { Arrangement } from "../rules/arrangement.ts";
import type { Concern } from "../rules/concern.ts";
import type { HoursQuestion } from "../rules/hours-question.ts";
import type { Pool, PoolWish } from "../rules/pool.ts";
import type { Recipient } from "../rules/recipient.ts";
import type { SupportRequest } from "../rules/request.ts";
import type { SetUp } from "../rules/set-up.ts";
import type { Shortlist } from "../rules/shortlist.ts";
import type { ContactRecords, ContactRouteRecords } from "./contact-ports.ts";
import type { RequestRecords } from "./request-ports.ts";

/** The audited records of sharing support. */
export interface PoolRecords {
  readonly pool: Pool;
  readonly "pool-wish": PoolWish;
}

/** The audited records of this slice, by what they are. */
export interface Records extends PoolRecords, RequestRecords {
  readonly arrangement: Arrangement;
  readonly concern: Concern;
  readonly shortlist: Shortlist;
  readonly "hours-question": HoursQuestion;
  readonly recipient: Recipient;
  readonly contact: ContactRecords["contact"];
  readonly "contact-report": ContactRecords["contact-report"];
  readonly "set-up": SetUp;
}

export type Change = AnyChange<Pick<Records, "arrangement" | "concern">>;
export type ShortlistChange = AnyChange<Pick<Records, "shortlist">>;

/** What the routes of this slice can be about, by the name in the route list. */
export interface RouteRecords extends ContactRouteRecords {
  readonly arrangement: Versioned<Arrangement>;
  readonly concern: Versioned<Concern>;
  readonly provided: StoredListing;
  readonly recipient: Versioned<Recipient>;
  readonly request: Versioned<SupportRequest>;
}

/** Where arrangements are kept. */
export interface ArrangementStore {
  arrangement(id: string): Promise<Versioned<Arrangement> | undefined>;
  /** Every arrangement of a recipient, ended ones too, newest first. */
  arrangementsOf(person: string): Promise<readonly Versioned<Arrangement>[]>;
  /** Every arrangement with a listing, of all councils, ended ones too. Eventually consistent. */
  arrangementsWith(listing: string): Promise<readonly Arrangement[]>;
  /** Arrangements of a council with questions it has not answered, those that wait longest first, as many as a page shows. */
  supportQuestions(council: string): Promise<readonly Versioned<Arrangement>[]>;
  /** The listings of a provider's account. Eventually consistent. */
  listingsOf(account: string): Promise<readonly Listing[]>;
  concern(id: string): Promise<Versioned<Concern> | undefined>;
  /** The look-ups of a council, newest first; `after` is where an earlier page ended. */
  councilConcerns(council: string, after?: string): Promise<ListPage<Concern>>;
  /** All that this slice holds on a recipient, kind by kind. */
  heldOn(person: string): Promise<PersonalData>;
  /** What was done with an arrangement, oldest first. */
  trail(arrangement: Arrangement): Promise<readonly AuditEntry[]>;
  /** A listing's directory record; undefined where there is none. */
  listing(id: string): Promise<Listing | undefined>;
  /**
   * Writes records, the notices that tell of them, and the free hours of a listing: all or nothing. Whoever else writes the listing meanwhile is
   * followed: no hours are lost or counted twice. `stale` and `repeat` as `shared/audit/commit.ts` says. */
  commit(context: AuditContext, changes: readonly Change[], notices?: readonly Notice[], arranged?: ArrangedHours): Promise<Result<void, CommitRefusal>>;
}

/** Hours a week that an arrangement with a listing takes (more than 0), or gives back. */
export interface ArrangedHours {
  readonly listing: ListingId;
  readonly hours: number;
}

/** Where the people that somebody saved are stored. */
export interface ShortlistStore {
  /** The list of an account, read consistently; undefined where nothing was ever saved. */
  shortlist(account: string): Promise<Versioned<Shortlist> | undefined>;
  /** What was done with a list, oldest first. */
  trail(shortlist: Shortlist): Promise<readonly AuditEntry[]>;
  /** What the public may see of listings, by their ids; those that are not there are left out. */
  profiles(ids: readonly ListingId[]): Promise<ReadonlyMap<string, PublicProfile>>;
  /** Writes lists: all or nothing. `stale` and `repeat` as `shared/audit/commit.ts` says. */
  commit(context: AuditContext, changes: readonly ShortlistChange[]): Promise<Result<void, CommitRefusal>>;
}
