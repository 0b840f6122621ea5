import { BatchWriteCommand } from "@aws-sdk/lib-dynamodb";
import type { Table } from "../../shared/table/table-client.ts";

const ITEMS_A_BATCH = 25;
const WRITERS = 16;

/** Fills a table with the items of so many things, by many writers at once. */
export async function fillTable({ name, client }: Table, size: number, itemsOf: (index: number) => readonly Record<string, unknown>[]): Promise<void> {
  let next = 0;
  let pending: Record<string, unknown>[] = [];
  const batches = function* () {
    for (; next < size; next += 1) {
      pending.push(...itemsOf(next));
      while (pending.length >= ITEMS_A_BATCH) {
        yield pending.slice(0, ITEMS_A_BATCH);
        pending = pending.slice(ITEMS_A_BATCH);
      }
    }
    if (pending.length > 0) yield pending.splice(0);
  };
  const all = batches();
  await Promise.all(
    Array.from({ length: WRITERS }, async () => {
      for (const batch of all) await client.send(new BatchWriteCommand({ RequestItems: { [name]: batch.map((Item) => ({ PutRequest: { Item } })) } }));
    }),
  );
}
