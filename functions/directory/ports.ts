import type { AuditContext } from "../../shared/audit/context.ts";
import type { Box } from "../../shared/domain/geo.ts";
import type { Result } from "../../shared/domain/result.ts";
import type { Change, ListingWrite, StoredListing } from "../../shared/listing/change.ts";
import type { ListingId } from "../../shared/listing/listing.ts";
import type { PublicProfile, SnapshotRow } from "../../shared/listing/public-listing.ts";
import type { TileColumns } from "./snapshot/tile.ts";

/** One tile of the snapshot. Tiles are named by their content, so a tile never changes. */
export interface TileEntry {
  readonly key: string;
  readonly count: number;
  readonly parts: number;
  readonly box: Box;
}

/** The snapshot's table of contents: every public listing as of one position of the change log. */
export interface Manifest {
  readonly version: number;
  /** Every log record up to and including this one is in the tiles. */
  readonly base: number;
  readonly tiles: readonly TileEntry[];
  /** Key that seals page cursors, base64, 32 bytes. Kept from manifest to manifest. */
  readonly cursorKey: string;
  /** Tiles no longer listed, kept for readers still on an older manifest, and since when (epoch ms). */
  readonly retired: readonly { readonly key: string; readonly parts: number; readonly since: number }[];
  /** Bases of earlier manifests and when they were replaced: their log is kept for people still paging. */
  readonly earlier: readonly { readonly base: number; readonly since: number }[];
}

/** One record of the change log: the changes of one transaction, or word of a new snapshot. */
export interface LogRecord {
  readonly sequence: number;
  readonly changes: readonly Change[];
  /** The manifest version published at this position. */
  readonly snapshot?: number;
}

/** What public pages and searches may read. Answers may be milliseconds old, never torn. */
export interface DirectoryReader {
  /** The current manifest; none before the first snapshot. */
  manifest(): Promise<Manifest | undefined>;
  /** A tile's columns; none when the tile has been cleared away since its manifest was read. */
  columns(tile: string): Promise<TileColumns | undefined>;
  /** The cards of one part of a tile, in row order; none as above. */
  cards(tile: string, part: number): Promise<readonly string[] | undefined>;
  /** The log behind a position, in order, without gaps unless old records have been cleared away. */
  logAfter(sequence: number): Promise<readonly LogRecord[]>;
  /** One listing's public profile; none when it is not public. */
  profile(id: string): Promise<PublicProfile | undefined>;
}

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
   * as `stale` when any of the listings is no longer the version this replaces; racing commits otherwise
   * wait their turn.
   */
  commit(writes: readonly ListingWrite[], context: AuditContext, action: ListingAction): Promise<Result<void, "stale">>;
}

/** What building the snapshot needs, besides reading. */
export interface SnapshotStore {
  manifest(): Promise<Manifest | undefined>;
  columns(tile: string): Promise<TileColumns | undefined>;
  cards(tile: string, part: number): Promise<readonly string[] | undefined>;
  logAfter(sequence: number): Promise<readonly LogRecord[]>;
  writeTile(key: string, columns: Uint8Array, cards: readonly Uint8Array[]): Promise<void>;
  /**
   * Makes the manifest current and says so in the log, together. Refused as `overtaken` when the
   * current manifest is not the version before this one.
   */
  publish(manifest: Manifest): Promise<Result<void, "overtaken">>;
  deleteTile(key: string, parts: number): Promise<void>;
  /** Removes log records up to and including a position. */
  trimLog(upTo: number): Promise<void>;
  /** Every public listing, straight from the truth: an operations read, not for serving. */
  allRows(): AsyncIterable<SnapshotRow>;
  /** The position of the newest log record. */
  head(): Promise<number>;
}
