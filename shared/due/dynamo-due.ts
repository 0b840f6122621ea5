import { BatchWriteCommand, PutCommand } from "@aws-sdk/lib-dynamodb";
import * as z from "zod/mini";
import type { ItemKey } from "../table/definition.ts";
import { keys, recordName } from "../table/keys.ts";
import { itemsOf, type Query, queried, queryPages } from "../table/pages.ts";
import { markOf, readItem, storedShape } from "../table/stored-shape.ts";
import type { Table } from "../table/table-client.ts";
import type { DayMarks } from "./plan.ts";

const DELETES_A_BATCH = 25;

/** The last day of a council that a job dealt with whole. */
export const dayDoneShape = storedShape({ entity: "day-done", schemaVersion: 1 }, z.object({ day: z.string() }));
/** A record that is gone, while its trail is still being removed. */
export const deletionShape = storedShape({ entity: "deletion", schemaVersion: 1 }, z.object({ record: z.string() }));
const Key = z.object({ pk: z.string(), sk: z.string() });

/** How far a job came with each council, kept in the table under its name. */
export const dayMarks = (table: Table, job: string): DayMarks => ({
  async lastDone() {
    const { pk, sk } = keys.dayDone(job, "");
    const marks = await itemsOf(table, pk, sk);
    return new Map(marks.map((item) => [String(item["sk"]).slice(sk.length), readItem(dayDoneShape, item).day]));
  },
  async noteDone(council, day) {
    const { name: TableName, client } = table;
    await client.send(new PutCommand({ TableName, Item: { ...keys.dayDone(job, council), ...markOf(dayDoneShape), day } }));
  },
});

/**
 * The keys that stand in a partition of `gsi3`, page by page, in the index's order: a record's pieces stand together. All else
 * is read where it is dealt with, for an index may be behind. `read` hears of every item a query read; with `until`, only what is sorted before it.
 */
export async function* duePages(
  table: Table,
  partition: string,
  { read = () => undefined, until }: { readonly read?: ((items: number) => void) | undefined; readonly until?: string } = {},
): AsyncGenerator<readonly ItemKey[]> {
  const pages = queryPages(table, {
    IndexName: "gsi3",
    KeyConditionExpression: until === undefined ? "gsi3pk = :due" : "gsi3pk = :due AND gsi3sk <= :until",
    ExpressionAttributeValues: { ":due": partition, ...(until === undefined ? {} : { ":until": until }) },
  });
  for await (const page of pages) {
    read(page.read);
    yield page.items.map((item) => Key.parse(item));
  }
}

/** The keys that a query finds, all pages. */
export const keysIn = async (table: Table, query: Query): Promise<readonly ItemKey[]> =>
  (await queried(table, { ...query, ProjectionExpression: "pk, sk" })).map((item) => Key.parse(item));

/** The keys of a partition's items, read consistently. */
export const keysOfPartition = (table: Table, pk: string): Promise<readonly ItemKey[]> =>
  keysIn(table, { KeyConditionExpression: "pk = :pk", ExpressionAttributeValues: { ":pk": pk }, ConsistentRead: true });

/** The keys of a record's audit trail, and before them of why its changes were made. */
export async function trailKeys(table: Table, record: ItemKey): Promise<readonly ItemKey[]> {
  const name = recordName(record);
  return [...(await keysOfPartition(table, keys.auditReason(name, 0).pk)), ...(await keysOfPartition(table, keys.auditEntry(name, 0).pk))];
}

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
