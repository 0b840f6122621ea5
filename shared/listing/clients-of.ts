import { QueryCommand, type QueryCommandInput } from "@aws-sdk/lib-dynamodb";
import * as z from "zod/mini";
import { indexes } from "../table/keys.ts";
import type { Table } from "../table/table-client.ts";

const Client = z.object({ body: z.object({ owner: z.string() }) });

/** The accounts of recipients who use a listing now, each once: found by the live arrangements with it. Eventually consistent. */
export async function clientsOf({ name: TableName, client }: Table, listing: string): Promise<readonly string[]> {
  const owners = new Set<string>();
  let ExclusiveStartKey: QueryCommandInput["ExclusiveStartKey"];
  do {
    const page = await client.send(
      new QueryCommand({
        TableName,
        IndexName: "gsi2",
        KeyConditionExpression: "gsi2pk = :listing",
        ExpressionAttributeValues: { ":listing": indexes.clientsOf(listing) },
        ...(ExclusiveStartKey ? { ExclusiveStartKey } : {}),
      }),
    );
    for (const item of page.Items ?? []) owners.add(Client.parse(item).body.owner);
    ExclusiveStartKey = page.LastEvaluatedKey;
  } while (ExclusiveStartKey);
  return [...owners];
}
