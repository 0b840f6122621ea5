import type { CommitRefusal } from "../../../shared/audit/commit.ts";
import type { AuditContext, Versioned } from "../../../shared/audit/context.ts";
import type { AuditEntry } from "../../../shared/audit/entry.ts";
import type { Result } from "../../../shared/domain/result.ts";
import type { Based } from "../../../shared/geography/public-area.ts";
import type { Listing } from "../../../shared/listing/listing.ts";
import type { Notice } from "../../../shared/notices/notice.ts";
import type { Account } from "../../../shared/people/account.ts";
import type { AnyChange } from "../../../shared/records/entity.ts";
import type { Arrangement } from "../rules/arrangement.ts";
import type { Pool, PoolWish } from "../rules/pool.ts";
import type { ArrangedHours, Records } from "./ports.ts";

export type PoolChange = AnyChange<Pick<Records, "arrangement" | "pool" | "pool-wish">>;

/** Where pools are kept, and who may be asked to share. */
export interface PoolStore {
  pool(id: string): Promise<Versioned<Pool> | undefined>;
  /** Every pool somebody is or was a member of, or gives support in; not those they said no to. Newest first. */
  poolsOf(account: string): Promise<readonly Versioned<Pool>[]>;
  wish(account: string): Promise<Versioned<PoolWish> | undefined>;
  /** Who of a council may be asked. Eventually consistent. */
  wishes(council: string): Promise<readonly PoolWish[]>;
  arrangement(id: string): Promise<Versioned<Arrangement> | undefined>;
  /** What was done with a pool, or a wish, oldest first. */
  trailOfPool(pool: Pool): Promise<readonly AuditEntry[]>;
  trailOfWish(wish: PoolWish): Promise<readonly AuditEntry[]>;
  /** As `ArrangementStore.commit`. */
  commit(context: AuditContext, changes: readonly PoolChange[], notices?: readonly Notice[], arranged?: ArrangedHours): Promise<Result<void, CommitRefusal>>;
}

/** What sharing support is made of. */
export interface PoolDeps {
  readonly store: PoolStore;
  readonly account: (person: string) => Promise<Versioned<Account> | undefined>;
  readonly newId: () => string;
  readonly site: URL;
}

/** What the pages of sharing are made of besides. */
export interface PoolPagesDeps extends PoolDeps {
  /** Where somebody lives, roughly, from what they typed; or what is wrong with it. */
  readonly baseOf: (text: string) => Promise<Result<Based, string>>;
  readonly listing: (id: string) => Promise<Listing | undefined>;
}
