import { type Box, boxAround } from "../../../shared/domain/geo.ts";
import { hash32 } from "../../../shared/domain/hash.ts";
import { timesOf } from "../availability.ts";
import type { PublicListing, SnapshotRow } from "../public-listing.ts";
import { type Plane, setBit, wordsFor } from "./bits.ts";

/** The facets of a search. Every value of one is a plane of each tile. */
export const FACETS = ["service", "group", "language", "kind", "gender", "status", "when"] as const;
export type Facet = (typeof FACETS)[number];

/** The values a listing has in a facet. */
export function facetValues(facet: Facet, listing: PublicListing): readonly string[] {
  switch (facet) {
    case "service":
      return listing.services;
    case "group":
      return listing.clientGroups;
    case "language":
      return listing.languages;
    case "kind":
      return [listing.kind];
    case "gender":
      return listing.gender === undefined ? [] : [listing.gender];
    case "status":
      return [listing.status];
    case "when":
      return timesOf(listing.availability);
  }
}

/** An area of a tile: its listings stand from `start` up to, not including, `end`. */
export interface TileArea {
  readonly key: string;
  readonly lat: number;
  readonly lon: number;
  readonly start: number;
  readonly end: number;
}

/** The searchable columns of up to a few thousand listings that live near each other. */
export interface TileColumns {
  readonly areas: readonly TileArea[];
  readonly ids: readonly string[];
  /** Value code to plane, for each facet and for the districts covered. */
  readonly planes: Readonly<Record<Facet | "district", ReadonlyMap<string, Plane>>>;
  readonly travelMiles: Float64Array;
  /** Infinity where the rate is not known: never within anybody's highest rate, last when sorted by rate. */
  readonly ratePence: Float64Array;
  /** -1 where the free hours are not known: never enough. */
  readonly hoursFree: Float64Array;
}

/** Columns with what is worked out from them once, when a tile is loaded. */
export interface Tile extends TileColumns {
  readonly count: number;
  readonly words: number;
  readonly box: Box;
  readonly idHash: Uint32Array;
  /** How many times of the week each listing is free. */
  readonly timesFree: Uint8Array;
  /** The row of a listing in this tile. */
  rowOf(id: string): number | undefined;
}

/** A tile from its columns. */
export function tileFrom(columns: TileColumns): Tile {
  const count = columns.ids.length;
  let rows: Map<string, number> | undefined;
  const timesFree = new Uint8Array(count);
  for (const plane of columns.planes.when.values()) {
    for (let row = 0; row < count; row += 1) {
      timesFree[row] = (timesFree[row] ?? 0) + (((plane[row >>> 5] ?? 0) >>> (row & 31)) & 1);
    }
  }
  return {
    ...columns,
    count,
    words: wordsFor(count),
    box: boxAround(columns.areas),
    idHash: Uint32Array.from(columns.ids, hash32),
    timesFree,
    rowOf(id) {
      rows ??= new Map(columns.ids.map((known, row) => [known, row]));
      return rows.get(id);
    },
  };
}

/** Builds the columns of rows that are already in tile order: area by area, then by id. */
export function columnsOf(rows: readonly SnapshotRow[]): TileColumns {
  const words = wordsFor(rows.length);
  const planes = {
    service: new Map<string, Plane>(),
    group: new Map<string, Plane>(),
    language: new Map<string, Plane>(),
    kind: new Map<string, Plane>(),
    gender: new Map<string, Plane>(),
    status: new Map<string, Plane>(),
    when: new Map<string, Plane>(),
    district: new Map<string, Plane>(),
  };
  const mark = (facet: Facet | "district", values: readonly string[], row: number) => {
    for (const value of values) {
      let plane = planes[facet].get(value);
      if (!plane) {
        plane = new Uint32Array(words);
        planes[facet].set(value, plane);
      }
      setBit(plane, row);
    }
  };
  const areas: { key: string; lat: number; lon: number; start: number; end: number }[] = [];
  rows.forEach(({ area, listing }, row) => {
    const open = areas.at(-1);
    if (open?.key === area.key) open.end = row + 1;
    else areas.push({ ...area, start: row, end: row + 1 });
    for (const facet of FACETS) mark(facet, facetValues(facet, listing), row);
    mark("district", listing.districts, row);
  });
  return {
    areas,
    ids: rows.map(({ listing }) => listing.id),
    planes,
    travelMiles: Float64Array.from(rows, ({ listing }) => listing.travelMiles),
    ratePence: Float64Array.from(rows, ({ listing }) => listing.ratePence ?? Number.POSITIVE_INFINITY),
    hoursFree: Float64Array.from(rows, ({ listing }) => listing.hoursFree ?? -1),
  };
}
