import type { AuditContext } from "../../shared/audit/context.ts";
import type { Box } from "../../shared/domain/geo.ts";
import type { Result } from "../../shared/domain/result.ts";
import type { EpochMillis } from "../../shared/domain/time.ts";
import type { Change, ListingWrite, StoredListing } from "../../shared/listing/change.ts";
import type { ListingId } from "../../shared/listing/listing.ts";
import type { PublicProfile, SnapshotRow } from "../../shared/listing/public-listing.ts";
import type { ShownPhoto } from "../../shared/listing/shown-photo.ts";
import type { TileColumns } from "./snapshot/tile.ts";

/** One tile of the snapshot, in one version: a tile never changes, and no two builders give theirs the same name. */
export interface TileEntry {
  /** A hash of what it holds, and what sets it apart from another builder's. */
  readonly key: string;
  /** Its cell of the globe, quarter by quarter: `031` is a quarter of a quarter of a quarter. No listing lives in two tiles' cells. */
  readonly cell: string;
  readonly count: number;
  readonly box: Box;
  /** When it, or a part of it, would expire if no builder renewed it. */
  readonly until: EpochMillis;
}

/** The snapshot's table of contents: every public listing as of one moment of the change log. */
export interface Manifest {
  readonly version: number;
  /** Every log record stamped up to and including this moment is in the tiles. */
  readonly base: EpochMillis;
  /** Up to this moment tiles may hold later changes too: they were made from the listings themselves while those changed. */
  readonly ahead: EpochMillis;
  readonly tiles: readonly TileEntry[];
  /** Key that seals page cursors, base64, 32 bytes. Kept from manifest to manifest. */
  readonly cursorKey: string;
}

/** One record of the change log: the changes of one transaction, or word of a new snapshot. */
export interface LogRecord {
  /** Its place in the log, and its name: text order is the order of stamps. */
  readonly key: string;
  /** When its writer says it happened. Of two changes of one listing the later has the later stamp. */
  readonly at: EpochMillis;
  readonly changes: readonly Change[];
  /** The manifest version published then. */
  readonly snapshot?: number;
}

/** How much of the log somebody has seen: everything stamped up to a moment, and some records after it. */
export interface LogPosition {
  readonly upTo: EpochMillis;
  /** Later records, by a hash of their keys. */
  readonly also: readonly number[];
}

/** A part of a tile: the cards of so many rows, by its name. */
export interface TilePart {
  readonly part: string;
  readonly rows: number;
}

/** A tile as stored: its columns, and the parts its cards are in, in row order. */
export interface StoredTile {
  readonly columns: TileColumns;
  readonly parts: readonly TilePart[];
}

/** What public pages and searches may read. Answers may be milliseconds old, never torn. */
export interface DirectoryReader {
  /** The current manifest; none before the first snapshot. */
  manifest(): Promise<Manifest | undefined>;
  /** A tile's columns; none when the tile has been cleared away since its manifest was read. */
  tile(key: string): Promise<StoredTile | undefined>;
  /** The cards of one part of a tile, in row order; none as above. */
  cards(part: string): Promise<readonly string[] | undefined>;
  /**
   * The records stamped after a moment, up to and including another where one is given, in order; without those already
   * known. Records of the last moments may still be missing, and turn up between others: `servicePolicy.changeLog` says
   * for how long.
   */
  logAfter(after: EpochMillis, upTo?: EpochMillis, known?: Pick<ReadonlySet<string>, "has">): Promise<readonly LogRecord[]>;
  /** One listing's public profile; none when it is not public. */
  profile(id: string): Promise<PublicProfile | undefined>;
  /** The pictures of a public listing by their name; none where it has them no more. */
  photo(name: string): Promise<ShownPhoto | undefined>;
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
