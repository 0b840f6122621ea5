import { zstdCompressSync, zstdDecompressSync } from "node:zlib";
import { GetCommand } from "@aws-sdk/lib-dynamodb";
import { expiryAt, londonTime, monthsAfter } from "../../../shared/domain/time.ts";
import type { ItemKey } from "../../../shared/table/definition.ts";
import { queried } from "../../../shared/table/pages.ts";
import { markOf, readStored, type StoredShape } from "../../../shared/table/stored-shape.ts";
import { type Table, transactUntilClear } from "../../../shared/table/table-client.ts";
import { MONTHS_KEPT } from "../rules/history.ts";
import type { GapStore } from "../use-cases/ports.ts";
import { marketKeys } from "./keys.ts";
import { gapsShape, inputsShape } from "./shapes.ts";

const packed = <Body>(shape: StoredShape<Body>, body: Body) => ({ ...markOf(shape), body: zstdCompressSync(Buffer.from(JSON.stringify(body))) });

/** Measures of gaps, each packed in an item of its own. */
export function dynamoGapStore(table: Table): GapStore {
  const read = async <Body>(shape: StoredShape<Body>, { pk, sk }: ItemKey): Promise<Body | undefined> => {
    const { Item } = await table.client.send(new GetCommand({ TableName: table.name, Key: { pk, sk } }));
    if (Item === undefined) return undefined;
    const { body } = Item;
    if (!(body instanceof Uint8Array)) throw new Error(`A stored ${shape.entity} has no body`);
    return readStored(shape, Item["schemaVersion"], JSON.parse(zstdDecompressSync(body).toString("utf8")));
  };
  return {
    snapshot: (council, basis, month) => read(gapsShape, month === undefined ? marketKeys.newest(council, basis) : marketKeys.month(council, basis, month)),
    inputs: (council, basis) => read(inputsShape, marketKeys.inputs(council, basis)),
    async months(council, basis) {
      const { pk, sk } = marketKeys.month(council, basis, "");
      const items = await queried(table, {
        KeyConditionExpression: "pk = :pk AND begins_with(sk, :beginning)",
        ExpressionAttributeValues: { ":pk": pk, ":beginning": sk },
        ProjectionExpression: "sk",
        ScanIndexForward: false,
      });
      return items.map((item) => String(item["sk"]).slice(sk.length));
    },
    async keep(snapshot, inputs) {
      const { council, basis, day } = snapshot;
      const put = (key: ItemKey, item: object) => ({
        write: {
          Put: {
            TableName: table.name,
            Item: { ...key, ...item, day },
            ConditionExpression: "attribute_not_exists(pk) OR #day <= :day",
            ExpressionAttributeNames: { "#day": "day" },
            ExpressionAttributeValues: { ":day": day },
          },
        },
        ifConditionFails: "older" as const,
      });
      await transactUntilClear(table, [
        put(marketKeys.newest(council, basis), packed(gapsShape, snapshot)),
        put(marketKeys.month(council, basis, day.slice(0, "2026-11".length)), {
          // By times of the week the newest alone is looked at.
          ...packed(gapsShape, { ...snapshot, times: [] }),
          expiresAt: expiryAt(londonTime(monthsAfter(day, MONTHS_KEPT), "00:00")),
        }),
        put(marketKeys.inputs(council, basis), packed(inputsShape, inputs)),
      ]);
    },
  };
}
