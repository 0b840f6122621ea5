import { ConditionalCheckFailedException } from "@aws-sdk/client-dynamodb";
import { BatchWriteCommand, DeleteCommand, GetCommand, PutCommand, QueryCommand, type QueryCommandInput, UpdateCommand } from "@aws-sdk/lib-dynamodb";
import * as z from "zod/mini";
import { indexes, keys, recordName } from "../../shared/table/keys.ts";
import type { Table } from "../../shared/table/table-client.ts";
import { dynamoPeopleStore } from "./dynamo-people-store.ts";
import type { RetentionStore } from "./ports.ts";

const SCHEMA_VERSION = 1;
const DELETES_A_BATCH = 25;

const Due = z.object({ pk: z.string(), sk: z.string(), entity: z.string(), version: z.number(), body: z.looseObject({ id: z.optional(z.string()) }) });
const Done = z.object({ day: z.string() });

/** The store retention works with: everything of the people store, and what is due. */
export function dynamoRetentionStore(table: Table): RetentionStore {
  const { name: TableName, client } = table;
  return {
    ...dynamoPeopleStore(table),
    async retentionDone() {
      const { Item } = await client.send(new GetCommand({ TableName, Key: keys.retention(), ConsistentRead: true }));
      return Item && Done.parse(Item).day;
    },
    async noteRetentionDone(day) {
      await client.send(new PutCommand({ TableName, Item: { ...keys.retention(), entity: "retention", schemaVersion: SCHEMA_VERSION, day } }));
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
          const { pk, sk, entity, version, body } = Due.parse(item);
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
    async deleteWithTrail({ key }) {
      // The record goes last: a run that is stopped finds it again.
      const trail = keys.auditEntry(recordName(key), 0).pk;
      for (;;) {
        const { Items = [] } = await client.send(
          new QueryCommand({
            TableName,
            KeyConditionExpression: "pk = :trail",
            ExpressionAttributeValues: { ":trail": trail },
            ProjectionExpression: "pk, sk",
            ConsistentRead: true,
            Limit: DELETES_A_BATCH,
          }),
        );
        if (Items.length === 0) break;
        await client.send(new BatchWriteCommand({ RequestItems: { [TableName]: Items.map((Key) => ({ DeleteRequest: { Key } })) } }));
      }
      await client.send(new DeleteCommand({ TableName, Key: { pk: key.pk, sk: key.sk } }));
    },
  };
}
