import type { CommitRefusal } from "../../../shared/audit/commit.ts";
import type { AuditContext, Versioned } from "../../../shared/audit/context.ts";
import type { AuditEntry } from "../../../shared/audit/entry.ts";
import type { Result } from "../../../shared/domain/result.ts";
import type { PlainDate } from "../../../shared/domain/time.ts";
import type { DayMarks } from "../../../shared/due/plan.ts";
import type { CoarsePlace } from "../../../shared/geography/coarse-place.ts";
import type { Listing, ListingId } from "../../../shared/listing/listing.ts";
import type { SnapshotRow } from "../../../shared/listing/public-listing.ts";
import type { Notice } from "../../../shared/notices/notice.ts";
import type { Account } from "../../../shared/people/account.ts";
import type { PersonalData } from "../../../shared/people/data-subject.ts";
import type { AnyChange, ListPage } from "../../../shared/records/entity.ts";
import type { Answer } from "../rules/answer.ts";
import type { Need } from "../rules/need.ts";
import type { SupportRequest } from "../rules/request.ts";
import type { RequestAlert } from "../rules/request-alert.ts";
import type { RequestDays } from "../rules/request-moves.ts";

/** The audited records of requests for support, by what they are. */
export interface RequestRecords {
  readonly request: SupportRequest;
  readonly answer: Answer;
  readonly need: Need;
  readonly "request-alert": RequestAlert;
}

export type RequestChange = AnyChange<RequestRecords>;

/** A provider's listing as the public may see it. */
export interface ProviderListing {
  readonly listing: Listing;
  readonly row: SnapshotRow;
}

/** A page of open requests, and whether there are more than were read. */
export interface OpenRequests {
  readonly requests: readonly SupportRequest[];
  readonly more: boolean;
}

/** Where requests for support are kept. */
export interface RequestStore {
  request(id: string): Promise<Versioned<SupportRequest> | undefined>;
  /** Every request of a person, newest first. Eventually consistent. */
  requestsOf(person: string): Promise<readonly Versioned<SupportRequest>[]>;
  /** The requests of a council that providers may see, newest first, at most so many. Eventually consistent. */
  openRequests(council: string, most: number): Promise<OpenRequests>;
  /** Every answer to a request, read consistently. */
  answersTo(request: string): Promise<readonly Versioned<Answer>[]>;
  answer(request: string, listing: string): Promise<Versioned<Answer> | undefined>;
  /** Every answer of a provider's account, newest first. Eventually consistent. */
  answersOf(account: string): Promise<readonly Versioned<Answer>[]>;
  need(id: string): Promise<Versioned<Need> | undefined>;
  /** The needs of a council that were not met, newest first; `after` is where an earlier page ended. */
  councilNeeds(council: string, after?: string): Promise<ListPage<Need>>;
  alert(account: string): Promise<Versioned<RequestAlert> | undefined>;
  /** Somebody's account; undefined where there is none. */
  account(id: string): Promise<Versioned<Account> | undefined>;
  /** The listings of a provider's account that have a public projection. Eventually consistent. */
  listingsOf(account: string): Promise<readonly ProviderListing[]>;
  /** The listings with these ids; those that are not there are left out. */
  listings(ids: readonly ListingId[]): Promise<ReadonlyMap<string, Listing>>;
  /** All that is held on a person, kind by kind. */
  heldOn(person: string): Promise<PersonalData>;
  /** What was done with a record, oldest first. */
  trail<Kind extends keyof RequestRecords>(kind: Kind, body: RequestRecords[Kind]): Promise<readonly AuditEntry[]>;
  /** Writes records and the notices that tell of them: all or nothing. `stale` and `repeat` as `shared/audit/commit.ts` says. */
  commit(context: AuditContext, changes: readonly RequestChange[], notices?: readonly Notice[]): Promise<Result<void, CommitRefusal>>;
  /** Sends a notice that changes nothing else; one that was sent before is not sent again. */
  tell(notice: Notice): Promise<void>;
}

/** Something that is due: a request, or a provider's record of what they are to hear of. */
export type DueOfRequests = { readonly request: string } | { readonly alert: string };

/** What the daily sweep of requests reads, and how far it came. */
export interface RequestSweepStore extends DayMarks {
  /** What is due of a council on a day, page by page. */
  dueItems(day: PlainDate, council: string): AsyncIterable<readonly DueOfRequests[]>;
}

/** Figures of requests: versioned data. */
export interface RequestPolicy extends RequestDays {
  /** Requests of one person that wait at the same time. */
  readonly mostOpen: number;
  /** Requests of a council that are read for a provider's page. */
  readonly readMost: number;
  /** Requests a provider hears of at once. */
  readonly pendingMost: number;
  /** The day of the week on which those who hear weekly do; 0 is Monday. */
  readonly weekday: number;
}

/** What the use cases of requests are given. */
export interface RequestDeps {
  readonly store: RequestStore;
  readonly policy: RequestPolicy;
  readonly newId: () => string;
  readonly site: URL;
  /** Has providers told of a request, soon. Where that fails nothing is lost: the next sweep finds what nobody was told of. */
  readonly handOn: (request: string) => Promise<void>;
  /** The place that somebody typed; what to do where it is not found. */
  readonly placeOf: (typed: string) => Promise<Result<CoarsePlace, string>>;
}
