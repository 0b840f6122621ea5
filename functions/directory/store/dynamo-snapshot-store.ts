import { BatchWriteCommand, DeleteCommand, GetCommand, PutCommand, QueryCommand, ScanCommand } from "@aws-sdk/lib-dynamodb";
import { ok, refused } from "../../../shared/domain/result.ts";
import { headWrite } from "../../../shared/listing/listing-writes.ts";
import type { PublicProfile } from "../../../shared/listing/public-listing.ts";
import { logHeadShape, logRecordShape, publicListingShape } from "../../../shared/listing/stored-shapes.ts";
import type { HotReader } from "../../../shared/table/hot-reader.ts";
import { keys } from "../../../shared/table/keys.ts";
import { markOf, newestText, readItem } from "../../../shared/table/stored-shape.ts";
import { type Table, transact } from "../../../shared/table/table-client.ts";
import type { SnapshotStore } from "../ports.ts";
import { bodyText, dynamoDirectoryReader } from "./dynamo-directory-reader.ts";
import { directoryKeys } from "./keys.ts";
import { manifestShape, tileShape } from "./stored-shapes.ts";

const DELETES_A_BATCH = 25;

/** The snapshot store: reads as the public functions do, writes tiles and manifests. */
export function dynamoSnapshotStore(table: Table, reader: HotReader): SnapshotStore {
  const { name: TableName, client } = table;
  const { columns, cards, logAfter } = dynamoDirectoryReader(reader);

  const head = async (): Promise<number> => {
    const { Item } = await client.send(new GetCommand({ TableName, Key: keys.logHead(), ConsistentRead: true }));
    return Item ? readItem(logHeadShape, Item).sequence : 0;
  };

  return {
    columns,
    cards,
    logAfter,
    head,
    async manifest() {
      const item = await reader.get(directoryKeys.manifest(), true);
      return item && JSON.parse(bodyText(manifestShape, item));
    },
    async writeTile(key, columnBytes, cardParts) {
      const put = (address: { pk: string; sk: string }, body: Uint8Array) =>
        client.send(new PutCommand({ TableName, Item: { ...address, ...markOf(tileShape), body } }));
      await Promise.all(cardParts.map((body, part) => put(directoryKeys.tileCards(key, part), body)));
      await put(directoryKeys.tileIndex(key), columnBytes);
    },
    async publish(manifest) {
      for (;;) {
        const from = await head();
        const previous = manifest.version - 1;
        const done = await transact<"overtaken" | "clash">(table, [
          {
            write: {
              Put: {
                TableName,
                Item: { ...directoryKeys.manifest(), ...markOf(manifestShape), version: manifest.version, body: JSON.stringify(manifest) },
                ConditionExpression: previous === 0 ? "attribute_not_exists(pk)" : "version = :previous",
                ...(previous === 0 ? {} : { ExpressionAttributeValues: { ":previous": previous } }),
              },
            },
            ifConditionFails: "overtaken",
          },
          {
            write: {
              Put: {
                TableName,
                Item: {
                  ...keys.logRecord(from + 1),
                  ...markOf(logRecordShape),
                  body: JSON.stringify({ changes: [], snapshot: manifest.version }),
                },
                ConditionExpression: "attribute_not_exists(pk)",
              },
            },
            ifConditionFails: "clash",
          },
          headWrite(TableName, from, from + 1, 0),
        ]);
        if (done.ok) return ok(undefined);
        if (done.refusal === "overtaken") return refused("overtaken");
      }
    },
    async deleteTile(key, parts) {
      const addresses = [directoryKeys.tileIndex(key), ...Array.from({ length: parts }, (_, part) => directoryKeys.tileCards(key, part))];
      for (const { pk, sk } of addresses) await client.send(new DeleteCommand({ TableName, Key: { pk, sk } }));
    },
    async trimLog(upTo) {
      const { pk } = keys.logHead();
      for (;;) {
        const { Items = [] } = await client.send(
          new QueryCommand({
            TableName,
            KeyConditionExpression: "pk = :pk AND sk BETWEEN :first AND :last",
            ExpressionAttributeValues: { ":pk": pk, ":first": keys.logRecord(0).sk, ":last": keys.logRecord(upTo).sk },
            ProjectionExpression: "pk, sk",
            Limit: DELETES_A_BATCH,
          }),
        );
        if (Items.length === 0) return;
        // What a busy table leaves undone is found again by the next turn of the loop.
        await client.send(new BatchWriteCommand({ RequestItems: { [TableName]: Items.map((Key) => ({ DeleteRequest: { Key } })) } }));
      }
    },
    async *allRows() {
      let ExclusiveStartKey: Record<string, unknown> | undefined;
      do {
        const page = await client.send(
          new ScanCommand({
            TableName,
            ConsistentRead: true,
            FilterExpression: "entity = :entity",
            ExpressionAttributeValues: { ":entity": publicListingShape.entity },
            ...(ExclusiveStartKey ? { ExclusiveStartKey } : {}),
          }),
        );
        for (const item of page.Items ?? []) {
          const { schemaVersion, body } = item;
          // As it is written, field by field in that order: tiles are named by what they hold.
          const profile: PublicProfile = JSON.parse(newestText(publicListingShape, schemaVersion, String(body)));
          yield profile.row;
        }
        ExclusiveStartKey = page.LastEvaluatedKey;
      } while (ExclusiveStartKey);
    },
  };
}
