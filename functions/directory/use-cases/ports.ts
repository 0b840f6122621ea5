import type { CommitRefusal } from "../../../shared/audit/commit.ts";
import type { AuditContext, Versioned } from "../../../shared/audit/context.ts";
import type { AuditEntry } from "../../../shared/audit/entry.ts";
import type { Result } from "../../../shared/domain/result.ts";
import type { ListingId } from "../../../shared/listing/listing.ts";
import type { PublicProfile } from "../../../shared/listing/public-listing.ts";
import type { Notice } from "../../../shared/notices/notice.ts";
import type { Account } from "../../../shared/people/account.ts";
import type { ChangeOf, ListPage } from "../../../shared/records/entity.ts";
import type { Alert } from "../rules/alert.ts";

/** The audited records of this slice, by what they are. */
export interface Records {
  readonly alert: Alert;
}

export type AlertChange = ChangeOf<Records, "alert">;

/** What the routes of this slice can be about, by the name in the route list. */
export interface RouteRecords {
  readonly alert: Versioned<Alert>;
}

/** Where the searches that people want to hear of are kept. */
export interface AlertStore {
  /** One of them, read consistently. */
  alert(id: string): Promise<Versioned<Alert> | undefined>;
  /** Every one of a person, removed ones too, newest first. */
  alertsOf(person: string): Promise<readonly Versioned<Alert>[]>;
  /** Those of a council that are not removed; `after` is where an earlier page ended. May be behind. */
  councilAlerts(council: string, after?: string): Promise<ListPage<Alert>>;
  /** What was done with one, oldest first. */
  trail(alert: Alert): Promise<readonly AuditEntry[]>;
  account(id: string): Promise<Versioned<Account> | undefined>;
  /** What the public may see of listings, by their ids; those that are not there are left out. */
  profiles(ids: readonly ListingId[]): Promise<ReadonlyMap<string, PublicProfile>>;
  /** Writes alerts and the notices that tell of them: all or nothing. `stale` and `repeat` as `shared/audit/commit.ts` says. */
  commit(context: AuditContext, changes: readonly AlertChange[], notices?: readonly Notice[]): Promise<Result<void, CommitRefusal>>;
}
