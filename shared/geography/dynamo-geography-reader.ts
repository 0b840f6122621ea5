import { zstdDecompressSync } from "node:zlib";
import { type HotReader, wireVersion } from "../table/hot-reader.ts";
import { keys } from "../table/keys.ts";
import { expectNewest, newestText } from "../table/stored-shape.ts";
import { decodeIndex } from "./geography-index.ts";
import { decodePlaces } from "./places-format.ts";
import type { GeographyReader } from "./ports.ts";
import { decodeSector } from "./sector-format.ts";

/** Versions of what is read here; the schemas are in `stored-shapes.ts`. */
export const sectorVersions = { entity: "sector", schemaVersion: 1 };
export const geographyIndexVersions = { entity: "geography-index", schemaVersion: 1 };
export const placesVersions = { entity: "places", schemaVersion: 1 };
export const districtNamesVersions = { entity: "district-names", schemaVersion: 1 };

/** Reads geography for searches, through the hot client. */
export function dynamoGeographyReader(reader: HotReader): GeographyReader {
  return {
    async sector(sector) {
      const item = await reader.get(keys.sector(sector));
      if (!item) return undefined;
      expectNewest(sectorVersions, wireVersion(item));
      const districts: readonly string[] = JSON.parse(item["districts"]?.S ?? "[]");
      return decodeSector(Buffer.from(item["body"]?.B ?? "", "base64"), districts);
    },
    async index() {
      const item = await reader.get(keys.geography());
      const body = item?.["body"]?.B;
      if (!item || body === undefined) return undefined;
      expectNewest(geographyIndexVersions, wireVersion(item));
      return decodeIndex(Buffer.from(body, "base64"));
    },
    async districtNames() {
      const item = await reader.get(keys.districts());
      return item ? JSON.parse(newestText(districtNamesVersions, wireVersion(item), item["body"]?.S ?? "{}")) : {};
    },
    async places() {
      const item = await reader.get(keys.places());
      const body = item?.["body"]?.B;
      if (!item || body === undefined) return [];
      expectNewest(placesVersions, wireVersion(item));
      return decodePlaces(zstdDecompressSync(Buffer.from(body, "base64")).toString("utf8"));
    },
  };
}
