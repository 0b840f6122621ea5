import { DeleteCommand, QueryCommand } from "@aws-sdk/lib-dynamodb";
import * as z from "zod/mini";
import type { ItemKey } from "../table/definition.ts";
import { keys, recordName } from "../table/keys.ts";
import { itemsOf } from "../table/pages.ts";
import { readItem, storedShape } from "../table/stored-shape.ts";
import type { Table } from "../table/table-client.ts";
import { type AuditEntry, reasonHashOf } from "./entry.ts";

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
  reasonHash: z.optional(z.string()),
  requestId: z.string(),
  body: z.optional(z.string()),
  previous: z.string(),
  hash: z.string(),
});
/** An entry of the first version held its reason itself, and no hash of the record's body: it is read as it is. */
const entryVersions = { entity: "audit-entry", schemaVersion: 2 };
export const auditEntryShape = storedShape({ ...entryVersions, upcasters: { 1: (entry) => entry } }, StoredEntry);

/** Why something was done, in somebody's words, and the salt of the hash by which its entry knows them. */
export const auditReasonShape = storedShape(
  { entity: "audit-reason", schemaVersion: 1 },
  z.object({ record: z.string(), sequence: z.number(), reason: z.string(), salt: z.string() }),
);

/** Part of a trail, newest entry first. */
export interface TrailPage {
  readonly entries: readonly AuditEntry[];
  /** The sequence to go on before; absent where these are the oldest. */
  readonly next?: number;
}

/** The newest entries of a record's trail, or those before an entry; at most `limit`, newest first, each with its reason. */
export async function trailPage(table: Table, record: ItemKey, limit: number, before?: number): Promise<TrailPage> {
  const { pk, sk } = keys.auditEntry(recordName(record), before ?? 0);
  const { Items = [] } = await table.client.send(
    new QueryCommand({
      TableName: table.name,
      KeyConditionExpression: before === undefined ? "pk = :trail" : "pk = :trail AND sk < :before",
      ExpressionAttributeValues: { ":trail": pk, ...(before === undefined ? {} : { ":before": sk }) },
      ConsistentRead: true,
      ScanIndexForward: false,
      Limit: limit,
    }),
  );
  const entries = Items.map((item) => readItem(auditEntryShape, item));
  const oldest = entries.at(-1)?.sequence;
  const more = oldest !== undefined && oldest > 1 && entries.length >= limit;
  return { entries: await withReasons(table, record, entries), ...(more ? { next: oldest } : {}) };
}

/** The audit trail of a record, oldest first, read consistently; without the reasons that are kept beside it. */
export const entriesOf = async (table: Table, record: ItemKey): Promise<readonly AuditEntry[]> =>
  (await itemsOf(table, keys.auditEntry(recordName(record), 0).pk)).map((item) => readItem(auditEntryShape, item));

/** The audit trail of a record, oldest first, read consistently; each entry with its reason, as long as that is kept. */
export async function trailOf(table: Table, record: ItemKey): Promise<readonly AuditEntry[]> {
  return withReasons(table, record, await entriesOf(table, record));
}

async function withReasons(table: Table, record: ItemKey, entries: readonly AuditEntry[]): Promise<readonly AuditEntry[]> {
  if (!entries.some(({ reasonHash }) => reasonHash !== undefined)) return entries;
  const kept = (await itemsOf(table, keys.auditReason(recordName(record), 0).pk)).map((item) => readItem(auditReasonShape, item));
  const reasons = new Map(kept.map((one) => [one.sequence, one]));
  return entries.map((entry) => {
    const found = reasons.get(entry.sequence);
    // Words that are not those the entry was written with are not shown as its reason.
    return found && entry.reasonHash === reasonHashOf(found.reason, found.salt) ? { ...entry, reason: found.reason } : entry;
  });
}

/** Erases why things were done to a record; its trail stays as it is. Safe to repeat. */
export async function eraseReasons(table: Table, record: ItemKey): Promise<void> {
  for (const { pk, sk } of await itemsOf(table, keys.auditReason(recordName(record), 0).pk))
    await table.client.send(new DeleteCommand({ TableName: table.name, Key: { pk, sk } }));
}
