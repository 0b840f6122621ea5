import { GetCommand, ScanCommand, type ScanCommandInput } from "@aws-sdk/lib-dynamodb";
import * as z from "zod/mini";
import type { Table } from "../table/table-client.ts";
import { brokenAt } from "./entry.ts";
import { auditEntryShape, trailOf } from "./trail.ts";

/** What verifying every trail of a table found. */
export interface Verification {
  readonly records: number;
  readonly entries: number;
  /** Each broken trail: its record, and what is wrong. */
  readonly broken: readonly { readonly record: string; readonly what: string }[];
}

const Audited = z.object({ pk: z.string(), sk: z.string(), audit: z.object({ sequence: z.number(), hash: z.string() }) });

/**
 * Follows the chain of every record's trail, and looks for trails whose record is gone: an operations
 * script, which reads the whole table. `progress` is told how many records were followed so far.
 */
export async function verifyTrails(table: Table, progress: (records: number) => void = () => undefined): Promise<Verification> {
  const { name: TableName, client } = table;
  const broken = new Map<string, string>();
  const orphans = new Set<string>();
  let [records, entries] = [0, 0];
  let ExclusiveStartKey: ScanCommandInput["ExclusiveStartKey"];
  do {
    const page = await client.send(new ScanCommand({ TableName, ConsistentRead: true, ...(ExclusiveStartKey ? { ExclusiveStartKey } : {}) }));
    for (const item of page.Items ?? []) {
      if (item["entity"] === "audit-entry") {
        const entry = auditEntryShape.schema.safeParse(item);
        const record = entry.success ? entry.data.record : String(item["pk"]).replace(/^AUDIT#/, "");
        if (!entry.success) broken.set(record, "an entry cannot be read");
        else orphans.add(record);
        continue;
      }
      const audited = Audited.safeParse(item);
      if (!audited.success) continue;
      const { pk, sk, audit } = audited.data;
      const record = `${pk}|${sk}`;
      const found = await trailOf(table, { pk, sk }).catch(() => undefined);
      records += 1;
      entries += found?.length ?? 0;
      const what = found ? brokenAt(record, audit, found) : "an entry cannot be read";
      if (what) broken.set(record, what);
      progress(records);
    }
    ExclusiveStartKey = page.LastEvaluatedKey;
  } while (ExclusiveStartKey);
  // A trail whose record was met above has been followed; of the others the record must be looked for.
  for (const record of orphans) {
    if (broken.has(record)) continue;
    const [pk = "", sk = ""] = record.split("|");
    const { Item } = await client.send(new GetCommand({ TableName, Key: { pk, sk }, ConsistentRead: true, ProjectionExpression: "audit" }));
    if (!Item?.["audit"]) broken.set(record, "the record itself is missing");
  }
  return { records, entries, broken: [...broken].map(([record, what]) => ({ record, what })) };
}
