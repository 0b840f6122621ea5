import { cosine, DEGREES_A_MILE, haversineMiles, type Point } from "../domain/geo.ts";
import { copyRange, type Plane, setRange } from "./bits.ts";
import type { Tile } from "./tile.ts";

/** Where a search looks from, with what is worked out from it once. */
export interface SearchCircle extends Point {
  readonly cosine: number;
  readonly miles: number;
  /** How many degrees of longitude the circle is wide to either side, where it is widest; a little over. */
  readonly across: number;
  /** The circle as text. */
  readonly name: string;
}

/** A circle of so many miles around a point. */
export function searchCircle({ lat, lon }: Point, miles: number): SearchCircle {
  const degrees = miles * DEGREES_A_MILE;
  // Meridians draw together towards the poles: the circle is nowhere wider than at its own edge.
  const narrowest = Math.max(0.01, Math.cos(((Math.abs(lat) + degrees) * Math.PI) / 180));
  return { lat, lon, cosine: cosine(lat), miles, across: (degrees * 1.01) / narrowest, name: `${lat},${lon},${miles}` };
}

/** Tiles' boxes side by side, so that passing over most of them costs next to nothing. */
export type Bands = Float64Array;
/** South, north, west, east, and the most that anybody travels. */
const FIGURES_A_TILE = 5;

/** The bands of tiles, in their order. */
export function bandsOf(tiles: readonly Tile[]): Bands {
  const bands = new Float64Array(tiles.length * FIGURES_A_TILE);
  tiles.forEach(({ box: { south, north, west, east }, mostTravel }, index) => {
    bands.set([south, north, west, east, mostTravel], index * FIGURES_A_TILE);
  });
  return bands;
}

/**
 * Whether tile `index` lies wholly further north, south, east or west than the circle, or than anybody
 * in it travels. `covered` says that some may come further, to a district they cover.
 */
export function outsideCircle(bands: Bands, index: number, from: SearchCircle, covered: boolean): boolean {
  const at = index * FIGURES_A_TILE;
  const reach = covered ? from.miles : Math.min(from.miles, bands[at + 4] ?? 0);
  const degrees = reach * DEGREES_A_MILE;
  if ((bands[at] ?? 0) - from.lat > degrees || from.lat - (bands[at + 1] ?? 0) > degrees) return true;
  return (bands[at + 2] ?? 0) - from.lon > from.across || from.lon - (bands[at + 3] ?? 0) > from.across;
}

/** An area in reach: its listings stand from `start` up to, not including, `end`. */
export interface Reached {
  readonly start: number;
  readonly end: number;
  readonly miles: number;
}

/** Who of a tile can come to a circle, whatever else is asked for. */
export interface Catchment {
  /** The areas in reach, nearest first. */
  readonly areas: readonly Reached[];
  /** The listings of them that travel far enough, or cover the district. */
  readonly reachable: Plane;
}

const catchments = new WeakMap<Tile, Map<string, Catchment>>();
const CATCHMENTS_KEPT_A_TILE = 256;

/**
 * Who of a tile can come to a circle. Kept for the circles asked for lately: people change filters,
 * turn pages and search from the same towns, and advice on an empty result counts a dozen times.
 */
export function catchmentOf(tile: Tile, from: SearchCircle, district: string | undefined): Catchment {
  const covering = district === undefined ? undefined : tile.planes.district.get(district);
  let kept = catchments.get(tile);
  if (!kept) {
    kept = new Map();
    catchments.set(tile, kept);
  }
  const name = covering ? `${from.name},${district}` : from.name;
  const known = kept.get(name);
  if (known) return known;
  if (kept.size === CATCHMENTS_KEPT_A_TILE) kept.clear();
  const catchment = measured(tile, from, covering);
  kept.set(name, catchment);
  return catchment;
}

function measured(tile: Tile, from: SearchCircle, covering: Plane | undefined): Catchment {
  const { lat, lon, cosine: cosines, start: starts, leastTravel, mostTravel } = tile.areaColumns;
  const areas: Reached[] = [];
  const reachable: Plane = new Uint32Array(tile.words);
  for (let area = 0; area < lat.length; area += 1) {
    // Beyond what anybody of an area travels only those who cover the district can come.
    const reach = covering ? from.miles : Math.min(from.miles, mostTravel[area] ?? 0);
    const degrees = reach * DEGREES_A_MILE;
    const toLat = lat[area] ?? 0;
    const toLon = lon[area] ?? 0;
    const toCosine = cosines[area] ?? 0;
    // Further north, south, east or west than that: no need to measure. A little over, never under.
    if (Math.abs(toLat - from.lat) > degrees || Math.abs(toLon - from.lon) * Math.min(from.cosine, toCosine) > degrees * 1.01) continue;
    const miles = haversineMiles(from.lat, from.lon, from.cosine, toLat, toLon, toCosine);
    if (miles > reach) continue;
    const start = starts[area] ?? 0;
    const end = starts[area + 1] ?? 0;
    areas.push({ start, end, miles });
    if (miles <= (leastTravel[area] ?? 0)) setRange(reachable, start, end);
    else copyRange(reachable, start, end, travelling(tile, miles), covering);
  }
  areas.sort((a, b) => a.miles - b.miles);
  return { areas, reachable: reachable };
}

/** The listings of a tile that travel at least this far. */
function travelling({ travelSteps }: Tile, miles: number): Plane | undefined {
  for (const { atLeast, plane } of travelSteps) if (atLeast >= miles) return plane;
  return undefined;
}
