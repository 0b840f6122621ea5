import { paginateQuery, paginateScan, type QueryCommandInput, type ScanCommandInput } from "@aws-sdk/lib-dynamodb";
import type { Table } from "./table-client.ts";

export type StoredItem = Readonly<Record<string, unknown>>;

/** A query of one partition, but for the table and where a page begins. */
export type Query = Omit<QueryCommandInput, "TableName" | "ExclusiveStartKey">;

/** One answer of a query: what it found, and how many items it read for that. */
interface QueryPage {
  readonly items: readonly StoredItem[];
  readonly read: number;
}

/** The pages of a query, in its order. */
export async function* queryPages({ name: TableName, client }: Table, query: Query): AsyncGenerator<QueryPage> {
  for await (const { Items = [], ScannedCount = 0 } of paginateQuery({ client }, { TableName, ...query })) yield { items: Items, read: ScannedCount };
}

/** All items a query finds, in its order: for partitions that a process can hold. */
export async function queried(table: Table, query: Query): Promise<readonly StoredItem[]> {
  const found: StoredItem[] = [];
  for await (const { items } of queryPages(table, query)) found.push(...items);
  return found;
}

/** All items of a partition, or those whose sort key begins so, read consistently. */
export const itemsOf = (table: Table, partition: string, beginning = ""): Promise<readonly StoredItem[]> =>
  queried(table, {
    KeyConditionExpression: beginning === "" ? "pk = :pk" : "pk = :pk AND begins_with(sk, :beginning)",
    ExpressionAttributeValues: { ":pk": partition, ...(beginning === "" ? {} : { ":beginning": beginning }) },
    ConsistentRead: true,
  });

/** Every item of a table, read consistently: for operations alone, since it reads the whole table. */
export async function* scanned(
  { name: TableName, client }: Table,
  filter: Pick<ScanCommandInput, "FilterExpression" | "ExpressionAttributeValues"> = {},
): AsyncGenerator<StoredItem> {
  for await (const { Items = [] } of paginateScan({ client }, { TableName, ConsistentRead: true, ...filter })) yield* Items;
}
