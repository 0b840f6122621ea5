import { GetCommand } from "@aws-sdk/lib-dynamodb";
import * as z from "zod/mini";
import { changesBetween } from "../audit/changes.ts";
import type { RecordWrite } from "../audit/commit.ts";
import { indexes, keys } from "../table/keys.ts";
import { markOf, readItem, readStored } from "../table/stored-shape.ts";
import { type GuardedWrite, readItems, type Table } from "../table/table-client.ts";
import type { Change, ListingWrite, StoredListing } from "./change.ts";
import type { ListingId } from "./listing.ts";
import { logRecordBody } from "./log-record-format.ts";
import { publicProfileOf } from "./public-listing.ts";
import { listingShape, logHeadShape, logRecordShape, publicListingShape } from "./stored-shapes.ts";

/** So much log after the last snapshot, a new one is due: this many records of one change, or fewer larger ones. */
export const LOG_A_SNAPSHOT = 256;

/** What a record of many changes weighs: reading it costs little more than one of few. */
const CHANGES_AS_HEAVY_AS_A_RECORD = 16;

/** Fields whose values tell nothing personal. */
const TOLD = ["status", "kind", "employment", "accreditedOn", "accreditedUntil", "ratePence", "hoursFree"];

const StoredItem = z.object({
  version: z.number(),
  audit: z.object({ sequence: z.number(), hash: z.string() }),
  digest: z.string(),
  schemaVersion: z.optional(z.unknown()),
  listing: z.unknown(),
});

/** A stored listing from its item. Throws `UnreadableItem` where it is none this code can read. */
export function storedListing(item: Readonly<Record<string, unknown>>): StoredListing {
  const { version, audit, digest, schemaVersion, listing } = StoredItem.parse(item);
  return { version, audit, digest, listing: readStored(listingShape, schemaVersion, listing) };
}

/** The stored listings among these ids, read consistently. */
export async function readListings(table: Table, ids: readonly ListingId[]): Promise<ReadonlyMap<string, StoredListing>> {
  const items = await readItems(
    table,
    ids.map((id) => keys.listing(id)),
  );
  const found = items.map(storedListing);
  return new Map(found.map((stored) => [stored.listing.id, stored]));
}

/** A listing as the audited record it is. `action` says what was done to it. */
export const listingRecord = ({ listing, digest, replaces }: ListingWrite, action: string): RecordWrite => ({
  key: keys.listing(listing.id),
  ...markOf(listingShape),
  attributes: {
    gsi1pk: indexes.listingsInArea(listing.area.key),
    gsi1sk: keys.listing(listing.id).pk,
    authority: listing.authority,
    digest,
    listing,
  },
  replaces,
  action,
  changes: changesBetween(replaces?.listing, listing, TOLD),
  authority: listing.authority,
});

/** What the public may see of a listing, put in place or taken away; its record guards it. */
export function publicListingWrite(TableName: string, { listing }: ListingWrite): GuardedWrite<"stale"> {
  const profile = publicProfileOf(listing);
  const key = keys.publicListing(listing.id);
  const write = profile
    ? { Put: { TableName, Item: { ...key, ...markOf(publicListingShape), body: JSON.stringify(profile) } } }
    : { Delete: { TableName, Key: key } };
  return { write, ifConditionFails: "stale" };
}

/**
 * The log record that tells every search of these changes, and the head that moves on to it; nothing where
 * the public sees no difference. Refused as `clash` when another change came first: ask again then.
 */
export async function logWrites(table: Table, writes: readonly ListingWrite[]): Promise<readonly GuardedWrite<"clash">[]> {
  const changes = writes.flatMap(changeOf);
  if (changes.length === 0) return [];
  const { name: TableName, client } = table;
  const { Item } = await client.send(new GetCommand({ TableName, Key: keys.logHead(), ConsistentRead: true }));
  const head = Item ? readItem(logHeadShape, Item) : { sequence: 0, pending: 0 };
  const sequence = head.sequence + 1;
  const pending = head.pending + 1 + Math.floor(changes.length / CHANGES_AS_HEAVY_AS_A_RECORD);
  const due = pending >= LOG_A_SNAPSHOT;
  return [
    {
      write: {
        Put: {
          TableName,
          Item: {
            ...keys.logRecord(sequence),
            ...markOf(logRecordShape),
            ...logRecordBody({ changes }),
            ...(due ? { snapshotDue: true } : {}),
          },
          ConditionExpression: "attribute_not_exists(pk)",
        },
      },
      ifConditionFails: "clash",
    },
    headWrite(TableName, head.sequence, sequence, due ? 0 : pending),
  ];
}

/** What a write changes for the public; nothing where it was and stays out of sight. */
function changeOf({ listing, replaces }: ListingWrite): readonly Change[] {
  const before = replaces && publicProfileOf(replaces.listing)?.row;
  const after = publicProfileOf(listing)?.row;
  if (!before && !after) return [];
  return [{ id: listing.id, ...(before ? { before } : {}), ...(after ? { after } : {}) }];
}

/** Moves the log's head from one record to the next. */
export function headWrite(TableName: string, from: number, to: number, pending: number): GuardedWrite<"clash"> {
  const { entity, schemaVersion } = markOf(logHeadShape);
  return {
    write: {
      Update: {
        TableName,
        Key: keys.logHead(),
        UpdateExpression: "SET #sequence = :to, pending = :pending, entity = :entity, schemaVersion = :schema",
        ConditionExpression: from === 0 ? "attribute_not_exists(pk)" : "#sequence = :from",
        ExpressionAttributeNames: { "#sequence": "sequence" },
        ExpressionAttributeValues: {
          ":to": to,
          ":pending": pending,
          ":entity": entity,
          ":schema": schemaVersion,
          ...(from === 0 ? {} : { ":from": from }),
        },
      },
    },
    ifConditionFails: "clash",
  };
}
