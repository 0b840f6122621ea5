import { bitsIn, clearBit, intersect, type Plane, resetScratch } from "../../../shared/snapshot/bits.ts";
import { catchmentOf, outsideCircle, searchCircle } from "../../../shared/snapshot/catchment.ts";
import { baseMatches, type TileSet, tileSet, unionOf, wishesOf } from "../../../shared/snapshot/matches.ts";
import type { Tile } from "../../../shared/snapshot/tile.ts";
import { countFacets, type FacetCounts, facetCounts, facetTally } from "./count-facets.ts";
import type { Criteria } from "./criteria.ts";
import { nextPage, type Page, type TileHit } from "./next-page.ts";

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
