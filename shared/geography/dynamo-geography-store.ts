import { zstdCompressSync } from "node:zlib";
import { PutCommand } from "@aws-sdk/lib-dynamodb";
import type { ItemKey } from "../table/definition.ts";
import type { HotReader } from "../table/hot-reader.ts";
import { keys } from "../table/keys.ts";
import { markOf, type ShapeVersions } from "../table/stored-shape.ts";
import type { Table } from "../table/table-client.ts";
import { dynamoGeographyReader } from "./dynamo-geography-reader.ts";
import { encodeIndex } from "./geography-index.ts";
import { encodePlaces, MOST_BYTES, TooManyPlaces } from "./places-format.ts";
import type { GeographyStore } from "./ports.ts";
import { encodeSector } from "./sector-format.ts";
import { districtNamesShape, geographyIndexShape, placesShape, sectorShape } from "./stored-shapes.ts";

/** Reads and writes geography, for imports. */
export function dynamoGeographyStore({ name: TableName, client }: Table, reader: HotReader): GeographyStore {
  const put = async (address: ItemKey, versions: ShapeVersions, attributes: Record<string, unknown>) => {
    await client.send(new PutCommand({ TableName, Item: { ...address, ...markOf(versions), ...attributes } }));
  };
  return {
    ...dynamoGeographyReader(reader),
    async writeSector(sector, postcodes) {
      const { body, districts } = encodeSector(postcodes);
      await put(keys.sector(sector), sectorShape, { body, districts: JSON.stringify(districts) });
    },
    writeIndex: (sectors) => put(keys.geography(), geographyIndexShape, { body: encodeIndex(sectors) }),
    writeDistrictNames: (names) => put(keys.districts(), districtNamesShape, { body: JSON.stringify(names) }),
    async writePlaces(places) {
      const body = zstdCompressSync(Buffer.from(encodePlaces(places)));
      if (body.length > MOST_BYTES) throw new TooManyPlaces();
      await put(keys.places(), placesShape, { body });
    },
  };
}
