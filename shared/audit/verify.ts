import { GetCommand } from "@aws-sdk/lib-dynamodb";
import * as z from "zod/mini";
import { keyNamed, recordName } from "../table/keys.ts";
import { scanned } from "../table/pages.ts";
import type { Table } from "../table/table-client.ts";
import { type AuditHead, bodyHashOf, brokenAt } from "./entry.ts";
import type { TrailSeals } from "./seal-bucket.ts";
import { sealedTrails } from "./sealed-trails.ts";
import { auditEntryShape, trailOf } from "./trail.ts";

/** What verifying every trail of a table found. */
export interface Verification {
  readonly records: number;
  readonly entries: number;
  /** Each broken trail: its record, and what is wrong. */
  readonly broken: readonly { readonly record: string; readonly what: string }[];
  /** Where seals were read: how many records have a last entry that is not sealed yet. */
  readonly unsealed?: number;
}

const Audited = z.object({ pk: z.string(), sk: z.string(), audit: z.object({ sequence: z.number(), hash: z.string() }) });

/** What verifying is given besides the table. */
export interface VerifyOptions {
  /** What was sealed outside the table: without it only what the table itself contradicts is found. */
  readonly seals?: TrailSeals;
  /** Told how many records were followed so far. */
  readonly progress?: (records: number) => void;
}

/**
 * Follows the chain of every record's trail, holds the record's body against the last change, and the trail against its seals; looks for
 * trails whose record is gone, and for records that are gone with their trails: an operations script, which reads the whole table.
 */
export async function verifyTrails(table: Table, { seals, progress = () => undefined }: VerifyOptions = {}): Promise<Verification> {
  const { name: TableName, client } = table;
  // Before the table: what was sealed by now must be there, and what is written meanwhile is in no seal yet.
  const sealed = seals && (await sealedTrails(seals));
  const broken = new Map<string, string>();
  const unlikeSeals = new Map<string, string>();
  const orphans = new Set<string>();
  const followed = new Set<string>();
  let [records, entries, unsealed] = [0, 0, 0];
  for await (const item of scanned(table)) {
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
    const record = recordName({ pk, sk });
    const { found, what } = await followedTrail(table, record, item, audit);
    records += 1;
    entries += found?.length ?? 0;
    followed.add(record);
    if (what) broken.set(record, what);
    if (sealed && found) {
      const difference = sealed.differenceOf(record, found);
      if (difference) unlikeSeals.set(record, difference);
      if (!sealed.isSealed(record, found)) unsealed += 1;
    }
    progress(records);
  }
  // A trail whose record was met above has been followed; of the others the record must be looked for.
  for (const record of orphans) {
    if (broken.has(record) || followed.has(record)) continue;
    const { pk, sk } = keyNamed(record);
    const { Item } = await client.send(new GetCommand({ TableName, Key: { pk, sk }, ConsistentRead: true, ProjectionExpression: "audit" }));
    if (!Item?.["audit"]) broken.set(record, "the record itself is missing");
  }
  if (!sealed) return { records, entries, broken: listOf(broken) };
  for (const record of sealed.records) {
    if (followed.has(record)) continue;
    const trail = await trailOf(table, keyNamed(record)).catch(() => []);
    const difference = sealed.differenceOf(record, trail);
    if (difference) unlikeSeals.set(record, trail.length === 0 ? "the record and its whole trail are missing" : difference);
  }
  for (const record of await sealed.notRemoved(unlikeSeals.keys())) if (!broken.has(record)) broken.set(record, unlikeSeals.get(record) ?? "");
  for (const place of sealed.forged) broken.set(place, "the seal was not made by Trellis");
  return { records, entries, broken: listOf(broken), unsealed };
}

/** A record changes while its trail is read: only what is found of it so often is broken. */
const LOOKS = 3;

/** A record's trail, and what is wrong with it. `item` and `audit` are the record as the scan met it; it is read again where something seems wrong. */
async function followedTrail(table: Table, record: string, item: Readonly<Record<string, unknown>>, audit: AuditHead) {
  let [current, head] = [item, audit];
  for (let look = 1; ; look += 1) {
    const found = await trailOf(table, keyNamed(record)).catch(() => undefined);
    const what = found ? brokenAt(record, head, found, bodyHashOf(current)) : "an entry cannot be read";
    if (what === undefined || look === LOOKS) return { found, what };
    const { Item } = await table.client.send(new GetCommand({ TableName: table.name, Key: keyNamed(record), ConsistentRead: true }));
    const again = Audited.safeParse(Item);
    // Removed meanwhile: its trail goes too, or is found without its record.
    if (!Item || !again.success) return { found: [], what: undefined };
    [current, head] = [Item, again.data.audit];
  }
}

const listOf = (broken: ReadonlyMap<string, string>): Verification["broken"] => [...broken].map(([record, what]) => ({ record, what }));
