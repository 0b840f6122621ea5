import type { Outline } from "../../shared/geography/draw-map.ts";
import { aFile } from "./open-data.ts";

/** How wide a made-up area is, in degrees. */
const STEP = 0.04;
const ACROSS = 6;
/** Points between the corners of an area, so that a border has something to leave out. */
const BETWEEN = 12;

const codeAt = (column: number, row: number): string => `E0200${String(column * ACROSS + row).padStart(4, "0")}`;
const fifth = (degrees: number): number => Math.round(degrees * 100_000) / 100_000;

/** A point along a border from one corner to another: the same whichever area it is of, and never quite straight. */
function along(from: readonly [number, number], to: readonly [number, number], at: number): [number, number] {
  const wiggle = at === 0 ? 0 : Math.sin(at * 2.1 + from[0] * 400 + from[1] * 900) * STEP * 0.06;
  const [dx, dy] = [to[0] - from[0], to[1] - from[1]];
  return [fifth(from[0] + (dx * at) / BETWEEN + (dy / STEP) * wiggle), fifth(from[1] + (dy * at) / BETWEEN + (dx / STEP) * wiggle)];
}

/** Made-up areas side by side, half of them in Melton and half in Charnwood, with borders that are nowhere straight. */
export function outlinesOfAreas(): readonly Outline[] {
  const corner = (column: number, row: number): [number, number] => [fifth(-1.1 + column * STEP), fifth(52.6 + row * STEP)];
  const side = (from: [number, number], to: [number, number]) => Array.from({ length: BETWEEN }, (_, at) => along(from, to, at));
  const back = (from: [number, number], to: [number, number]) => [...side(to, from), from].toReversed().slice(0, BETWEEN);
  return Array.from({ length: ACROSS * ACROSS }, (_, at) => {
    const [column, row] = [Math.floor(at / ACROSS), at % ACROSS];
    const [sw, se, ne, nw] = [corner(column, row), corner(column + 1, row), corner(column + 1, row + 1), corner(column, row + 1)];
    const ring = [...side(sw, se), ...side(se, ne), ...back(ne, nw), ...back(nw, sw), sw];
    return { code: codeAt(column, row), district: column < ACROSS / 2 ? "E07000130" : "E07000133", geometry: { type: "Polygon", coordinates: [ring] } };
  });
}

/** Boundaries of those areas as a file. */
export const boundariesFile = (outlines: readonly Outline[] = outlinesOfAreas(), name = "whatever.geojson"): string =>
  aFile(
    name,
    JSON.stringify({
      type: "FeatureCollection",
      features: outlines.map(({ code, district, geometry }) => ({
        type: "Feature",
        properties: { msoa21_code: code, msoa21_name: code, lad_code: district },
        geometry,
      })),
    }),
  );

const LARGE =
  "msoa21_code,msoa21_name,lad_code,label_from_wards,pw_lat,pw_lon,area_km2,rural,pop_total,pop_18_64,pop_65_plus,pop_85_plus,disabled_people,unpaid_carers_50h_plus,cannot_speak_english_well_or_at_all";

/** The four files of a folder of open data, each with rows that can be read and, where asked for, one that cannot. */
export function openDataFiles(bad = true): Readonly<Record<"districts" | "small" | "large" | "takeUp", string>> {
  const rows = (header: string, good: readonly string[], broken: string) => [header, ...good, ...(bad ? [broken] : []), ""].join("\n");
  return {
    districts: aFile(
      "a.csv",
      rows(
        "lad_code,lad_name,social_care_authority_code,social_care_authority_name",
        ["E07000133,Melton,E10000018,Leicestershire", "E06000016,Leicester,E06000016,Leicester"],
        "X,Y,,",
      ),
    ),
    small: aFile(
      "b.csv",
      rows(
        "lsoa21_code,msoa21_code,lad_code,pw_lat,pw_lon,rural,pop_total",
        ["E01000001,E02000001,E07000133,52.77,-0.88,1,1500", "E01000002,E02000002,E06000016,52.63,-1.13,0,1600"],
        "E01000003,E02000001,E07000133,,-0.9,1,1500",
      ),
    ),
    large: aFile(
      "c.csv",
      rows(
        LARGE,
        [
          "E02000001,Melton 001,E07000133,Asfordby / Frisby,52.77,-0.88,90.5,1,6000,3500,1500,200,900,150,40",
          "E02000002,Leicester 001,E06000016,,52.63,-1.13,1.5,0,8000,5000,900,100,1100,200,600",
        ],
        "E02000003,Melton 002,E07000133,,52.7,-0.9,ten,1,6000,3500,1500,200,900,150,40",
      ),
    ),
    takeUp: aFile(
      "d.csv",
      rows(
        "metric,ons_area_code,area_name,year,measure,value",
        [
          ["3D(2a)", "E10000018", "Leicestershire", "2024-2025", 1675, 5159, 32.5],
          ["3D(2a)", "E92000001", "England", "2024-2025", 117655, 480105, 24.5],
          ["3D(2a)", "E06000017", "Rutland", "2024-2025", "[c]", 211, "[c]"],
          ["1A", "E10000018", "Leicestershire", "2024-2025", 1, 2, 19.1],
        ].flatMap(([metric, code, name, year, ...values]) =>
          values.map((value, at) => [metric, code, name, year, ["numerator", "denominator", "outcome"][at], value].join(",")),
        ),
        "3D(2a),E06000016,Leicester,2024-2025,outcome,many",
      ),
    ),
  };
}
