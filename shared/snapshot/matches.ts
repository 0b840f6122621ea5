import { keepOnly, lowestBit, type Plane, scratchPlane } from "./bits.ts";
import { type Bands, bandsOf } from "./catchment.ts";
import { ALL_OF, ANY_OF, type Filters } from "./filters.ts";
import type { Facet, Tile } from "./tile.ts";
import type { DirectoryState } from "./view.ts";

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

const sets = new WeakMap<DirectoryState, TileSet>();

/** The tiles a state holds, changed listings last; gathered anew when another tile has been loaded. */
export function searchable(state: DirectoryState): TileSet {
  const known = sets.get(state);
  const count = state.held.size + (state.overlay ? 1 : 0);
  if (known?.tiles.length === count) return known;
  const gathered = tileSet(state.overlay ? [...state.held.values(), state.overlay] : [...state.held.values()]);
  sets.set(state, gathered);
  return gathered;
}

/** The filters as lists, so that each tile is asked only about what was asked for. */
interface Wishes {
  readonly allOf: readonly { readonly facet: Facet; readonly value: string }[];
  readonly anyOf: readonly { readonly facet: Facet; readonly values: readonly string[] }[];
  readonly means?: { readonly maxRate: number; readonly hours: number };
}

/** The filters of a search as lists. */
export function wishesOf(criteria: Filters): Wishes {
  const { maxRate = Number.POSITIVE_INFINITY, hours = -1 } = criteria;
  const limited = criteria.maxRate !== undefined || criteria.hours !== undefined;
  return {
    allOf: ALL_OF.flatMap((facet) => criteria[facet].map((value) => ({ facet, value }))),
    anyOf: ANY_OF.flatMap((facet) => (criteria[facet].length > 0 ? [{ facet, values: criteria[facet] }] : [])),
    ...(limited ? { means: { maxRate, hours } } : {}),
  };
}

/** Who matches everything but the any-of filters. */
export function baseMatches(tile: Tile, reachable: Plane, leftOut: readonly (Plane | undefined)[], { allOf, means }: Wishes): Plane {
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
export function unionOf(tile: Tile, facet: Facet, values: readonly string[]): Plane {
  const planes = tile.planes[facet];
  const union = scratchPlane(tile.words);
  for (const value of values) {
    const plane = planes.get(value);
    if (plane) for (let w = 0; w < union.length; w += 1) union[w] = (union[w] ?? 0) | (plane[w] ?? 0);
  }
  return union;
}
