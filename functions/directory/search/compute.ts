import { cosine, EARTH_RADIUS_MILES, haversineMiles, milesToBoxAtLeast, type Point } from "../../../shared/domain/geo.ts";
import { bitsIn, clearBit, copyRange, eachBit, intersect, lowestBit, type Plane, resetScratch, scratchPlane, setRange } from "../snapshot/bits.ts";
import { type Facet, facetSlots, type Tile } from "../snapshot/tile.ts";
import { countFacets, type FacetCounts, facetCounts } from "./count-facets.ts";
import { ALL_OF, ANY_OF, type Criteria, compareKeys, type OrderKey } from "./criteria.ts";
import { sortFigure, weeklyTie } from "./order.ts";

/** A tile in a search, with the listings of it that have since changed or gone. */
export interface SearchableTile {
  readonly tile: Tile;
  /** Bits of rows that no longer count; absent when all do. */
  readonly dead?: Plane;
}

/** Tiles to search, with their boxes side by side, so that passing over most of them costs next to nothing. */
export interface TileSet {
  readonly tiles: readonly SearchableTile[];
  /** South, north, west, east, and the most that anybody travels: five figures a tile. */
  readonly bands: Float64Array;
}

const FIGURES_A_TILE = 5;

/** A set of tiles. */
export function tileSet(tiles: readonly SearchableTile[]): TileSet {
  const bands = new Float64Array(tiles.length * FIGURES_A_TILE);
  tiles.forEach(({ tile: { box, mostTravel } }, index) => {
    bands.set([box.south, box.north, box.west, box.east, mostTravel], index * FIGURES_A_TILE);
  });
  return { tiles, bands };
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

export interface Computed {
  readonly total: number;
  readonly facets: FacetCounts;
  /** The next listings in order, at most `limit`, and whether more follow. */
  readonly picks: readonly Pick[];
  readonly more: boolean;
}

const DEGREES_A_MILE = (360 / (2 * Math.PI * EARTH_RADIUS_MILES)) * 1.000001;

/** A tile with matches, and the areas of it that were reached. */
interface TileHit {
  readonly tile: Tile;
  readonly matched: Plane;
  readonly reached: readonly Reached[];
}

/**
 * Computes a whole search over the tiles in memory: matches, facet counts and the next page.
 * Touches only tiles the circle reaches; reads and awaits nothing.
 */
export function compute({ tiles, bands }: TileSet, criteria: Criteria): Computed {
  resetScratch();
  const tally = new Int32Array(facetSlots());
  const hits: TileHit[] = [];
  const { point, miles } = criteria;
  const from: Vantage = { ...point, cosine: cosine(point.lat), miles, name: `${point.lat},${point.lon},${miles}` };
  let total = 0;
  for (let index = 0; index < tiles.length; index += 1) {
    const own = tiles[index];
    if (own === undefined || beyond(bands, index * FIGURES_A_TILE, from, criteria.district !== undefined)) continue;
    const { tile, dead } = own;
    const covering = criteria.district ? tile.planes.district.get(criteria.district) : undefined;
    // Beyond what anybody in a tile travels only those who cover the district can come.
    const reach = covering ? criteria.miles : Math.min(criteria.miles, tile.mostTravel);
    if (milesToBoxAtLeast(from, tile.box) > reach) continue;
    const reached = areasInReach(tile, from, covering !== undefined);
    if (reached.length === 0) continue;
    const base = baseMatches(tile, dead, criteria, reached, covering);
    const anyOf = ANY_OF.map((facet) => unionOf(tile, facet, criteria[facet]));
    const matched = intersect(base, anyOf);
    const found = countBits(matched);
    total += found;
    countFacets(tally, tile, base, matched, found, anyOf);
    if (found > 0) hits.push({ tile, matched, reached });
  }
  return { total, facets: facetCounts(tally), ...nextPage(hits, criteria) };
}

interface Vantage extends Point {
  readonly cosine: number;
  readonly miles: number;
  /** The circle as text. */
  readonly name: string;
}

interface Reached {
  readonly start: number;
  readonly end: number;
  readonly miles: number;
  /** Whether everybody there travels this far. */
  readonly allCome: boolean;
}

/** Whether a tile is further north, south, east or west than the circle, or than anybody in it travels. */
function beyond(bands: Float64Array, at: number, from: Vantage, covered: boolean): boolean {
  const reach = covered ? from.miles : Math.min(from.miles, bands[at + 4] ?? 0);
  const degrees = reach * DEGREES_A_MILE;
  if ((bands[at] ?? 0) - from.lat > degrees || from.lat - (bands[at + 1] ?? 0) > degrees) return true;
  // Meridians draw together towards the poles: the circle is nowhere wider than at its own edge.
  const across = (degrees * 1.01) / Math.max(0.01, Math.cos(((Math.abs(from.lat) + degrees) * Math.PI) / 180));
  return (bands[at + 2] ?? 0) - from.lon > across || from.lon - (bands[at + 3] ?? 0) > across;
}

const reaches = new WeakMap<Tile, Map<string, readonly Reached[]>>();
const REACHES_KEPT_A_TILE = 64;

/**
 * The areas of a tile that a circle reaches. Kept for the circles asked for lately: people change
 * filters, turn pages and search from the same towns, and advice on an empty result counts a dozen times.
 */
function areasInReach(tile: Tile, from: Vantage, covered: boolean): readonly Reached[] {
  let kept = reaches.get(tile);
  if (!kept) {
    kept = new Map();
    reaches.set(tile, kept);
  }
  const name = covered ? `${from.name}+` : from.name;
  const known = kept.get(name);
  if (known) return known;
  const reached = areasWithin(tile, from, covered);
  if (kept.size === REACHES_KEPT_A_TILE) kept.clear();
  kept.set(name, reached);
  return reached;
}

function areasWithin({ areaColumns }: Tile, from: Vantage, covered: boolean): readonly Reached[] {
  const { lat, lon, cosine: cosines, start, leastTravel, mostTravel } = areaColumns;
  const reached: Reached[] = [];
  for (let area = 0; area < lat.length; area += 1) {
    const reach = covered ? from.miles : Math.min(from.miles, mostTravel[area] ?? 0);
    const degrees = reach * DEGREES_A_MILE;
    const toLat = lat[area] ?? 0;
    const toLon = lon[area] ?? 0;
    const toCosine = cosines[area] ?? 0;
    // Further north, south, east or west than that: no need to measure. A little over, never under.
    if (Math.abs(toLat - from.lat) > degrees || Math.abs(toLon - from.lon) * Math.min(from.cosine, toCosine) > degrees * 1.01) continue;
    const miles = haversineMiles(from.lat, from.lon, from.cosine, toLat, toLon, toCosine);
    if (miles > reach) continue;
    reached.push({ start: start[area] ?? 0, end: start[area + 1] ?? 0, miles, allCome: miles <= (leastTravel[area] ?? 0) });
  }
  return reached;
}

/** Everything but the any-of filters: place, all-of filters, rate, hours and how far they travel. */
function baseMatches(tile: Tile, dead: Plane | undefined, criteria: Criteria, reached: readonly Reached[], covering: Plane | undefined): Plane {
  const base = scratchPlane(tile.words);
  for (const { start, end, miles, allCome } of reached) {
    if (allCome) setRange(base, start, end);
    else copyRange(base, start, end, travelling(tile, miles), covering);
  }
  if (dead) for (let w = 0; w < base.length; w += 1) base[w] = (base[w] ?? 0) & ~(dead[w] ?? 0);
  for (const facet of ALL_OF) {
    for (const value of criteria[facet]) {
      const plane = tile.planes[facet].get(value);
      if (!plane) return base.fill(0);
      for (let w = 0; w < base.length; w += 1) base[w] = (base[w] ?? 0) & (plane[w] ?? 0);
    }
  }
  if (criteria.maxRate === undefined && criteria.hours === undefined) return base;
  const { ratePence, hoursFree } = tile;
  const { maxRate = Number.POSITIVE_INFINITY, hours = -1 } = criteria;
  eachBit(base, 0, tile.count, (row) => {
    if ((ratePence[row] ?? 0) > maxRate || (hoursFree[row] ?? -1) < hours) clearBit(base, row);
  });
  return base;
}

/** The listings of a tile that travel at least this far. */
function travelling({ travelSteps }: Tile, miles: number): Plane | undefined {
  for (const { atLeast, plane } of travelSteps) if (atLeast >= miles) return plane;
  return undefined;
}

const unions = new WeakMap<Tile, Map<string, Plane>>();
const UNIONS_KEPT_A_TILE = 32;

/** The listings with any of the values; undefined when none is asked for, so that all pass. Kept: most searches ask the same. */
function unionOf(tile: Tile, facet: Facet, values: readonly string[]): Plane | undefined {
  if (values.length === 0) return undefined;
  const planes = tile.planes[facet];
  const [only = ""] = values;
  if (values.length === 1) return planes.get(only) ?? new Uint32Array(tile.words);
  const kept = unions.get(tile) ?? new Map<string, Plane>();
  const name = `${facet}:${values.join()}`;
  const known = kept.get(name);
  if (known) return known;
  const union = new Uint32Array(tile.words);
  for (const value of values) {
    const plane = planes.get(value);
    if (plane) for (let w = 0; w < union.length; w += 1) union[w] = (union[w] ?? 0) | (plane[w] ?? 0);
  }
  if (kept.size < UNIONS_KEPT_A_TILE) unions.set(tile, kept.set(name, union));
  return union;
}

function countBits(plane: Plane): number {
  let count = 0;
  for (const word of plane) if (word !== 0) count += bitsIn(word);
  return count;
}

/** The best listings after the cursor, kept in order while the areas are gone through in any order. */
function nextPage(hits: readonly TileHit[], criteria: Criteria): { picks: readonly Pick[]; more: boolean } {
  const wanted = criteria.limit + 1;
  const byDistance = criteria.sort === "distance";
  const best: Pick[] = [];
  for (const { tile, matched, reached } of hits) {
    for (const { start, end, miles } of reached) {
      const worst = best[wanted - 1];
      if (byDistance && worst !== undefined && miles > worst.key.figure) continue;
      if (byDistance && criteria.after !== undefined && miles < criteria.after.figure) continue;
      for (let w = start >>> 5; w << 5 < end; w += 1) {
        let word = matched[w] ?? 0;
        while (word !== 0) {
          const row = (w << 5) + lowestBit(word);
          word &= word - 1;
          if (row >= start && row < end) consider(best, wanted, tile, row, miles, criteria);
        }
      }
    }
  }
  return { picks: best.slice(0, criteria.limit), more: best.length === wanted };
}

/** Keeps the listing if it is among the best `wanted` after the cursor; `best` stays in order. */
function consider(best: Pick[], wanted: number, tile: Tile, row: number, miles: number, criteria: Criteria): void {
  const figure = sortFigure(criteria, tile, row, miles);
  const worst = best[wanted - 1];
  if (worst !== undefined && figure > worst.key.figure) return;
  const tie = weeklyTie(tile.idHash[row] ?? 0, criteria.week);
  if (worst !== undefined && figure === worst.key.figure && tie > worst.key.tie) return;
  const id = tile.ids[row] ?? "";
  const key = { figure, tie, id };
  if (criteria.after && compareKeys(key, criteria.after) <= 0) return;
  let at = best.length;
  while (at > 0 && compareKeys(key, best[at - 1]?.key ?? key) < 0) at -= 1;
  best.splice(at, 0, { tile, row, id, miles, key });
  if (best.length > wanted) best.pop();
}

/** The distance of one listing if it matches, by the rules of `compute`; undefined if it does not. */
export function milesIfMatching(tile: Tile, row: number, criteria: Criteria): number | undefined {
  const alone = new Uint32Array(tile.words).fill(0xffffffff);
  clearBit(alone, row);
  return compute(tileSet([{ tile, dead: alone }]), { ...withoutCursor(criteria), limit: 1 }).picks[0]?.miles;
}

function withoutCursor({ after: _after, ...criteria }: Criteria): Criteria {
  return criteria;
}
