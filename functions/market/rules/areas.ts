import { type Box, boxAround, cosine, DEGREES_A_MILE, haversineMiles, milesToBoxAtLeast, type Point } from "../../../shared/domain/geo.ts";
import type { CensusArea } from "../../../shared/geography/ports.ts";

/** A small area of the census (LSOA), and the area (MSOA) that it is part of. */
export interface SmallArea extends CensusArea {
  readonly area: string;
}

/** Small areas side by side, in the order of their codes, and the areas they make up, in the order of theirs. */
export interface Areas {
  readonly small: readonly SmallArea[];
  readonly codes: readonly string[];
  /** Of each code, its place among them. */
  readonly placeOf: ReadonlyMap<string, number>;
  /** Of each small area, its place among `codes`. */
  readonly parentOf: Int32Array;
  /** Of each area, the places of its small areas, ascending. */
  readonly partsOf: readonly (readonly number[])[];
  /** How many people live in each area. */
  readonly people: Float64Array;
  /** By district (GSS code), the places of its small areas, ascending. */
  readonly byDistrict: ReadonlyMap<string, readonly number[]>;
  readonly lats: Float64Array;
  readonly lons: Float64Array;
  readonly cosines: Float64Array;
  readonly tiles: readonly { readonly box: Box; readonly members: readonly number[] }[];
}

/** How wide the squares are in which areas are looked for, in degrees. */
const TILE_DEGREES = 0.2;

/** Puts small areas in order. Throws where a code stands twice, or a number of people is not a whole one of 0 or more. */
export function areasOf(given: readonly SmallArea[]): Areas {
  const small = given.toSorted((a, b) => (a.code < b.code ? -1 : 1));
  for (const [at, { code, people }] of small.entries()) {
    if (small[at - 1]?.code === code) throw new RangeError(`${code} stands twice among the areas`);
    if (!Number.isSafeInteger(people) || people < 0) throw new RangeError(`${code} has no whole number of people`);
  }
  const places = small.map((_, at) => at);
  const grouped = Map.groupBy(places, (at) => small[at]?.area ?? "");
  const codes = [...grouped.keys()].sort();
  const placeOf = new Map(codes.map((code, at) => [code, at]));
  const partsOf = codes.map((code) => grouped.get(code) ?? []);
  const tiles = Map.groupBy(places, (at) => `${Math.floor((small[at]?.lat ?? 0) / TILE_DEGREES)} ${Math.floor((small[at]?.lon ?? 0) / TILE_DEGREES)}`);
  return {
    small,
    codes,
    placeOf,
    parentOf: Int32Array.from(small, ({ area }) => placeOf.get(area) ?? 0),
    partsOf,
    people: Float64Array.from(partsOf, (parts) => parts.reduce((sum, at) => sum + (small[at]?.people ?? 0), 0)),
    byDistrict: Map.groupBy(places, (at) => small[at]?.district ?? ""),
    lats: Float64Array.from(small, ({ lat }) => lat),
    lons: Float64Array.from(small, ({ lon }) => lon),
    cosines: Float64Array.from(small, ({ lat }) => cosine(lat)),
    tiles: [...tiles.values()].map((members) => ({ box: boxAround(members.flatMap((at) => small[at] ?? [])), members })),
  };
}

/** Small areas near a point, in the order of their codes, and how far each is. */
export interface Near {
  readonly at: Int32Array;
  readonly miles: Float64Array;
}

/** So much further is looked before measuring: squares of distances next to nothing round to nothing, where a box is still a little away. */
export const ROUNDING_MILES = 1e-6;

/** The small areas within so many miles of a point: the distance, position and `<=` of the directory's search. */
export function areasNear({ lats, lons, cosines, tiles }: Areas, point: Point, miles: number): Near {
  const candidates: number[] = [];
  const { lat, lon } = point;
  const looked = miles + ROUNDING_MILES;
  const degrees = looked * DEGREES_A_MILE;
  for (const { box, members } of tiles) {
    if (box.south - lat > degrees || lat - box.north > degrees || milesToBoxAtLeast(point, box) > looked) continue;
    for (const at of members) candidates.push(at);
  }
  const at = Int32Array.from(candidates).sort();
  const away = new Float64Array(at.length);
  const pointCosine = cosine(lat);
  let count = 0;
  for (let index = 0; index < at.length; index += 1) {
    const place = at[index] ?? 0;
    const toLat = lats[place] ?? 0;
    if (Math.abs(toLat - lat) > degrees) continue;
    const distance = haversineMiles(lat, lon, pointCosine, toLat, lons[place] ?? 0, cosines[place] ?? 0);
    if (distance > miles) continue;
    at[count] = place;
    away[count] = distance;
    count += 1;
  }
  return { at: at.subarray(0, count), miles: away.subarray(0, count) };
}

/** An area's place, by its code. Throws where it is not among them. */
export function placeOfArea({ placeOf }: Areas, code: string): number {
  const at = placeOf.get(code);
  if (at === undefined) throw new RangeError(`${code} is not among the areas`);
  return at;
}
