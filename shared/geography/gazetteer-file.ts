import { readFileSync } from "node:fs";
import { zstdDecompressSync } from "node:zlib";
import type { Gazetteer, Place } from "./ports.ts";

/** The name of the gazetteer beside a bundle that needs it. */
export const GAZETTEER_FILE = "places.zst";

/** What the file holds: names of counties, and each place with the number of its county. */
export interface GazetteerRows {
  readonly counties: readonly string[];
  readonly places: readonly (readonly [id: number, name: string, lat: number, lon: number, people: number, county: number, beside: string])[];
}

/** The gazetteer in a file made by `buildGazetteer`, read when it is first asked for and then kept. */
export function gazetteerFrom(file: string | URL): Gazetteer {
  let places: readonly Place[] | undefined;
  return () => {
    if (!places) {
      const rows: GazetteerRows = JSON.parse(zstdDecompressSync(readFileSync(file)).toString("utf8"));
      places = rows.places.map(([id, name, lat, lon, people, county, beside]) => {
        return { id, name, kind: "place", lat, lon, people, county: rows.counties[county] ?? "", beside };
      });
    }
    return places;
  };
}
