import type { FeatureCollection, MultiPolygon, Polygon, Position } from "geojson";
import { meshArcs } from "topojson-client";
import { topology } from "topojson-server";
import { presimplify, quantile } from "topojson-simplify";
import type { Polygon as ArcsOfPolygon, MultiPolygon as ArcsOfPolygons, GeometryCollection, Topology } from "topojson-specification";
import { cosine, DEGREES_A_MILE, type Point } from "../domain/geo.ts";
import type { CouncilMap, MapShape } from "./census.ts";
import { type Corner, isWithin, openPathOf, type Ring, shapeOf, signedArea, sizeOf } from "./map-paths.ts";
import type { BorderLines } from "./open-data-ports.ts";
import type { Place } from "./ports.ts";

/** An area with its outline in WGS84 degrees, and the district it lies in. */
export interface Outline {
  readonly code: string;
  readonly district: string;
  readonly geometry: Polygon | MultiPolygon;
}

interface Named {
  readonly code: string;
  readonly district: string;
}
type Parted = Topology<{ areas: GeometryCollection<Named> }>;
type Area = (ArcsOfPolygon<Named> | ArcsOfPolygons<Named>) & { readonly properties: Named };

/** Outlines taken apart at their shared borders, once for every map that is drawn of them: what two areas share is one line, and stays one. */
export interface Borders {
  /** On the plane; the third number of a point says how much it matters. */
  readonly weighed: Parted;
  /** What each area takes up there. */
  readonly sizes: ReadonlyMap<string, number>;
}

/** How wide every map is, in its units. */
const WIDTH = 800;
/** So much of the points is kept, at the least, the weightiest of all: less on a map of many areas, which are small on it. */
const KEPT = { few: 0.7, many: 0.2, manyAreas: 50 };
/** No area is drawn more than so much larger or smaller than it is. */
const MOST_WRONG = 0.045;
/** Where one is, points that matter so many times less are kept too, round by round. */
const MORE_A_ROUND = 1.5;
const ROUNDS = 40;
const RADIANS = Math.PI / 180;

/** Mercator's plane, south below: shapes keep their angles, and a map this small its proportions. Winding means nothing there. */
export const projected = (lon: number, lat: number): Corner => [lon * RADIANS, -Math.log(Math.tan(Math.PI / 4 + (lat * RADIANS) / 2))];

/** Back again, in degrees to the fifth place: a metre. */
const unprojected = (x: number, y: number): Point => ({ lat: rounded(latitudeOf(y)), lon: rounded(x / RADIANS) });
const latitudeOf = (y: number): number => (2 * Math.atan(Math.exp(-y)) - Math.PI / 2) / RADIANS;
const rounded = (degrees: number): number => Math.round(degrees * 100_000) / 100_000;

const onPlane = (ring: readonly Position[]): Position[] => ring.map(([lon = 0, lat = 0]) => [...projected(lon, lat)]);

/** Takes outlines apart. Neighbours share a border where they have the very same points along it. */
export function bordersOf(outlines: readonly Outline[]): Borders {
  const features: FeatureCollection<Polygon | MultiPolygon, { code: string; district: string }> = {
    type: "FeatureCollection",
    features: outlines.map(({ code, district, geometry }) => ({
      type: "Feature",
      properties: { code, district },
      geometry:
        geometry.type === "Polygon"
          ? { type: "Polygon", coordinates: geometry.coordinates.map(onPlane) }
          : { type: "MultiPolygon", coordinates: geometry.coordinates.map((polygon) => polygon.map(onPlane)) },
    })),
  };
  const parted: Topology = topology({ areas: features });
  if (!isParted(parted)) throw new Error("Outlines did not become a collection");
  const sizes = new Map(outlines.map((outline) => [outline.code, sizeOnPlane(outline)]));
  return { weighed: weighedBySize(presimplify(parted), sizes), sizes };
}

const isParted = (parted: Topology): parted is Parted => parted.objects["areas"]?.type === "GeometryCollection";

/** What an area takes up on the plane. */
const sizeOnPlane = ({ geometry }: Outline): number =>
  sizeOf(
    (geometry.type === "Polygon" ? [geometry.coordinates] : geometry.coordinates).map((rings) =>
      rings.map((ring) => ring.slice(1).map(([lon = 0, lat = 0]) => projected(lon, lat))),
    ),
  );

/** A point matters more the smaller the areas are whose border it is on: none of them loses its shape to those around it. */
function weighedBySize(weighed: Parted, sizes: ReadonlyMap<string, number>): Parted {
  const smallest = new Map<number, number>();
  for (const area of areasIn(weighed)) {
    const size = sizes.get(area.properties.code) ?? 1;
    for (const line of linesOf(area)) smallest.set(line, Math.min(size, smallest.get(line) ?? size));
  }
  return { ...weighed, arcs: weighed.arcs.map((arc, at) => arc.map(([x = 0, y = 0, weight = 0]) => [x, y, weight / (smallest.get(at) ?? 1)])) };
}

/** What a map is drawn of: its districts, and the towns it may name. */
export interface Drawing {
  readonly districts: readonly string[];
  readonly towns: readonly Pick<Place, "name" | "lat" | "lon" | "people">[];
}

/**
 * The map of some districts: their areas in whole units, the borders between districts, towns and a scale. Of the points along borders the weightiest are kept, and as
 * many more as let each area be right within `MOST_WRONG` of its true size. Undefined where none of their areas is known.
 */
export function drawMap({ weighed, sizes }: Borders, { districts, towns }: Drawing): CouncilMap | undefined {
  const areas = areasIn(weighed).filter(({ properties }) => districts.includes(properties.district));
  if (areas.length === 0) return undefined;
  const frame = frameOf(weighed, areas);
  const lines = linesAsDrawn(weighed, areas, frame, sizes);
  const polygons = areas.map((area) => ({ code: area.properties.code, polygons: polygonsOf(area, lines) }));
  const shapes = polygons.map((area) => shapeOf(area.code, area.polygons)).toSorted((a, b) => (a.code < b.code ? -1 : 1));
  const between = meshArcs(weighed, { type: "GeometryCollection", geometries: [...areas] }, (a, b) => districtOf(a) !== districtOf(b));
  return {
    width: WIDTH,
    height: frame.height,
    areas: shapes,
    borders: openPathOf(between.arcs.map((arcs) => cornersOf(arcs, lines))),
    towns: townsOn(
      towns.map((town) => ({ ...town, at: frame.placed(projected(town.lon, town.lat)) })),
      polygons.flatMap((area) => area.polygons.flat()),
      shapes,
    ),
    unitsAMile: frame.unitsAMile,
  };
}

/** Where all areas end, as lines of so few points as tell how far somewhere is from there. */
export function outerBorder({ weighed }: Borders): BorderLines {
  const { arcs } = meshArcs(weighed, weighed.objects.areas, (a, b) => a === b);
  const least = quantile(weighed, KEPT.many);
  const kept = (line: number) => (weighed.arcs[line] ?? []).filter(([, , weight = 0]) => weight >= least).map(([x = 0, y = 0]) => unprojected(x, y));
  return arcs.map((parts) => parts.flatMap((arc) => (arc < 0 ? kept(~arc).toReversed() : kept(arc))));
}

type Lines = ReadonlyMap<number, readonly Corner[]>;

/** Where a map's corners lie on the plane. */
interface Frame {
  readonly height: number;
  readonly unitsAMile: number;
  /** Square units that a square of the plane's is. */
  readonly square: number;
  placed(point: readonly number[]): Corner;
}

function frameOf({ arcs }: Parted, areas: readonly Area[]): Frame {
  const points = [...new Set(areas.flatMap(linesOf))].flatMap((line) => arcs[line] ?? []);
  const [xs, ys] = [points.map(([x = 0]) => x), points.map(([, y = 0]) => y)];
  const [left, right, top, bottom] = [lowest(xs), -lowest(xs.map((x) => -x)), lowest(ys), -lowest(ys.map((y) => -y))];
  const scale = WIDTH / (right - left);
  return {
    height: Math.ceil((bottom - top) * scale),
    unitsAMile: Math.round(((DEGREES_A_MILE * RADIANS) / cosine(latitudeOf((top + bottom) / 2))) * scale * 1000) / 1000,
    square: scale * scale,
    placed: ([x = 0, y = 0]) => [Math.round((x - left) * scale), Math.round((y - top) * scale)],
  };
}

/** Not by spreading into `Math.min`, which takes no more arguments than the stack holds. */
const lowest = (all: readonly number[]): number => all.reduce((least, one) => Math.min(least, one), Number.POSITIVE_INFINITY);

/** The lines of a map's areas with the points that are kept. Where an area comes out wrong in size, more of the points of its lines are. */
function linesAsDrawn(weighed: Parted, areas: readonly Area[], { placed, square }: Frame, sizes: Borders["sizes"]): Lines {
  const least = quantile(weighed, areas.length > KEPT.manyAreas ? KEPT.many : KEPT.few);
  const leastOf = new Map<number, number>(areas.flatMap((area) => linesOf(area).map((line) => [line, least] as const)));
  const drawn = (line: number): readonly Corner[] => (weighed.arcs[line] ?? []).filter(([, , weight = 0]) => weight >= (leastOf.get(line) ?? 0)).map(placed);
  const lines = new Map([...leastOf.keys()].map((line) => [line, drawn(line)]));
  for (let round = 0; round < ROUNDS; round += 1) {
    const wrong = areas.filter((area) => {
      const truly = (sizes.get(area.properties.code) ?? 0) * square;
      return Math.abs(sizeOf(polygonsOf(area, lines)) - truly) > truly * MOST_WRONG;
    });
    if (wrong.length === 0) break;
    for (const line of new Set(wrong.flatMap(linesOf))) {
      leastOf.set(line, (leastOf.get(line) ?? 0) / MORE_A_ROUND);
      lines.set(line, drawn(line));
    }
  }
  return lines;
}

const areasIn = ({ objects }: Parted): readonly Area[] =>
  objects.areas.geometries.flatMap((one) =>
    (one.type === "Polygon" || one.type === "MultiPolygon") && one.properties ? [{ ...one, properties: one.properties }] : [],
  );
const districtOf = (geometry: { readonly properties?: Partial<Named> | undefined }): string | undefined => geometry.properties?.district;
const polygonsOf = (area: Area, lines: Lines): readonly (readonly Ring[])[] =>
  (area.type === "Polygon" ? [area.arcs] : area.arcs)
    .map((rings) => withoutEmpty(rings.map((arcs) => ringOf(arcs, lines))))
    .filter((rings) => rings.length > 0);
/** The lines an area's borders are made of, each once, whichever way it goes along them. */
const linesOf = (area: Area): readonly number[] => [
  ...new Set((area.type === "Polygon" ? area.arcs.flat() : area.arcs.flat(2)).map((arc) => (arc < 0 ? ~arc : arc))),
];

/** The corners along lines that follow each other, each as it is or backwards (`~`), without one twice over. */
function cornersOf(arcs: readonly number[], lines: Lines): readonly Corner[] {
  const corners: Corner[] = [];
  for (const arc of arcs) {
    const line = arc < 0 ? (lines.get(~arc) ?? []).toReversed() : (lines.get(arc) ?? []);
    for (const corner of line) if (!isSame(corner, corners.at(-1))) corners.push(corner);
  }
  return corners;
}

function ringOf(arcs: readonly number[], lines: Lines): Ring {
  const corners = cornersOf(arcs, lines);
  return corners.length > 1 && isSame(corners[0], corners.at(-1)) ? corners.slice(0, -1) : corners;
}

const isSame = (one: Corner | undefined, other: Corner | undefined): boolean =>
  one !== undefined && other !== undefined && one[0] === other[0] && one[1] === other[1];

/** A polygon's rings but those that are too small to show; none where that is the outer one. */
const withoutEmpty = ([outer = [], ...holes]: readonly Ring[]): readonly Ring[] =>
  signedArea(outer) === 0 ? [] : [outer, ...holes.filter((hole) => signedArea(hole) !== 0)];

/** So many towns are named, the largest first; none so near to another that their names would meet. */
const TOWNS = 12;
const APART = { x: 130, y: 30 };
/** Where a name stands beside its town: on it, above or below, whichever hides fewest numbers of areas. */
const BESIDE = [0, -26, 26] as const;
const HALF_A_LETTER = 7;
const HALF_A_LINE = 22;

function townsOn(
  towns: readonly { readonly name: string; readonly people: number; readonly at: Corner }[],
  rings: readonly Ring[],
  areas: readonly MapShape[],
): CouncilMap["towns"] {
  const named: { readonly name: string; readonly x: number; readonly y: number }[] = [];
  const hidden = (name: string, x: number, y: number): number =>
    areas.filter((area) => Math.abs(area.x - x) < name.length * HALF_A_LETTER && Math.abs(area.y - y) < HALF_A_LINE).length;
  for (const { name, at } of towns.filter(({ at: corner }) => isWithin(corner, rings)).toSorted((a, b) => b.people - a.people || (a.name < b.name ? -1 : 1))) {
    const [x, town] = at;
    const [y = town] = BESIDE.map((beside) => town + beside).toSorted((a, b) => hidden(name, x, a) - hidden(name, x, b));
    if (named.length < TOWNS && !named.some((other) => Math.abs(other.x - x) < APART.x && Math.abs(other.y - y) < APART.y)) named.push({ name, x, y });
  }
  return named;
}
