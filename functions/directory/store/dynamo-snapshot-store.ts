import { ConditionalCheckFailedException } from "@aws-sdk/client-dynamodb";
import { BatchWriteCommand, DeleteCommand, PutCommand, QueryCommand, UpdateCommand } from "@aws-sdk/lib-dynamodb";
import { ok, refused } from "../../../shared/domain/result.ts";
import { type EpochMillis, expiryAt } from "../../../shared/domain/time.ts";
import type { PublicProfile } from "../../../shared/listing/public-listing.ts";
import { logRecordShape, publicListingShape } from "../../../shared/listing/stored-shapes.ts";
import { bodyText, dynamoDirectoryReader } from "../../../shared/snapshot/dynamo-directory-reader.ts";
import type { ItemKey } from "../../../shared/table/definition.ts";
import type { HotReader } from "../../../shared/table/hot-reader.ts";
import { keys } from "../../../shared/table/keys.ts";
import { scanned } from "../../../shared/table/pages.ts";
import { markOf, newestText } from "../../../shared/table/stored-shape.ts";
import { type Table, transact } from "../../../shared/table/table-client.ts";
import type { SnapshotStore, TileItems } from "../ports.ts";
import { manifestShape, tileShape } from "./stored-shapes.ts";

const DELETES_A_BATCH = 25;
/** Large items written at once: a builder is one process beside many that serve. */
const WRITES_AT_ONCE = 16;

const keysOf = ({ tiles, parts }: TileItems): ItemKey[] => [...tiles.map((tile) => keys.tileIndex(tile)), ...parts.map((part) => keys.tileCards(part))];

/** Does something with every key, some at a time. */
async function forEach(wanted: readonly ItemKey[], act: (key: ItemKey) => Promise<unknown>): Promise<void> {
  const left = [...wanted];
  while (left.length > 0) await Promise.all(left.splice(0, WRITES_AT_ONCE).map(({ pk, sk }) => act({ pk, sk })));
}

/** The snapshot store: reads as the public functions do, writes tiles and manifests. */
export function dynamoSnapshotStore(table: Table, reader: HotReader): SnapshotStore {
  const { name: TableName, client } = table;
  const { tile, cards, logAfter } = dynamoDirectoryReader(reader);

  const setExpiry = (Key: ItemKey, at: EpochMillis, condition: string, values: Readonly<Record<string, unknown>> = {}) =>
    client.send(
      new UpdateCommand({
        TableName,
        Key,
        UpdateExpression: "SET expiresAt = :at",
        ConditionExpression: condition,
        ExpressionAttributeValues: { ":at": expiryAt(at), ...values },
      }),
    );

  return {
    tile,
    cards,
    logAfter,
    async manifest() {
      const item = await reader.get(keys.manifest(), true);
      return item && JSON.parse(bodyText(manifestShape, item));
    },
    async writeTile({ key, columns, parts, newParts, until }) {
      const put = (address: ItemKey, attributes: object) =>
        client.send(new PutCommand({ TableName, Item: { ...address, ...markOf(tileShape), ...attributes, expiresAt: expiryAt(until) } }));
      await Promise.all(newParts.map(({ part, cards: body }) => put(keys.tileCards(part), { body })));
      await put(keys.tileIndex(key), { body: columns, parts: JSON.stringify(parts) });
    },
    renew: (items, was, until) => forEach(keysOf(items), (key) => setExpiry(key, until, "expiresAt >= :was", { ":was": expiryAt(was) })),
    expire: (items, at) =>
      forEach(keysOf(items), (key) =>
        setExpiry(key, at, "attribute_exists(pk)").catch((error: unknown) => {
          if (!(error instanceof ConditionalCheckFailedException)) throw error;
        }),
      ),
    remove: (items) => forEach(keysOf(items), (Key) => client.send(new DeleteCommand({ TableName, Key }))),
    async publish(manifest, at) {
      const previous = manifest.version - 1;
      for (;;) {
        const done = await transact<"overtaken">(table, [
          {
            write: {
              Put: {
                TableName,
                Item: { ...keys.manifest(), ...markOf(manifestShape), version: manifest.version, body: JSON.stringify(manifest) },
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
                  ...keys.logRecord(at, "", manifest.version),
                  ...markOf(logRecordShape),
                  body: JSON.stringify({ changes: [], snapshot: manifest.version }),
                },
              },
            },
            ifConditionFails: "overtaken",
          },
        ]);
        if (done.ok) return ok(undefined);
        if (done.refusal === "overtaken") return refused("overtaken");
      }
    },
    async trimLog(upTo) {
      const { pk, sk } = keys.logRecord(0, "", 0);
      for (;;) {
        const { Items = [] } = await client.send(
          new QueryCommand({
            TableName,
            KeyConditionExpression: "pk = :pk AND sk BETWEEN :first AND :last",
            ExpressionAttributeValues: { ":pk": pk, ":first": sk, ":last": keys.logRecord(upTo + 1, "", 0).sk },
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
      const listings = { FilterExpression: "entity = :entity", ExpressionAttributeValues: { ":entity": publicListingShape.entity } };
      for await (const { schemaVersion, body } of scanned(table, listings)) {
        // As it is written, field by field in that order: tiles are named by what they hold.
        const profile: PublicProfile = JSON.parse(newestText(publicListingShape, schemaVersion, String(body)));
        yield profile.row;
      }
    },
    async isEmpty() {
      if (await reader.get(keys.manifest(), true)) return false;
      const { Items = [] } = await client.send(
        new QueryCommand({
          TableName,
          KeyConditionExpression: "pk = :pk",
          ExpressionAttributeValues: { ":pk": keys.logRecord(0, "", 0).pk },
          ConsistentRead: true,
          Limit: 1,
        }),
      );
      return Items.length === 0;
    },
  };
}
