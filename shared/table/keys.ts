import type { ItemKey } from "./definition.ts";

/**
 * Every key of the table. Partitions that begin with `PUBLIC#` hold only what anybody may see: the
 * public functions are allowed those partitions and no others, by their AWS permissions.
 */
export const PUBLIC_PARTITIONS = "PUBLIC#*";

const SEQUENCE_DIGITS = 12;

/** A log position as a sort key: text order is number order. */
export const sequenceKey = (sequence: number): string => `SEQ#${String(sequence).padStart(SEQUENCE_DIGITS, "0")}`;

const LOG = "PUBLIC#LOG";

export const keys = {
  listing: (id: string): ItemKey => ({ pk: `LISTING#${id}`, sk: "LISTING" }),
  publicListing: (id: string): ItemKey => ({ pk: `PUBLIC#LISTING#${id}`, sk: "LISTING" }),
  logRecord: (sequence: number): ItemKey => ({ pk: LOG, sk: sequenceKey(sequence) }),
  logHead: (): ItemKey => ({ pk: LOG, sk: "HEAD" }),
  manifest: (): ItemKey => ({ pk: "PUBLIC#SNAPSHOT", sk: "MANIFEST" }),
  tileIndex: (tile: string): ItemKey => ({ pk: `PUBLIC#TILE#${tile}`, sk: "INDEX" }),
  tileCards: (tile: string, part: number): ItemKey => ({
    pk: `PUBLIC#TILE#${tile}`,
    sk: `CARDS#${String(part).padStart(4, "0")}`,
  }),
  sector: (sector: string): ItemKey => ({ pk: `PUBLIC#SECTOR#${sector}`, sk: "POSTCODES" }),
  geography: (): ItemKey => ({ pk: "PUBLIC#GEOGRAPHY", sk: "INDEX" }),
  districts: (): ItemKey => ({ pk: "PUBLIC#GEOGRAPHY", sk: "DISTRICTS" }),
  censusAreas: (): ItemKey => ({ pk: "PUBLIC#GEOGRAPHY", sk: "CENSUS-AREAS" }),
  firstStart: (): ItemKey => ({ pk: "SYSTEM#DATA", sk: "FIRST-START" }),
} as const;

/** The index partition of the listings in an area. */
export const areaListings = (area: string): string => `AREA#${area}`;
