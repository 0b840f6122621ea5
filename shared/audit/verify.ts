import { GetCommand } from "@aws-sdk/lib-dynamodb";
import * as z from "zod/mini";
import type { ItemKey } from "../table/definition.ts";
import { keyNamed, keys, recordName } from "../table/keys.ts";
import { type StoredItem, scanned } from "../table/pages.ts";
import { readItem } from "../table/stored-shape.ts";
import type { Table } from "../table/table-client.ts";
import { type AuditEntry, type AuditHead, bodyHashOf, brokenAt } from "./entry.ts";
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

/** Where records and their trails are read while they are verified. */
export interface TrailSource {
  /** Every item there is, in any order. */
  items(): AsyncIterable<StoredItem> | Iterable<StoredItem>;
  /** The trail of a record as it is now, oldest first. Rejects where an entry cannot be read. */
  trailOf(record: ItemKey): Promise<readonly AuditEntry[]>;
  /** An item as it is now. */
  itemAt(key: ItemKey): Promise<StoredItem | undefined>;
}

/** A table in use: each trail is read when its record is met, so that memory does not grow with the table. */
const tableSource = (table: Table): TrailSource => ({
  items: () => scanned(table),
  trailOf: (record) => trailOf(table, record),
  itemAt: async (Key) => (await table.client.send(new GetCommand({ TableName: table.name, Key, ConsistentRead: true }))).Item,
});

/** All items of a table that nothing writes to any more, read once and held in memory. Trails are without their reasons, which no chain needs. */
export function heldSource(items: readonly StoredItem[]): TrailSource {
  const place = ({ pk, sk }: StoredItem): string => `${pk}\n${sk}`;
  const byPlace = new Map(items.map((item) => [place(item), item]));
  const entries = Map.groupBy(
    items.filter(({ entity }) => entity === auditEntryShape.entity),
    ({ pk }) => pk,
  );
  return {
    items: () => items,
    async trailOf(record) {
      const found = entries.get(keys.auditEntry(recordName(record), 0).pk) ?? [];
      return found.toSorted((a, b) => (String(a["sk"]) < String(b["sk"]) ? -1 : 1)).map((item) => readItem(auditEntryShape, item));
    },
    itemAt: async ({ pk, sk }) => byPlace.get(place({ pk, sk })),
  };
}

/**
 * Follows the chain of every record's trail, holds the record's body against the last change, and the trail against its seals; looks for
 * trails whose record is gone, and for records that are gone with their trails: an operations script, which reads the whole table.
 */
export const verifyTrails = (table: Table, options: VerifyOptions = {}): Promise<Verification> => verifySource(tableSource(table), options);

/** The same, of wherever records and trails are read. */
export async function verifySource(source: TrailSource, { seals, progress = () => undefined }: VerifyOptions = {}): Promise<Verification> {
  // Before the table: what was sealed by now must be there, and what is written meanwhile is in no seal yet.
  const sealed = seals && (await sealedTrails(seals));
  const broken = new Map<string, string>();
  const unlikeSeals = new Map<string, string>();
  const orphans = new Set<string>();
  const followed = new Set<string>();
  let [records, entries, unsealed] = [0, 0, 0];
  for await (const item of source.items()) {
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
    const { found, what } = await followedTrail(source, record, item, audit);
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
    if (!(await source.itemAt(keyNamed(record)))?.["audit"]) broken.set(record, "the record itself is missing");
  }
  if (!sealed) return { records, entries, broken: listOf(broken) };
  for (const record of sealed.records) {
    if (followed.has(record)) continue;
    const trail = await source.trailOf(keyNamed(record)).catch(() => []);
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
async function followedTrail(source: TrailSource, record: string, item: StoredItem, audit: AuditHead) {
  let [current, head] = [item, audit];
  for (let look = 1; ; look += 1) {
    const found = await source.trailOf(keyNamed(record)).catch(() => undefined);
    const what = found ? brokenAt(record, head, found, bodyHashOf(current)) : "an entry cannot be read";
    if (what === undefined || look === LOOKS) return { found, what };
    const now = await source.itemAt(keyNamed(record));
    const again = Audited.safeParse(now);
    // Removed meanwhile: its trail goes too, or is found without its record.
    if (!now || !again.success) return { found: [], what: undefined };
    [current, head] = [now, again.data.audit];
  }
}

const listOf = (broken: ReadonlyMap<string, string>): Verification["broken"] => [...broken].map(([record, what]) => ({ record, what }));
