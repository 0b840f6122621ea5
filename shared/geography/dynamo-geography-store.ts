import { zstdCompressSync, zstdDecompressSync } from "node:zlib";
import { PutCommand } from "@aws-sdk/lib-dynamodb";
import type { ItemKey } from "../table/definition.ts";
import type { HotReader } from "../table/hot-reader.ts";
import { keys } from "../table/keys.ts";
import type { Table } from "../table/table-client.ts";
import { dynamoGeographyReader } from "./dynamo-geography-reader.ts";
import { encodeIndex } from "./geography-index.ts";
import type { CensusArea, GeographyStore } from "./ports.ts";
import { encodeSector } from "./sector-format.ts";

const SCHEMA_VERSION = 1;

/** Reads and writes geography, for imports. */
export function dynamoGeographyStore({ name: TableName, client }: Table, reader: HotReader): GeographyStore {
  const put = async (address: ItemKey, entity: string, attributes: Record<string, unknown>) => {
    await client.send(new PutCommand({ TableName, Item: { ...address, entity, schemaVersion: SCHEMA_VERSION, ...attributes } }));
  };
  return {
    ...dynamoGeographyReader(reader),
    async writeSector(sector, postcodes) {
      const { body, districts } = encodeSector(postcodes);
      await put(keys.sector(sector), "sector", { body, districts: JSON.stringify(districts) });
    },
    writeIndex: (sectors) => put(keys.geography(), "geography-index", { body: encodeIndex(sectors) }),
    writeDistrictNames: (names) => put(keys.districts(), "district-names", { body: JSON.stringify(names) }),
    writeCensusAreas: (areas) => put(keys.censusAreas(), "census-areas", { body: zstdCompressSync(Buffer.from(JSON.stringify(areas))) }),
    async censusAreas() {
      const body = (await reader.get(keys.censusAreas()))?.["body"]?.B;
      const areas: readonly CensusArea[] = body === undefined ? [] : JSON.parse(zstdDecompressSync(Buffer.from(body, "base64")).toString("utf8"));
      return areas;
    },
  };
}
