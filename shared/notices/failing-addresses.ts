import { QueryCommand } from "@aws-sdk/lib-dynamodb";
import * as z from "zod/mini";
import { type EpochMillis, hasExpired } from "../domain/time.ts";
import { indexes } from "../table/keys.ts";
import type { Table } from "../table/table-client.ts";
import { Undelivered } from "./stored-notice.ts";

/** So many of an account's newest notices are looked at. */
const LOOKED_AT = 50;
const Notice = z.object({ undelivered: z._default(z.array(Undelivered), []) });

/** Hashes of addresses that took nothing of what was sent to an account lately, by its newest notices. */
export async function failingMarks({ name: TableName, client }: Table, account: string, at: EpochMillis): Promise<ReadonlySet<string>> {
  const { Items = [] } = await client.send(
    new QueryCommand({
      TableName,
      IndexName: "gsi1",
      KeyConditionExpression: "gsi1pk = :partition",
      ExpressionAttributeValues: { ":partition": indexes.noticesOf(account) },
      ScanIndexForward: false,
      Limit: LOOKED_AT,
    }),
  );
  const current = Items.filter(({ expiresAt }) => !hasExpired(expiresAt, at));
  return new Set(current.flatMap((item) => Notice.parse(item).undelivered.map(({ mark }) => mark)));
}
