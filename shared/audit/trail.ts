import { QueryCommand, type QueryCommandInput } from "@aws-sdk/lib-dynamodb";
import * as z from "zod/mini";
import type { ItemKey } from "../table/definition.ts";
import { keys, recordName } from "../table/keys.ts";
import { readItem, storedShape } from "../table/stored-shape.ts";
import type { Table } from "../table/table-client.ts";
import type { AuditEntry } from "./entry.ts";

const Value = z.union([z.string(), z.number()]);

/** An entry as it is stored; `null` never occurs. */
const StoredEntry = z.object({
  record: z.string(),
  sequence: z.number(),
  at: z.string(),
  action: z.string(),
  actor: z.object({ subject: z.string(), role: z.string() }),
  onBehalfOf: z.optional(z.string()),
  authority: z.optional(z.string()),
  changes: z.array(z.object({ field: z.string(), from: z.optional(Value), to: z.optional(Value) })),
  reason: z.optional(z.string()),
  requestId: z.string(),
  previous: z.string(),
  hash: z.string(),
});
export const auditEntryShape = storedShape({ entity: "audit-entry", schemaVersion: 1 }, StoredEntry);

/** Part of a trail, newest entry first. */
export interface TrailPage {
  readonly entries: readonly AuditEntry[];
  /** The sequence to go on before; absent where these are the oldest. */
  readonly next?: number;
}

/** The newest entries of a record's trail, or those before an entry; at most `limit`, newest first. */
export async function trailPage({ name: TableName, client }: Table, record: ItemKey, limit: number, before?: number): Promise<TrailPage> {
  const { pk, sk } = keys.auditEntry(recordName(record), before ?? 0);
  const { Items = [] } = await client.send(
    new QueryCommand({
      TableName,
      KeyConditionExpression: before === undefined ? "pk = :trail" : "pk = :trail AND sk < :before",
      ExpressionAttributeValues: { ":trail": pk, ...(before === undefined ? {} : { ":before": sk }) },
      ConsistentRead: true,
      ScanIndexForward: false,
      Limit: limit,
    }),
  );
  const entries = Items.map((item) => readItem(auditEntryShape, item));
  const oldest = entries.at(-1)?.sequence;
  return { entries, ...(oldest === undefined || oldest <= 1 || entries.length < limit ? {} : { next: oldest }) };
}

/** The audit trail of a record, oldest first, read consistently. */
export async function trailOf({ name: TableName, client }: Table, record: ItemKey): Promise<readonly AuditEntry[]> {
  const entries: AuditEntry[] = [];
  let ExclusiveStartKey: QueryCommandInput["ExclusiveStartKey"];
  do {
    const page = await client.send(
      new QueryCommand({
        TableName,
        KeyConditionExpression: "pk = :trail",
        ExpressionAttributeValues: { ":trail": keys.auditEntry(recordName(record), 0).pk },
        ConsistentRead: true,
        ...(ExclusiveStartKey ? { ExclusiveStartKey } : {}),
      }),
    );
    entries.push(...(page.Items ?? []).map((item) => readItem(auditEntryShape, item)));
    ExclusiveStartKey = page.LastEvaluatedKey;
  } while (ExclusiveStartKey);
  return entries;
}
