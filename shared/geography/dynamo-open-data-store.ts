import { zstdCompressSync } from "node:zlib";
import { PutCommand } from "@aws-sdk/lib-dynamodb";
import type { ItemKey } from "../table/definition.ts";
import type { HotReader } from "../table/hot-reader.ts";
import { keys } from "../table/keys.ts";
import { markOf, type StoredShape } from "../table/stored-shape.ts";
import type { Table } from "../table/table-client.ts";
import { dynamoOpenData } from "./dynamo-open-data.ts";
import { type OpenDataStore, TooMuchToStore } from "./open-data-ports.ts";
import { areaBorderShape, areaMapShape, districtCouncilsShape, largeAreasShape, smallAreasShape, takeUpShape } from "./open-data-shapes.ts";
import { MOST_BYTES } from "./places-format.ts";

/** Reads and writes open data, for imports: each in an item of its own. */
export function dynamoOpenDataStore({ name: TableName, client }: Table, reader: HotReader): OpenDataStore {
  const put = async <Body>(key: ItemKey, shape: StoredShape<Body>, given: Body): Promise<void> => {
    const body = zstdCompressSync(Buffer.from(JSON.stringify(given)));
    if (body.length > MOST_BYTES) throw new TooMuchToStore();
    await client.send(new PutCommand({ TableName, Item: { ...key, ...markOf(shape), body } }));
  };
  return {
    ...dynamoOpenData(reader),
    writeSmallAreas: (areas) => put(keys.smallAreas(), smallAreasShape, areas),
    writeLargeAreas: (areas) => put(keys.largeAreas(), largeAreasShape, areas),
    writeDistrictCouncils: (councils) => put(keys.districtCouncils(), districtCouncilsShape, councils),
    writeTakeUp: (years) => put(keys.takeUp(), takeUpShape, { years }),
    writeMap: (code, map) => put(keys.areaMap(code), areaMapShape, map),
    writeBorder: (lines) => put(keys.areaBorder(), areaBorderShape, { lines }),
  };
}
