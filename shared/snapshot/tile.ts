import { type Box, boxAround, cosine } from "../domain/geo.ts";
import { hash32 } from "../domain/hash.ts";
import { dayNumber } from "../domain/time.ts";
import { SPAN_TIMES, TIMES, timesOf } from "../listing/availability.ts";
import type { PublicListing, SnapshotRow } from "../listing/public-listing.ts";
import { shownDays } from "../listing/shown.ts";
import { eachBit, type Plane, setBit, wordsFor } from "./bits.ts";

/** The facets of a search. Every value of one is a plane of each tile. */
export const FACETS = ["service", "group", "skill", "language", "kind", "gender", "status", "when"] as const;
export type Facet = (typeof FACETS)[number];

/** The values a listing has in a facet. */
export function facetValues(facet: Facet, listing: PublicListing): readonly string[] {
  switch (facet) {
    case "service":
      return listing.services;
    case "group":
      return listing.clientGroups;
    case "skill":
      return listing.skills;
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
  /** The first and the last day each is shown on, as `dayNumber` counts; the least and the greatest number where there is none. */
  readonly shownFrom: Int32Array;
  readonly shownUntil: Int32Array;
}

/** Stand where there is no first day, and where there is no last. */
const EVER = -(2 ** 31);
const FOR_EVER = 2 ** 31 - 1;

/**
 * The areas as columns, one entry each: searches run over hundreds of them, and numbers side by side
 * are read far faster than objects. Area a has the rows from `start[a]` up to `start[a + 1]`.
 */
export interface AreaColumns {
  readonly lat: Float64Array;
  readonly lon: Float64Array;
  readonly cosine: Float64Array;
  readonly start: Uint32Array;
  /** The least and the most that its listings travel, in miles. */
  readonly leastTravel: Float64Array;
  readonly mostTravel: Float64Array;
}

/** Columns with what is worked out from them once, when a tile is loaded. */
export interface Tile extends TileColumns {
  readonly areaColumns: AreaColumns;
  /** Who travels at least so many miles, for each distance somebody gave; shortest first. */
  readonly travelSteps: readonly { readonly atLeast: number; readonly plane: Plane }[];
  /** The most that anybody in it travels, in miles. */
  readonly mostTravel: number;
  readonly count: number;
  readonly words: number;
  readonly box: Box;
  readonly idHash: Uint32Array;
  /** The facet planes the other way round, for counting: `[w][row]` has a bit for each slot from 32w on. A last row has none. */
  readonly slotColumns: readonly Uint32Array[];
  /** How many times of the week each listing is free. */
  readonly timesFree: Uint8Array;
  /** Who is not shown on a day, because their accreditation has not begun or is over; nothing where all are. Worked out once a day. */
  hiddenOn(day: number): Plane | undefined;
  /** The row of a listing in this tile. */
  rowOf(id: string): number | undefined;
}

function areaColumnsOf({ areas, travelMiles }: TileColumns): AreaColumns {
  const travel = areas.map(({ start, end }) => travelMiles.subarray(start, end));
  return {
    lat: Float64Array.from(areas, ({ lat }) => lat),
    lon: Float64Array.from(areas, ({ lon }) => lon),
    cosine: Float64Array.from(areas, ({ lat }) => cosine(lat)),
    start: Uint32Array.of(...areas.map(({ start }) => start), travelMiles.length),
    leastTravel: Float64Array.from(travel, (column) => Math.min(...column)),
    mostTravel: Float64Array.from(travel, (column) => Math.max(...column)),
  };
}

function travelSteps(travelMiles: Float64Array) {
  const rows = Map.groupBy(travelMiles.keys(), (row) => travelMiles[row] ?? 0);
  let plane: Plane = new Uint32Array(wordsFor(travelMiles.length));
  const furthestFirst = [...rows].sort(([a], [b]) => b - a);
  const steps = furthestFirst.map(([atLeast, values]) => {
    plane = plane.slice();
    for (const row of values) setBit(plane, row);
    return { atLeast, plane };
  });
  return steps.reverse();
}

function slotColumnsOf(planes: TileColumns["planes"], count: number): readonly Uint32Array[] {
  const columns: Uint32Array[] = [];
  for (const facet of FACETS) {
    for (const [value, plane] of planes[facet]) {
      const slot = slotOf(facet, value);
      while (columns.length <= slot >>> 5) columns.push(new Uint32Array(count + 1));
      const column = columns[slot >>> 5];
      if (!column) continue;
      eachBit(plane, 0, count, (row) => {
        column[row] = (column[row] ?? 0) | (1 << (slot & 31));
      });
    }
  }
  return columns;
}

function hiddenRows({ shownFrom, shownUntil }: TileColumns, day: number): Plane | undefined {
  let hidden: Plane | undefined;
  for (let row = 0; row < shownFrom.length; row += 1) {
    if ((shownFrom[row] ?? EVER) <= day && day <= (shownUntil[row] ?? FOR_EVER)) continue;
    hidden ??= new Uint32Array(wordsFor(shownFrom.length));
    setBit(hidden, row);
  }
  return hidden;
}

// Every facet value met in this process has a slot of its own, so that counting needs no names.
const slots: { readonly facet: Facet; readonly value: string }[] = [];
const slotNumbers = new Map<string, number>();

function slotOf(facet: Facet, value: string): number {
  const name = `${facet}:${value}`;
  const known = slotNumbers.get(name);
  if (known !== undefined) return known;
  slots.push({ facet, value });
  slotNumbers.set(name, slots.length - 1);
  return slots.length - 1;
}

/** How many slots there are to count in. */
export const facetSlots = (): number => slots.length;

/** The area a row of a tile is based in: rows stand area by area. */
export function areaOf({ areas }: Pick<Tile, "areas">, row: number): TileArea {
  let [low, high] = [0, areas.length - 1];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((areas[middle]?.end ?? 0) > row) high = middle;
    else low = middle + 1;
  }
  const area = areas[low];
  if (!area) throw new RangeError(`A tile without row ${row}`);
  return area;
}

/** The facet value a slot counts. */
export const facetSlot = (slot: number): { readonly facet: Facet; readonly value: string } | undefined => slots[slot];

/** The planes of the times, with those of the spans made of them: worked out when a tile is loaded, and not stored. */
function withSpans(times: ReadonlyMap<string, Plane>, words: number): ReadonlyMap<string, Plane> {
  const planes = new Map(times);
  for (const [code, { every, times: made }] of SPAN_TIMES) {
    const plane: Plane = new Uint32Array(words).fill(every ? 0xffffffff : 0);
    for (const time of made) {
      const one = times.get(time);
      for (let w = 0; w < words; w += 1) plane[w] = every ? (plane[w] ?? 0) & (one?.[w] ?? 0) : (plane[w] ?? 0) | (one?.[w] ?? 0);
    }
    planes.set(code, plane);
  }
  return planes;
}

/** A tile from its columns. */
export function tileFrom(columns: TileColumns): Tile {
  const count = columns.ids.length;
  let rows: Map<string, number> | undefined;
  let hidden: { readonly day: number; readonly rows: Plane | undefined } | undefined;
  const timesFree = new Uint8Array(count);
  for (const time of TIMES) {
    const plane = columns.planes.when.get(time);
    if (!plane) continue;
    eachBit(plane, 0, count, (row) => {
      timesFree[row] = (timesFree[row] ?? 0) + 1;
    });
  }
  const planes = { ...columns.planes, when: withSpans(columns.planes.when, wordsFor(count)) };
  const areaColumns = areaColumnsOf(columns);
  return {
    ...columns,
    planes,
    areaColumns,
    travelSteps: travelSteps(columns.travelMiles),
    mostTravel: Math.max(0, ...areaColumns.mostTravel),
    count,
    words: wordsFor(count),
    box: boxAround(columns.areas),
    slotColumns: slotColumnsOf(planes, count),
    idHash: Uint32Array.from(columns.ids, hash32),
    timesFree,
    hiddenOn(day) {
      if (hidden?.day !== day) hidden = { day, rows: hiddenRows(columns, day) };
      return hidden.rows;
    },
    rowOf(id) {
      rows ??= new Map(columns.ids.map((known, row) => [known, row]));
      return rows.get(id);
    },
  };
}

const dayOr = (otherwise: number, day: string | undefined): number => (day === undefined ? otherwise : dayNumber(day));

/** Builds the columns of rows that are already in tile order: area by area, then by id. */
export function columnsOf(rows: readonly SnapshotRow[]): TileColumns {
  const words = wordsFor(rows.length);
  const planes = {
    service: new Map<string, Plane>(),
    group: new Map<string, Plane>(),
    skill: new Map<string, Plane>(),
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
    if (open?.key === area.key && open.lat === area.lat && open.lon === area.lon) open.end = row + 1;
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
    shownFrom: Int32Array.from(rows, ({ listing }) => dayOr(EVER, shownDays(listing).from)),
    shownUntil: Int32Array.from(rows, ({ listing }) => dayOr(FOR_EVER, shownDays(listing).until)),
  };
}
