import * as z from "zod/mini";
import { indexes } from "../table/keys.ts";
import { queried, type StoredItem } from "../table/pages.ts";
import type { Table } from "../table/table-client.ts";

const Client = z.object({ body: z.object({ owner: z.string(), state: z.string() }) });

/** The arrangements with a listing as they are stored, of every council, those that ended too. Eventually consistent. */
export const usesOf = (table: Table, listing: string): Promise<readonly StoredItem[]> =>
  queried(table, {
    IndexName: "gsi2",
    KeyConditionExpression: "gsi2pk = :listing",
    ExpressionAttributeValues: { ":listing": indexes.clientsOf(listing) },
  });

/** Where an arrangement stands while its recipient must hear of the listing: offered, or agreed and not over. */
const TOLD_IN: readonly string[] = ["offered", "accepted", "live", "paused"];

/** The accounts of recipients who use a listing now, or have asked for it, each once: found by the arrangements with it. Eventually consistent. */
export async function clientsOf(table: Table, listing: string): Promise<readonly string[]> {
  const uses = await usesOf(table, listing);
  return [...new Set(uses.map((item) => Client.parse(item).body).flatMap(({ owner, state }) => (TOLD_IN.includes(state) ? [owner] : [])))];
}
