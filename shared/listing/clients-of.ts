import * as z from "zod/mini";
import { indexes } from "../table/keys.ts";
import { queried } from "../table/pages.ts";
import type { Table } from "../table/table-client.ts";

const Client = z.object({ body: z.object({ owner: z.string() }) });

/** The accounts of recipients who use a listing now, each once: found by the live arrangements with it. Eventually consistent. */
export async function clientsOf(table: Table, listing: string): Promise<readonly string[]> {
  const arrangements = await queried(table, {
    IndexName: "gsi2",
    KeyConditionExpression: "gsi2pk = :listing",
    ExpressionAttributeValues: { ":listing": indexes.clientsOf(listing) },
  });
  return [...new Set(arrangements.map((item) => Client.parse(item).body.owner))];
}
