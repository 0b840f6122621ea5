import type { CommitRefusal } from "../../../shared/audit/commit.ts";
import type { AuditContext, Versioned } from "../../../shared/audit/context.ts";
import type { Result } from "../../../shared/domain/result.ts";
import type { EpochMillis, PlainDate } from "../../../shared/domain/time.ts";
import type { CoarsePlace } from "../../../shared/geography/coarse-place.ts";
import type { StoredListing } from "../../../shared/listing/change.ts";
import type { Area } from "../../../shared/listing/listing.ts";
import type { Notice } from "../../../shared/notices/notice.ts";
import type { Account } from "../../../shared/people/account.ts";
import type { AnyChange, ListPage } from "../../../shared/records/entity.ts";
import type { Edition, MarketStatement } from "../rules/statement.ts";
import type { MarketTarget } from "../rules/target.ts";
import type { MarketDeps } from "./ports.ts";

/** The audited records of this slice. */
export interface MarketRecords {
  readonly "market-statement": MarketStatement;
  readonly "market-target": MarketTarget;
}
export type MarketRecordChange = AnyChange<MarketRecords>;

/** A statement as everybody reads it. */
export interface PublicStatement extends Edition {
  readonly service: string;
}

/** That a council published a statement of a service, and when. */
export interface ListedStatement {
  readonly authority: string;
  readonly service: string;
  readonly publishedOn: PlainDate;
}

/** What a council says of gaps, and does about them. */
export interface ActingStore {
  statement(id: string): Promise<Versioned<MarketStatement> | undefined>;
  /** A council's, by service; eventually consistent. */
  statements(council: string): Promise<ListPage<MarketStatement>>;
  /** What everybody reads: in one read; of every service in one, too. */
  publicStatement(council: string, service: string): Promise<PublicStatement | undefined>;
  publicStatements(council: string): Promise<readonly PublicStatement[]>;
  /** Of every council, by council and service; in one read. */
  listedStatements(): Promise<readonly ListedStatement[]>;
  target(id: string): Promise<Versioned<MarketTarget> | undefined>;
  /** A council's, the latest day first, a page at a time; eventually consistent. */
  targets(council: string, after?: string): Promise<ListPage<MarketTarget>>;
  /** Listings by their ids, those that there are. */
  listings(ids: readonly string[]): Promise<ReadonlyMap<string, StoredListing>>;
  /** `stale` and `repeat` as `shared/audit/commit.ts` says. Notices go out with the change, or nothing does. */
  commit(context: AuditContext, changes: readonly MarketRecordChange[], notices?: readonly Notice[]): Promise<Result<void, CommitRefusal>>;
}

/** What the pages are made of on which a council tries, says and does something about gaps. */
export interface ActingDeps extends MarketDeps {
  readonly acting: ActingStore;
  /** Sectors of districts (GSS codes), with their centres, in order. */
  readonly sectorsIn: (districts: readonly string[]) => Promise<readonly Area[]>;
  /** The place that somebody typed, never finer than a postcode sector; what to do where it is not found, as a sentence. */
  readonly placeOf: (typed: string) => Promise<Result<CoarsePlace, string>>;
  readonly newId: () => string;
  readonly site: URL;
  readonly now: () => EpochMillis;
  /** Seconds to wait, where one network asks too often, or an address was written to too often lately. */
  readonly limited: (name: "sign-in" | "mails-to-address", who: string) => Promise<number | undefined>;
  /** An account, read consistently. */
  readonly account: (id: string) => Promise<Versioned<Account> | undefined>;
  readonly addressHash: (email: string) => Promise<string>;
  /** Whether whoever has an address, by its look-up hash, wants no more mails. */
  readonly isStopped: (addressHash: string) => Promise<boolean>;
  readonly stopLink: (email: string) => Promise<string>;
}
