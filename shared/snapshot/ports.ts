import type { Box } from "../domain/geo.ts";
import type { EpochMillis } from "../domain/time.ts";
import type { Change } from "../listing/change.ts";
import type { PublicProfile } from "../listing/public-listing.ts";
import type { PublicReply, PublicScore } from "../listing/shown-feedback.ts";
import type { ShownPhoto } from "../listing/shown-photo.ts";
import type { TileColumns } from "./tile.ts";

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
  /** The same, with what everyone sees of what people say of it: in one request, which costs no more. */
  profileWithFeedback(id: string): Promise<{ readonly profile: PublicProfile; readonly score?: PublicScore; readonly reply?: PublicReply } | undefined>;
  /** The pictures of a public listing by their name; none where it has them no more. */
  photo(name: string): Promise<ShownPhoto | undefined>;
}
