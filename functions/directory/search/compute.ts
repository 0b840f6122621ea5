import { bitsIn, clearBit, intersect, keepOnly, lowestBit, type Plane, resetScratch, scratchPlane } from "../snapshot/bits.ts";
import type { Facet, Tile } from "../snapshot/tile.ts";
import { type Bands, bandsOf, catchmentOf, outsideCircle, searchCircle } from "./catchment.ts";
import { countFacets, type FacetCounts, facetCounts, facetTally } from "./count-facets.ts";
import { ALL_OF, ANY_OF, type Criteria } from "./criteria.ts";
import { nextPage, type Page, type TileHit } from "./next-page.ts";

/** A tile in a search, with the listings of it that have since changed or gone. */
export interface SearchableTile {
  readonly tile: Tile;
  /** Bits of rows that no longer count; absent when all do. */
  readonly dead?: Plane;
}

/** Tiles to search. */
export interface TileSet {
  readonly tiles: readonly SearchableTile[];
  readonly bands: Bands;
}

/** A set of tiles. */
export const tileSet = (tiles: readonly SearchableTile[]): TileSet => ({ tiles, bands: bandsOf(tiles.map(({ tile }) => tile)) });

export interface Computed extends Page {
  readonly total: number;
  readonly facets: FacetCounts;
}

/**
 * Computes a whole search over the tiles in memory: matches, facet counts and the next page.
 * Touches only tiles the circle reaches; reads and awaits nothing.
 */
export function compute({ tiles, bands }: TileSet, criteria: Criteria): Computed {
  resetScratch();
  const { point, miles, district } = criteria;
  const from = searchCircle(point, miles);
  const wishes = wishesOf(criteria);
  const tally = facetTally(wishes.anyOf);
  const hits: TileHit[] = [];
  let total = 0;
  for (let index = 0; index < tiles.length; index += 1) {
    const searchable = tiles[index];
    if (searchable === undefined || outsideCircle(bands, index, from, district !== undefined)) continue;
    const { tile, dead } = searchable;
    const { areas, reachable } = catchmentOf(tile, from, district);
    if (areas.length === 0) continue;
    const base = baseMatches(tile, reachable, [dead, tile.hiddenOn(criteria.day)], wishes);
    const unions = wishes.anyOf.map(({ facet, values }) => unionOf(tile, facet, values));
    const matched = intersect(base, unions);
    const found = countBits(matched);
    total += found;
    countFacets(tally, tile, base, matched, found, unions);
    if (found > 0) hits.push({ tile, matched, areas });
  }
  return { total, facets: facetCounts(tally), ...nextPage(hits, criteria) };
}

/** The filters as lists, so that each tile is asked only about what was asked for. */
interface Wishes {
  readonly allOf: readonly { readonly facet: Facet; readonly value: string }[];
  readonly anyOf: readonly { readonly facet: Facet; readonly values: readonly string[] }[];
  readonly means?: { readonly maxRate: number; readonly hours: number };
}

function wishesOf(criteria: Criteria): Wishes {
  const { maxRate = Number.POSITIVE_INFINITY, hours = -1 } = criteria;
  const limited = criteria.maxRate !== undefined || criteria.hours !== undefined;
  return {
    allOf: ALL_OF.flatMap((facet) => criteria[facet].map((value) => ({ facet, value }))),
    anyOf: ANY_OF.flatMap((facet) => (criteria[facet].length > 0 ? [{ facet, values: criteria[facet] }] : [])),
    ...(limited ? { means: { maxRate, hours } } : {}),
  };
}

/** Who matches everything but the any-of filters. */
function baseMatches(tile: Tile, reachable: Plane, leftOut: readonly (Plane | undefined)[], { allOf, means }: Wishes): Plane {
  const base = scratchPlane(tile.words);
  base.set(reachable);
  for (const plane of leftOut) if (plane) for (let w = 0; w < base.length; w += 1) base[w] = (base[w] ?? 0) & ~(plane[w] ?? 0);
  for (const { facet, value } of allOf) {
    const plane = tile.planes[facet].get(value);
    if (!plane) return base.fill(0);
    keepOnly(base, plane);
  }
  if (means) keepWithin(base, tile, means.maxRate, means.hours);
  return base;
}

/** Takes away those who ask more, or have fewer free hours, than is wanted. */
function keepWithin(base: Plane, { ratePence, hoursFree }: Tile, maxRate: number, hours: number): void {
  for (let w = 0; w < base.length; w += 1) {
    let kept = base[w] ?? 0;
    for (let word = kept; word !== 0; word &= word - 1) {
      const row = (w << 5) + lowestBit(word);
      if ((ratePence[row] ?? 0) > maxRate || (hoursFree[row] ?? -1) < hours) kept &= ~(1 << (row & 31));
    }
    base[w] = kept;
  }
}

/** The listings with any of the values. */
function unionOf(tile: Tile, facet: Facet, values: readonly string[]): Plane {
  const planes = tile.planes[facet];
  const union = scratchPlane(tile.words);
  for (const value of values) {
    const plane = planes.get(value);
    if (plane) for (let w = 0; w < union.length; w += 1) union[w] = (union[w] ?? 0) | (plane[w] ?? 0);
  }
  return union;
}

function countBits(plane: Plane): number {
  let count = 0;
  for (let w = 0; w < plane.length; w += 1) {
    const word = plane[w] ?? 0;
    if (word !== 0) count += bitsIn(word);
  }
  return count;
}

/** The distance of one listing if it matches, by the rules of `compute`; undefined if it does not. */
export function milesIfMatching(tile: Tile, row: number, { after: _, ...criteria }: Criteria): number | undefined {
  const alone = new Uint32Array(tile.words).fill(0xffffffff);
  clearBit(alone, row);
  return compute(tileSet([{ tile, dead: alone }]), { ...criteria, limit: 1 }).picks[0]?.miles;
}
