import { ConditionalCheckFailedException } from "@aws-sdk/client-dynamodb";
import { DeleteCommand, QueryCommand, UpdateCommand } from "@aws-sdk/lib-dynamodb";
import * as z from "zod/mini";
import { dayMarks, duePages, keysOfPartition, removeItems } from "../../../shared/due/dynamo-due.ts";
import type { Entities } from "../../../shared/records/entity.ts";
import { recordTable } from "../../../shared/records/record-table.ts";
import { indexes, keys, recordName } from "../../../shared/table/keys.ts";
import { type Table, transact } from "../../../shared/table/table-client.ts";
import type { RetentionStore } from "../use-cases/ports.ts";
import { dynamoPeopleStore } from "./dynamo-people-store.ts";

const SCHEMA_VERSION = 1;
const JOB = "retention";

const Due = z.object({ pk: z.string(), sk: z.string(), entity: z.string(), version: z.number(), body: z.looseObject({ id: z.optional(z.string()) }) });
const Deletion = z.object({ record: z.string() });

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
    async *dueOn(day) {
      for await (const page of duePages(table, indexes.due(day)))
        for (const item of page) {
          const { pk, sk, entity, version, body } = Due.parse(item);
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
      const done = await transact(table, [
        {
          write: { Delete: { TableName, Key: { pk, sk }, ConditionExpression: "version = :version", ExpressionAttributeValues: { ":version": version } } },
          ifConditionFails: "changed",
        },
        ...records.followers(entity, body).map((follower) => ({
          write: { Delete: { TableName, Key: { ...follower } } },
          ifConditionFails: "changed",
        })),
        {
          write: { Put: { TableName, Item: { ...keys.deletion(JOB, record), entity: "deletion", schemaVersion: SCHEMA_VERSION, record } } },
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
      for (const item of Items) await deleteTrail(Deletion.parse(item).record);
    },
  };

  async function deleteTrail(record: string): Promise<void> {
    await removeItems(table, await keysOfPartition(table, keys.auditEntry(record, 0).pk));
    await client.send(new DeleteCommand({ TableName, Key: { ...keys.deletion(JOB, record) } }));
  }
}
