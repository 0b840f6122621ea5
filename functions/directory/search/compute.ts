import { milesBetween, milesToBoxAtLeast } from "../../../shared/domain/geo.ts";
import { bitsIn, clearBit, hasBit, lowestBit, type Plane, setRange } from "../snapshot/bits.ts";
import { FACETS, type Facet, type Tile } from "../snapshot/tile.ts";
import { type Criteria, compareKeys, type OrderKey } from "./criteria.ts";
import { sortFigure, weeklyTie } from "./order.ts";

/** A tile in a search, with the listings of it that have since changed or gone. */
export interface SearchableTile {
  readonly tile: Tile;
  /** Bits of rows that no longer count; absent when all do. */
  readonly dead?: Plane;
}

/** One listing found, and where it stands. */
export interface Pick {
  readonly tile: Tile;
  readonly row: number;
  readonly id: string;
  /** To the centre of its area; never shown finer than whole miles. */
  readonly miles: number;
  readonly key: OrderKey;
}

/** For each facet, how many results each value would give. */
export type FacetCounts = Readonly<Record<Facet, ReadonlyMap<string, number>>>;

export interface Computed {
  readonly total: number;
  readonly facets: FacetCounts;
  /** The next listings in order, at most `limit`, and whether more follow. */
  readonly picks: readonly Pick[];
  readonly more: boolean;
}

const ALL_OF = ["service", "group", "when"] as const;
const ANY_OF = ["language", "kind", "gender", "status"] as const;

interface AreaHit {
  readonly tile: Tile;
  readonly matched: Plane;
  readonly start: number;
  readonly end: number;
  readonly miles: number;
}

/**
 * Computes a whole search over the tiles in memory: matches, facet counts and the next page.
 * Touches only tiles the circle reaches; reads and awaits nothing.
 */
export function compute(tiles: Iterable<SearchableTile>, criteria: Criteria): Computed {
  const counts = emptyCounts();
  const hits: AreaHit[] = [];
  let total = 0;
  for (const { tile, dead } of tiles) {
    if (milesToBoxAtLeast(criteria.point, tile.box) > criteria.miles) continue;
    const reached = areasWithin(tile, criteria);
    if (reached.length === 0) continue;
    const base = baseMatches(tile, dead, criteria, reached);
    const anyOf = ANY_OF.map((facet) => unionOf(tile, facet, criteria[facet]));
    const matched = intersect(base, anyOf);
    const found = countBits(matched);
    total += found;
    countFacets(counts, tile, base, matched, found, anyOf);
    if (found > 0) for (const area of reached) hits.push({ tile, matched, ...area });
  }
  return { total, facets: counts, ...nextPage(hits, criteria) };
}

function areasWithin(tile: Tile, { point, miles }: Criteria) {
  const reached: { start: number; end: number; miles: number }[] = [];
  for (const { lat, lon, start, end } of tile.areas) {
    const away = milesBetween(point.lat, point.lon, lat, lon);
    if (away <= miles) reached.push({ start, end, miles: away });
  }
  return reached;
}

/** Everything but the any-of filters: place, all-of filters, rate, hours and how far they travel. */
function baseMatches(
  tile: Tile,
  dead: Plane | undefined,
  criteria: Criteria,
  reached: readonly { start: number; end: number; miles: number }[],
): Plane {
  const base = new Uint32Array(tile.words);
  for (const { start, end } of reached) setRange(base, start, end);
  if (dead) for (let w = 0; w < base.length; w += 1) base[w] = (base[w] ?? 0) & ~(dead[w] ?? 0);
  for (const facet of ALL_OF) {
    for (const value of criteria[facet]) {
      const plane = tile.planes[facet].get(value);
      if (!plane) return base.fill(0);
      for (let w = 0; w < base.length; w += 1) base[w] = (base[w] ?? 0) & (plane[w] ?? 0);
    }
  }
  const covering = criteria.district ? tile.planes.district.get(criteria.district) : undefined;
  const { travelMiles, ratePence, hoursFree } = tile;
  const maxRate = criteria.maxRate ?? Number.POSITIVE_INFINITY;
  const hours = criteria.hours ?? -1;
  for (const { start, end, miles } of reached) {
    for (let row = start; row < end; row += 1) {
      if (!hasBit(base, row)) continue;
      const comes = (travelMiles[row] ?? 0) >= miles || hasBit(covering, row);
      if (!comes || (ratePence[row] ?? 0) > maxRate || (hoursFree[row] ?? -1) < hours) clearBit(base, row);
    }
  }
  return base;
}

/** The listings with any of the values; undefined when none is asked for, so that all pass. */
function unionOf(tile: Tile, facet: Facet, values: readonly string[]): Plane | undefined {
  if (values.length === 0) return undefined;
  const union = new Uint32Array(tile.words);
  for (const value of values) {
    const plane = tile.planes[facet].get(value);
    if (plane) for (let w = 0; w < union.length; w += 1) union[w] = (union[w] ?? 0) | (plane[w] ?? 0);
  }
  return union;
}

function intersect(base: Plane, others: readonly (Plane | undefined)[]): Plane {
  const all = base.slice();
  for (const plane of others) {
    if (plane) for (let w = 0; w < all.length; w += 1) all[w] = (all[w] ?? 0) & (plane[w] ?? 0);
  }
  return all;
}

function countBits(plane: Plane): number {
  let count = 0;
  for (const word of plane) if (word !== 0) count += bitsIn(word);
  return count;
}

function emptyCounts(): Record<Facet, Map<string, number>> {
  return {
    service: new Map(),
    group: new Map(),
    language: new Map(),
    kind: new Map(),
    gender: new Map(),
    status: new Map(),
    when: new Map(),
  };
}

function countFacets(
  counts: Record<Facet, Map<string, number>>,
  tile: Tile,
  base: Plane,
  matched: Plane,
  found: number,
  anyOf: readonly (Plane | undefined)[],
): void {
  for (const facet of FACETS) {
    const own = ANY_OF.findIndex((name) => name === facet);
    // An any-of facet is counted as if nothing were chosen in it, an all-of facet on top of what is.
    const within = own >= 0 && anyOf[own] ? intersect(base, anyOf.toSpliced(own, 1)) : matched;
    if (within === matched && found === 0) continue;
    const live = wordsInUse(within);
    if (live.length === 0) continue;
    const tally = counts[facet];
    for (const [value, plane] of tile.planes[facet]) {
      let count = 0;
      for (const w of live) {
        const both = (within[w] ?? 0) & (plane[w] ?? 0);
        if (both !== 0) count += bitsIn(both);
      }
      if (count > 0) tally.set(value, (tally.get(value) ?? 0) + count);
    }
  }
}

function wordsInUse(plane: Plane): number[] {
  const used: number[] = [];
  for (let w = 0; w < plane.length; w += 1) if (plane[w] !== 0) used.push(w);
  return used;
}

function nextPage(hits: AreaHit[], criteria: Criteria): { picks: readonly Pick[]; more: boolean } {
  const wanted = criteria.limit + 1;
  const byDistance = criteria.sort === "distance";
  if (byDistance) hits.sort((a, b) => a.miles - b.miles);
  const best: Pick[] = [];
  for (const hit of hits) {
    const worst = best.length === wanted ? best[wanted - 1] : undefined;
    if (byDistance && worst && hit.miles > worst.key.figure) break;
    if (byDistance && criteria.after && hit.miles < criteria.after.figure) continue;
    eachBit(hit.matched, hit.start, hit.end, (row) => {
      consider(best, wanted, hit, row, criteria);
    });
  }
  return { picks: best.slice(0, criteria.limit), more: best.length === wanted };
}

/** Keeps the listing if it is among the best `wanted` after the cursor; `best` stays in order. */
function consider(best: Pick[], wanted: number, hit: AreaHit, row: number, criteria: Criteria): void {
  const { tile, miles } = hit;
  const figure = sortFigure(criteria, tile, row, miles);
  const worst = best.length === wanted ? best[wanted - 1] : undefined;
  if (worst && figure > worst.key.figure) return;
  const id = tile.ids[row] ?? "";
  const key = { figure, tie: weeklyTie(tile.idHash[row] ?? 0, criteria.week), id };
  if (worst && compareKeys(key, worst.key) > 0) return;
  if (criteria.after && compareKeys(key, criteria.after) <= 0) return;
  let at = best.length;
  while (at > 0 && compareKeys(key, best[at - 1]?.key ?? key) < 0) at -= 1;
  best.splice(at, 0, { tile, row, id, miles, key });
  if (best.length > wanted) best.pop();
}

function eachBit(plane: Plane, start: number, end: number, visit: (row: number) => void): void {
  for (let w = start >>> 5; w << 5 < end; w += 1) {
    let word = plane[w] ?? 0;
    while (word !== 0) {
      const row = (w << 5) + lowestBit(word);
      word &= word - 1;
      if (row >= start && row < end) visit(row);
    }
  }
}

/** The distance of one listing if it matches, by the rules of `compute`; undefined if it does not. */
export function milesIfMatching(tile: Tile, row: number, criteria: Criteria): number | undefined {
  const area = tile.areas.find(({ start, end }) => row >= start && row < end);
  if (!area) return undefined;
  const miles = milesBetween(criteria.point.lat, criteria.point.lon, area.lat, area.lon);
  if (miles > criteria.miles) return undefined;
  const only = [{ start: row, end: row + 1, miles }];
  const anyOf = ANY_OF.map((facet) => unionOf(tile, facet, criteria[facet]));
  return hasBit(intersect(baseMatches(tile, undefined, criteria, only), anyOf), row) ? miles : undefined;
}
