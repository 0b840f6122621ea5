import { ConditionalCheckFailedException } from "@aws-sdk/client-dynamodb";
import { DeleteCommand, QueryCommand, UpdateCommand } from "@aws-sdk/lib-dynamodb";
import * as z from "zod/mini";
import { dayMarks, deletionShape, duePages, keysOfPartition, removeItems } from "../../../shared/due/dynamo-due.ts";
import type { Entities } from "../../../shared/records/entity.ts";
import { recordTable } from "../../../shared/records/record-table.ts";
import { indexes, keys, recordName } from "../../../shared/table/keys.ts";
import { markOf, readItem } from "../../../shared/table/stored-shape.ts";
import { type Table, transactUntilClear } from "../../../shared/table/table-client.ts";
import type { RetentionStore } from "../use-cases/ports.ts";
import { dynamoPeopleStore } from "./dynamo-people-store.ts";

const JOB = "retention";

const Body = z.looseObject({ id: z.optional(z.string()) });
const Due = z.object({
  pk: z.string(),
  sk: z.string(),
  entity: z.string(),
  version: z.number(),
  schemaVersion: z.optional(z.unknown()),
  body: Body,
});

/** The store retention works with: everything of the people store, and what is due of the records of every slice. */
export function dynamoRetentionStore<Records extends { readonly [Kind in keyof Records]: { readonly authority: string } }>(
  table: Table,
  everyEntity: Entities<Records>,
): RetentionStore {
  const { name: TableName, client } = table;
  const records = recordTable(table, everyEntity);
  return {
    ...dynamoPeopleStore(table),
    ...dayMarks(table, JOB),
    async *dueRecords(day) {
      for await (const page of duePages(table, indexes.due(day)))
        for (const item of page) {
          const { pk, sk, entity, version, schemaVersion, body: stored } = Due.parse(item);
          const body = Body.parse(records.newest(entity, schemaVersion, stored));
          yield { entity, id: body.id ?? "", body, key: { pk, sk }, version };
        }
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
      const record = recordName(key);
      // What is left to do is noted as the record goes: a run that is stopped is taken up there.
      const done = await transactUntilClear(table, [
        {
          write: { Delete: { TableName, Key: { pk, sk }, ConditionExpression: "version = :version", ExpressionAttributeValues: { ":version": version } } },
          ifConditionFails: "changed",
        },
        ...records.followers(entity, body).map((follower) => ({
          write: { Delete: { TableName, Key: { ...follower } } },
          ifConditionFails: "changed",
        })),
        {
          write: { Put: { TableName, Item: { ...keys.deletion(JOB, record), ...markOf(deletionShape), record } } },
          ifConditionFails: "changed",
        },
      ]);
      if (done.ok) await deleteTrail(record);
      return done.ok;
    },
    async finishDeletions() {
      const { pk, sk } = keys.deletion(JOB, "");
      const { Items = [] } = await client.send(
        new QueryCommand({
          TableName,
          KeyConditionExpression: "pk = :pk AND begins_with(sk, :deletion)",
          ExpressionAttributeValues: { ":pk": pk, ":deletion": sk },
          ConsistentRead: true,
        }),
      );
      for (const item of Items) await deleteTrail(readItem(deletionShape, item).record);
    },
  };

  async function deleteTrail(record: string): Promise<void> {
    await removeItems(table, await keysOfPartition(table, keys.auditEntry(record, 0).pk));
    await client.send(new DeleteCommand({ TableName, Key: { ...keys.deletion(JOB, record) } }));
  }
}
