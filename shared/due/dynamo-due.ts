import { BatchWriteCommand, GetCommand, PutCommand, QueryCommand, type QueryCommandInput } from "@aws-sdk/lib-dynamodb";
import * as z from "zod/mini";
import type { ItemKey } from "../table/definition.ts";
import { keys, recordName } from "../table/keys.ts";
import { markOf, readItem, storedShape } from "../table/stored-shape.ts";
import type { Table } from "../table/table-client.ts";
import type { DayMarks } from "./plan.ts";

const DELETES_A_BATCH = 25;

/** The last day that a job dealt with whole. */
export const dayDoneShape = storedShape({ entity: "day-done", schemaVersion: 1 }, z.object({ day: z.string() }));
/** A record that is gone, while its trail is still being removed. */
export const deletionShape = storedShape({ entity: "deletion", schemaVersion: 1 }, z.object({ record: z.string() }));
const Key = z.object({ pk: z.string(), sk: z.string() });

/** How far a job came, kept in the table under its name. */
export const dayMarks = ({ name: TableName, client }: Table, job: string): DayMarks => ({
  async lastDone() {
    const { Item } = await client.send(new GetCommand({ TableName, Key: keys.dayDone(job), ConsistentRead: true }));
    return Item && readItem(dayDoneShape, Item).day;
  },
  async noteDone(day) {
    await client.send(new PutCommand({ TableName, Item: { ...keys.dayDone(job), ...markOf(dayDoneShape), day } }));
  },
});

/** What stands in a partition of `gsi3`, page by page. `read` hears of every item a query read. */
export async function* duePages(
  { name: TableName, client }: Table,
  partition: string,
  only: Pick<QueryCommandInput, "ProjectionExpression"> = {},
  read: (items: number) => void = () => undefined,
): AsyncGenerator<readonly Readonly<Record<string, unknown>>[]> {
  let ExclusiveStartKey: QueryCommandInput["ExclusiveStartKey"];
  do {
    const page = await client.send(
      new QueryCommand({
        TableName,
        IndexName: "gsi3",
        KeyConditionExpression: "gsi3pk = :due",
        ExpressionAttributeValues: { ":due": partition },
        ...only,
        ...(ExclusiveStartKey ? { ExclusiveStartKey } : {}),
      }),
    );
    read(page.ScannedCount ?? 0);
    yield page.Items ?? [];
    ExclusiveStartKey = page.LastEvaluatedKey;
  } while (ExclusiveStartKey);
}

/** The keys that a query finds, all pages. */
export async function keysIn({ name: TableName, client }: Table, query: Omit<QueryCommandInput, "TableName">): Promise<readonly ItemKey[]> {
  const found: ItemKey[] = [];
  let ExclusiveStartKey: QueryCommandInput["ExclusiveStartKey"];
  do {
    const page = await client.send(
      new QueryCommand({ TableName, ...query, ProjectionExpression: "pk, sk", ...(ExclusiveStartKey ? { ExclusiveStartKey } : {}) }),
    );
    found.push(...(page.Items ?? []).map((item) => Key.parse(item)));
    ExclusiveStartKey = page.LastEvaluatedKey;
  } while (ExclusiveStartKey);
  return found;
}

/** The keys of a partition's items, read consistently. */
export const keysOfPartition = (table: Table, pk: string): Promise<readonly ItemKey[]> =>
  keysIn(table, { KeyConditionExpression: "pk = :pk", ExpressionAttributeValues: { ":pk": pk }, ConsistentRead: true });

/** The keys of a record's audit trail. */
export const trailKeys = (table: Table, record: ItemKey): Promise<readonly ItemKey[]> => keysOfPartition(table, keys.auditEntry(recordName(record), 0).pk);

/** Removes items, in batches, in their order; what the table was too busy for is tried again. */
export async function removeItems({ name: TableName, client }: Table, found: readonly ItemKey[]): Promise<void> {
  for (let at = 0; at < found.length; at += DELETES_A_BATCH) {
    let requests = found.slice(at, at + DELETES_A_BATCH).map((key) => ({ DeleteRequest: { Key: { ...key } } }));
    while (requests.length > 0) {
      const { UnprocessedItems } = await client.send(new BatchWriteCommand({ RequestItems: { [TableName]: requests } }));
      requests = (UnprocessedItems?.[TableName] ?? []).flatMap(({ DeleteRequest }) =>
        DeleteRequest?.Key ? [{ DeleteRequest: { Key: { ...Key.parse(DeleteRequest.Key) } } }] : [],
      );
    }
  }
}
