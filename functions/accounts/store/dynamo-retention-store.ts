import { ConditionalCheckFailedException } from "@aws-sdk/client-dynamodb";
import { BatchWriteCommand, DeleteCommand, GetCommand, PutCommand, QueryCommand, type QueryCommandInput, UpdateCommand } from "@aws-sdk/lib-dynamodb";
import * as z from "zod/mini";
import { recordTable } from "../../../shared/records/record-table.ts";
import { indexes, keys, recordName } from "../../../shared/table/keys.ts";
import { markOf, readItem, storedShape } from "../../../shared/table/stored-shape.ts";
import { type Table, transact } from "../../../shared/table/table-client.ts";
import type { Records, RetentionStore } from "../use-cases/ports.ts";
import { dynamoPeopleStore } from "./dynamo-people-store.ts";
import { recordEntities } from "./entities.ts";

const DELETES_A_BATCH = 25;

const Body = z.looseObject({ id: z.optional(z.string()) });
const Due = z.object({
  pk: z.string(),
  sk: z.string(),
  entity: z.string(),
  version: z.number(),
  schemaVersion: z.optional(z.unknown()),
  body: Body,
});
/** The last day whose due records were dealt with, or a record that is gone while its trail is still being removed. */
export const retentionShape = storedShape({ entity: "retention", schemaVersion: 1 }, z.object({ day: z.optional(z.string()), record: z.optional(z.string()) }));

/** The store retention works with: everything of the people store, and what is due. */
export function dynamoRetentionStore(table: Table): RetentionStore {
  const { name: TableName, client } = table;
  const people = recordTable<Records>(table, recordEntities);
  return {
    ...dynamoPeopleStore(table),
    async retentionDone() {
      const { Item } = await client.send(new GetCommand({ TableName, Key: keys.retention(), ConsistentRead: true }));
      return Item && readItem(retentionShape, Item).day;
    },
    async noteRetentionDone(day) {
      await client.send(new PutCommand({ TableName, Item: { ...keys.retention(), ...markOf(retentionShape), day } }));
    },
    async *dueOn(day) {
      let ExclusiveStartKey: QueryCommandInput["ExclusiveStartKey"];
      do {
        const page = await client.send(
          new QueryCommand({
            TableName,
            IndexName: "gsi3",
            KeyConditionExpression: "gsi3pk = :due",
            ExpressionAttributeValues: { ":due": indexes.due(day) },
            ...(ExclusiveStartKey ? { ExclusiveStartKey } : {}),
          }),
        );
        for (const item of page.Items ?? []) {
          const { pk, sk, entity, version, schemaVersion, body: stored } = Due.parse(item);
          const body = Body.parse(people.newest(entity, schemaVersion, stored));
          yield { entity, id: body.id ?? "", body, key: { pk, sk }, version };
        }
        ExclusiveStartKey = page.LastEvaluatedKey;
      } while (ExclusiveStartKey);
    },
    async postpone({ key, version }, until) {
      try {
        await client.send(
          new UpdateCommand({
            TableName,
            Key: key,
            ...(until === undefined
              ? { UpdateExpression: "REMOVE gsi3pk, gsi3sk", ExpressionAttributeValues: { ":version": version } }
              : { UpdateExpression: "SET gsi3pk = :due", ExpressionAttributeValues: { ":due": indexes.due(until), ":version": version } }),
            ConditionExpression: "version = :version",
          }),
        );
      } catch (error) {
        if (!(error instanceof ConditionalCheckFailedException)) throw error;
      }
    },
    async deleteWithTrail({ key, version, entity, body }) {
      const { pk, sk } = key;
      // What is left to do is noted as the record goes: a run that is stopped is taken up there.
      const done = await transact(table, [
        {
          write: { Delete: { TableName, Key: { pk, sk }, ConditionExpression: "version = :version", ExpressionAttributeValues: { ":version": version } } },
          ifConditionFails: "changed",
        },
        ...people.followers(entity, body).map(({ pk: partition, sk: sort }) => ({
          write: { Delete: { TableName, Key: { pk: partition, sk: sort } } },
          ifConditionFails: "changed",
        })),
        {
          write: {
            Put: { TableName, Item: { ...keys.deletion(recordName(key)), ...markOf(retentionShape), record: recordName(key) } },
          },
          ifConditionFails: "changed",
        },
      ]);
      if (done.ok) await deleteTrail(recordName(key));
      return done.ok;
    },
    async finishDeletions() {
      const { pk, sk } = keys.deletion("");
      const { Items = [] } = await client.send(
        new QueryCommand({
          TableName,
          KeyConditionExpression: "pk = :pk AND begins_with(sk, :deletion)",
          ExpressionAttributeValues: { ":pk": pk, ":deletion": sk },
          ConsistentRead: true,
        }),
      );
      for (const item of Items) {
        const { record } = readItem(retentionShape, item);
        if (record !== undefined) await deleteTrail(record);
      }
    },
  };

  async function deleteTrail(record: string): Promise<void> {
    for (;;) {
      const { Items = [] } = await client.send(
        new QueryCommand({
          TableName,
          KeyConditionExpression: "pk = :trail",
          ExpressionAttributeValues: { ":trail": keys.auditEntry(record, 0).pk },
          ProjectionExpression: "pk, sk",
          ConsistentRead: true,
          Limit: DELETES_A_BATCH,
        }),
      );
      if (Items.length === 0) break;
      await client.send(new BatchWriteCommand({ RequestItems: { [TableName]: Items.map((Key) => ({ DeleteRequest: { Key } })) } }));
    }
    const { pk, sk } = keys.deletion(record);
    await client.send(new DeleteCommand({ TableName, Key: { pk, sk } }));
  }
}
