import type { HotReader } from "../table/hot-reader.ts";
import { keys } from "../table/keys.ts";
import { decodeIndex } from "./geography-index.ts";
import type { GeographyReader } from "./ports.ts";
import { decodeSector } from "./sector-format.ts";

/** Reads geography for searches, through the hot client. */
export function dynamoGeographyReader(reader: HotReader): GeographyReader {
  return {
    async sector(sector) {
      const item = await reader.get(keys.sector(sector));
      if (!item) return undefined;
      const districts: readonly string[] = JSON.parse(item["districts"]?.S ?? "[]");
      return decodeSector(Buffer.from(item["body"]?.B ?? "", "base64"), districts);
    },
    async index() {
      const body = (await reader.get(keys.geography()))?.["body"]?.B;
      return body === undefined ? undefined : decodeIndex(Buffer.from(body, "base64"));
    },
    async districtNames() {
      return JSON.parse((await reader.get(keys.districts()))?.["body"]?.S ?? "{}");
    },
  };
}
