import type { MultiPolygon, Polygon } from "geojson";
import * as z from "zod/mini";
import type { Point } from "../domain/geo.ts";
import { type Note, UnusableFile } from "../import/encoding.ts";
import type { ImportReport, RefusedRow } from "../import/rows.ts";
import { codeIn, districtIn, propertiesOf } from "./area-files.ts";
import { isSame, notGss } from "./area-rows.ts";
import { milesOutside, type ServedCouncil } from "./coverage.ts";
import { bordersOf, drawMap, type Outline, outerBorder } from "./draw-map.ts";
import { NEAR_MILES } from "./import-census.ts";
import { type OpenDataStore, TooMuchToStore } from "./open-data-ports.ts";
import type { Gazetteer } from "./ports.ts";

const Position = z.tuple([z.number().check(z.minimum(-9), z.maximum(3)), z.number().check(z.minimum(49), z.maximum(62))], z.number());
const Rings = z.array(z.array(Position).check(z.minLength(4))).check(z.minLength(1));
const Geometry = z.discriminatedUnion("type", [
  z.object({ type: z.literal("Polygon"), coordinates: Rings }),
  z.object({ type: z.literal("MultiPolygon"), coordinates: z.array(Rings).check(z.minLength(1)) }),
]);

export interface BoundaryDeps {
  readonly openData: OpenDataStore;
  readonly gazetteer: Gazetteer;
  readonly councils: readonly ServedCouncil[];
  readonly councilOf: (district: string) => string | undefined;
}

/**
 * Draws the maps of every council whose areas have boundaries here, and of each of its districts, and keeps where all areas end. What is counted are maps. A
 * boundary that cannot be read is told of by its number in the file; the maps of its council then stay as they are, rather than have a hole.
 */
export async function importBoundaries(file: string, features: readonly unknown[], deps: BoundaryDeps, note: Note): Promise<ImportReport> {
  const { openData, gazetteer, councils, councilOf } = deps;
  const outlines: Outline[] = [];
  const refused: RefusedRow[] = [];
  const torn = new Set<string | undefined>();
  let far = 0;
  for (const [at, feature] of features.entries()) {
    const read = outlineOf(feature, councilOf);
    if ("reason" in read) {
      refused.push({ line: at + 1, field: `${read.field} of boundary ${at + 1}`, reason: read.reason });
      torn.add(councilOf(districtIn(propertiesOf(feature))));
    } else if (milesOutside(firstPointOf(read), councils) > NEAR_MILES) far += 1;
    else outlines.push(read);
  }
  if (far > 0) note(`has boundaries of ${far} areas more than ${NEAR_MILES} miles from every council here: they were left out`);
  const counts = { added: 0, changed: 0, unchanged: 0 };
  if (outlines.length === 0) return { ...counts, refused };
  const borders = bordersOf(outlines);
  const put = async (code: string, districts: readonly string[]) => {
    const map = drawMap(borders, { districts, towns: gazetteer() });
    if (map === undefined) return;
    const before = await openData.map(code);
    const what = before === undefined ? "added" : isSame(before, map) ? "unchanged" : "changed";
    counts[what] += 1;
    if (what !== "unchanged") await openData.writeMap(code, map);
  };
  try {
    const byCouncil = Map.groupBy(new Set(outlines.map(({ district }) => district)), (district) => councilOf(district) ?? district);
    for (const [council, districts] of byCouncil) {
      if (torn.has(council)) {
        note(`has boundaries of ${council} that cannot be read: its maps stay as they are`);
        continue;
      }
      await put(council, districts);
      if (districts.length > 1) for (const district of districts) await put(district, [district]);
    }
    const lines = outerBorder(borders);
    if (torn.size === 0 && !isSame(lines, await openData.border())) await openData.writeBorder(lines);
  } catch (error) {
    if (error instanceof TooMuchToStore) throw new UnusableFile(`${file} has boundaries too fine to be stored: take generalised ones`);
    throw error;
  }
  return { ...counts, refused };
}

function firstPointOf({ geometry }: Outline): Point {
  const [ring] = geometry.type === "Polygon" ? geometry.coordinates : (geometry.coordinates[0] ?? []);
  const [lon = 0, lat = 0] = ring?.[0] ?? [];
  return { lat, lon };
}

function outlineOf(feature: unknown, councilOf: BoundaryDeps["councilOf"]): Outline | { readonly field: string; readonly reason: string } {
  const properties = propertiesOf(feature);
  const [code, district] = [codeIn(properties), districtIn(properties)];
  const bad = notGss("msoa_code", code, "E02005334") ?? notGss("lad_code", district, "E07000133");
  if (bad) return bad;
  if (councilOf(district) === undefined)
    return { field: "lad_code", reason: "is a district of which no file says the council yet: bring the file of districts first" };
  const geometry = Geometry.safeParse(typeof feature === "object" && feature !== null && "geometry" in feature ? feature.geometry : undefined);
  if (!geometry.success) return { field: "geometry", reason: "is not a polygon in degrees of longitude and latitude in the United Kingdom" };
  const read: Polygon | MultiPolygon = geometry.data;
  return { code, district, geometry: read };
}
