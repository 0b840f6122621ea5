import { zstdDecompressSync } from "node:zlib";
import type { ItemKey } from "../table/definition.ts";
import { type HotReader, wireVersion } from "../table/hot-reader.ts";
import { keys } from "../table/keys.ts";
import { readStored, type StoredShape } from "../table/stored-shape.ts";
import type { TakeUpOf } from "./census.ts";
import type { OpenDataReader } from "./open-data-ports.ts";
import { areaBorderShape, areaMapShape, districtCouncilsShape, largeAreasShape, smallAreasShape, takeUpShape } from "./open-data-shapes.ts";

/** Reads open data as it was imported, through the hot client. */
export function dynamoOpenData(reader: HotReader): OpenDataReader {
  const unpacked = async <Body>(key: ItemKey, shape: StoredShape<Body>): Promise<Body | undefined> => {
    const item = await reader.get(key);
    const body = item?.["body"]?.B;
    if (!item || body === undefined) return undefined;
    return readStored(shape, wireVersion(item), JSON.parse(zstdDecompressSync(Buffer.from(body, "base64")).toString("utf8")));
  };
  const smallAreas = () => unpacked(keys.smallAreas(), smallAreasShape);
  const largeAreas = () => unpacked(keys.largeAreas(), largeAreasShape);
  const border = async () => (await unpacked(keys.areaBorder(), areaBorderShape))?.lines;
  const takeUpYears = async () => (await unpacked(keys.takeUp(), takeUpShape))?.years ?? [];
  return {
    smallAreas,
    largeAreas,
    border,
    takeUpYears,
    async census() {
      const [small, large, lines] = await Promise.all([smallAreas(), largeAreas(), border()]);
      if (!small || !large || small.vintage !== large.vintage) return undefined;
      const { vintage, importedOn, areas } = large;
      const codes = new Set(areas.map(({ code }) => code));
      return { vintage, importedOn, areas, small: small.areas.filter(({ area }) => codes.has(area)), ...(lines ? { border: lines } : {}) };
    },
    async takeUp() {
      const newest = new Map<string, TakeUpOf>();
      for (const one of await takeUpYears()) if (one.year >= (newest.get(one.code)?.year ?? "")) newest.set(one.code, one);
      return newest.size === 0 ? undefined : [...newest.values()];
    },
    map: (council, district) => unpacked(keys.areaMap(district ?? council), areaMapShape),
    districtCouncils: async () => (await unpacked(keys.districtCouncils(), districtCouncilsShape)) ?? {},
  };
}
