import { readFileSync } from "node:fs";
import { zstdDecompressSync } from "node:zlib";
import type { Gazetteer, Place } from "./ports.ts";

/** The name of the gazetteer beside a bundle that needs it. */
export const GAZETTEER_FILE = "places.zst";

type Row = readonly [number, string, number, number, number, string];

/** The gazetteer in a file made by `buildGazetteer`, read when it is first asked for and then kept. */
export function gazetteerFrom(file: string | URL): Gazetteer {
  let places: readonly Place[] | undefined;
  return () => {
    if (!places) {
      const rows: readonly Row[] = JSON.parse(zstdDecompressSync(readFileSync(file)).toString("utf8"));
      places = rows.map(([id, name, lat, lon, people, beside]) => ({ id, name, lat, lon, people, beside }));
    }
    return places;
  };
}
