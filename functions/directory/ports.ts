import type { AuditContext } from "../../shared/audit/context.ts";
import type { Result } from "../../shared/domain/result.ts";
import type { EpochMillis } from "../../shared/domain/time.ts";
import type { ListingWrite, StoredListing } from "../../shared/listing/change.ts";
import type { ListingId } from "../../shared/listing/listing.ts";
import type { SnapshotRow } from "../../shared/listing/public-listing.ts";
import type { DirectoryReader, Manifest, TilePart } from "../../shared/snapshot/ports.ts";

/** What may be done to a listing, as its audit trail says it. */
export type ListingAction = "listing:import" | "listing:reposition" | "listing:sample";

/** How many listings one commit takes: a transaction holds 100 writes, three of them a listing's. */
export const LISTINGS_A_COMMIT = 32;

export interface ListingStore {
  /** True for the first caller on a table, ever: it is the one to bring sample data. */
  claimFirstStart(): Promise<boolean>;
  /** The stored listings among these ids, read consistently. */
  read(ids: readonly ListingId[]): Promise<ReadonlyMap<string, StoredListing>>;
  /** Ids of the listings in an area. May miss a write of the last moments. */
  idsInArea(area: string): Promise<ListingId[]>;
  /**
   * Writes all or nothing, at most `LISTINGS_A_COMMIT`: each listing with its audit entry (`action` says
   * what was done), its public projection, and one log record, so that the next search sees it. Refused
   * as `stale` when any of the listings is no longer the version this replaces. Commits of other listings
   * are never in the way.
   */
  commit(writes: readonly ListingWrite[], context: AuditContext, action: ListingAction): Promise<Result<void, "stale">>;
}

/** A tile to be written, and those of its parts that are new. */
export interface NewTile {
  readonly key: string;
  readonly columns: Uint8Array;
  readonly parts: readonly TilePart[];
  readonly newParts: readonly { readonly part: string; readonly cards: Uint8Array }[];
  readonly until: EpochMillis;
}

/** Stored items of tiles: indexes by the tile's key, cards by the part's. */
export interface TileItems {
  readonly tiles: readonly string[];
  readonly parts: readonly string[];
}

/** What building the snapshot needs, besides reading. */
export interface SnapshotStore extends Pick<DirectoryReader, "tile" | "cards" | "logAfter"> {
  /** The current manifest, read consistently. */
  manifest(): Promise<Manifest | undefined>;
  writeTile(tile: NewTile): Promise<void>;
  /** Lets items live longer. Throws for one that is gone, or is to go before `was`: another builder has replaced it. */
  renew(items: TileItems, was: EpochMillis, until: EpochMillis): Promise<void>;
  /** Lets items expire at a moment; those already gone are passed over. */
  expire(items: TileItems, at: EpochMillis): Promise<void>;
  /** Removes items that no manifest ever named. */
  remove(items: TileItems): Promise<void>;
  /**
   * Makes the manifest current and says so in the log, together. Refused as `overtaken` when the
   * current manifest is not the version before this one.
   */
  publish(manifest: Manifest, at: EpochMillis): Promise<Result<void, "overtaken">>;
  /** Removes the log records stamped up to and including a moment. */
  trimLog(upTo: EpochMillis): Promise<void>;
  /** Every public listing, straight from the truth: an operations read, not for serving. */
  allRows(): AsyncIterable<SnapshotRow>;
  /** Whether no public listing was ever written. */
  isEmpty(): Promise<boolean>;
}
