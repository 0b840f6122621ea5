import { ConditionalCheckFailedException } from "@aws-sdk/client-dynamodb";
import { GetCommand, UpdateCommand } from "@aws-sdk/lib-dynamodb";
import * as z from "zod/mini";
import type { NoteRemoval } from "../../../shared/audit/seal-bucket.ts";
import { dayMarks, deletionShape, duePages, removeItems, trailKeys } from "../../../shared/due/dynamo-due.ts";
import { dueCouncilOf } from "../../../shared/policy/due-council.ts";
import type { Entities } from "../../../shared/records/entity.ts";
import { recordTable } from "../../../shared/records/record-table.ts";
import { table as definition } from "../../../shared/table/definition.ts";
import { indexes, keyNamed, keys, recordName } from "../../../shared/table/keys.ts";
import { itemsOf } from "../../../shared/table/pages.ts";
import { markOf, readItem } from "../../../shared/table/stored-shape.ts";
import { type Table, transactUntilClear } from "../../../shared/table/table-client.ts";
import type { RetentionPlan, RetentionStore } from "../use-cases/ports.ts";
import { dynamoPeopleStore } from "./dynamo-people-store.ts";

const JOB = "retention";

const Body = z.looseObject({ id: z.optional(z.string()) });
const Due = z.object({
  entity: z.string(),
  version: z.number(),
  authority: z.string(),
  schemaVersion: z.optional(z.unknown()),
  gsi3pk: z.optional(z.string()),
  body: Body,
});

/** Where the night finds what is due. `read` hears of every item that a query read. */
export const dynamoRetentionPlan = (table: Table, read: (items: number) => void = () => undefined): RetentionPlan => ({
  ...dayMarks(table, JOB),
  dueKeys: (day, council) => duePages(table, indexes.due(day, council), { read }),
  async unfinished() {
    const { pk, sk } = keys.deletion(JOB, "");
    return (await itemsOf(table, pk, sk)).map((item) => keyNamed(readItem(deletionShape, item).record));
  },
});

/** The store retention works with: everything of the people store, and the records of every slice. `noteRemoval` hears of every record before it goes with its trail. */
export function dynamoRetentionStore<Records extends { readonly [Kind in keyof Records]: { readonly authority: string } }>(
  table: Table,
  everyEntity: Entities<Records>,
  noteRemoval: NoteRemoval = async () => undefined,
): RetentionStore {
  const { name: TableName, client } = table;
  const records = recordTable(table, everyEntity);
  return {
    ...dynamoPeopleStore(table),
    async dueRecord({ pk, sk }) {
      const { Item } = await client.send(new GetCommand({ TableName, Key: { pk, sk }, ConsistentRead: true }));
      if (!Item || definition.timeToLive in Item) return undefined;
      const { entity, version, authority, schemaVersion, gsi3pk: standsIn, body: stored } = Due.parse(Item);
      const body = Body.parse(records.newest(entity, schemaVersion, stored));
      return { entity, id: body.id ?? "", authority, body, key: { pk, sk }, version, standsIn };
    },
    async postpone({ key: { pk, sk }, version, authority, standsIn }, until) {
      const stand = until === undefined ? undefined : indexes.due(until, dueCouncilOf(authority));
      if (stand === standsIn) return false;
      try {
        await client.send(
          new UpdateCommand({
            TableName,
            Key: { pk, sk },
            ...(stand === undefined
              ? { UpdateExpression: "REMOVE gsi3pk, gsi3sk", ExpressionAttributeValues: { ":version": version } }
              : { UpdateExpression: "SET gsi3pk = :due", ExpressionAttributeValues: { ":due": stand, ":version": version } }),
            ConditionExpression: "version = :version",
          }),
        );
        return true;
      } catch (error) {
        if (error instanceof ConditionalCheckFailedException) return false;
        throw error;
      }
    },
    async deleteWithTrail({ key, version, entity, body }) {
      const { pk, sk } = key;
      const record = recordName(key);
      await noteRemoval(record);
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
    async finishDeletion(key) {
      const record = recordName(key);
      const { Item } = await client.send(new GetCommand({ TableName, Key: keys.deletion(JOB, record), ConsistentRead: true }));
      if (Item) await deleteTrail(record);
      return Item !== undefined;
    },
  };

  async function deleteTrail(record: string): Promise<void> {
    await removeItems(table, await trailKeys(table, keyNamed(record)));
    await transactUntilClear(table, [{ write: { Delete: { TableName, Key: { ...keys.deletion(JOB, record) } } }, ifConditionFails: "gone" }]);
  }
}
