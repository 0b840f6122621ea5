import * as z from "zod/mini";
import { changesBetween } from "../audit/changes.ts";
import type { RecordWrite } from "../audit/commit.ts";
import { hash32 } from "../domain/hash.ts";
import { daysAfter, type EpochMillis, londonDate, type PlainDate } from "../domain/time.ts";
import { dueCouncilOf } from "../policy/due-council.ts";
import { servicePolicy } from "../policy/service.ts";
import { indexes, keys, recordName } from "../table/keys.ts";
import { markOf, readStored } from "../table/stored-shape.ts";
import { type GuardedWrite, readItems, type Table } from "../table/table-client.ts";
import { type Change, type ListingWrite, MADE_FROM_CASE, type StoredListing } from "./change.ts";
import { type Listing, type ListingId, PUBLIC_STATUSES } from "./listing.ts";
import { logRecordBody } from "./log-record-format.ts";
import { publicProfileOf } from "./public-listing.ts";
import { shownDays } from "./shown.ts";
import { listingShape, logRecordShape, publicListingShape } from "./stored-shapes.ts";

/** What a record of many changes weighs: reading it costs little more than one of few. */
const CHANGES_AS_HEAVY_AS_A_RECORD = 16;

/** Fields whose values tell nothing personal. */
const TOLD = ["status", "kind", "employment", "accreditedOn", "accreditedUntil", "ratePence", "hoursFree"];

const StoredItem = z.object({
  version: z.number(),
  audit: z.object({ sequence: z.number(), hash: z.string() }),
  digest: z.string(),
  loggedAt: z.exactOptional(z.number()),
  schemaVersion: z.optional(z.unknown()),
  listing: z.unknown(),
});

/** A stored listing from its item. Throws `UnreadableItem` where it is none this code can read. */
export function storedListing(item: Readonly<Record<string, unknown>>): StoredListing {
  const { schemaVersion, listing, ...guards } = StoredItem.parse(item);
  return { ...guards, listing: readStored(listingShape, schemaVersion, listing) };
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

/** A change of listings as writes of one transaction. */
export interface ListingWrites {
  /** The listings as the audited records they are. */
  readonly records: readonly RecordWrite[];
  /** Their public profiles, and the log record that tells every search, for a transaction sent at this moment. */
  others(sentAt: EpochMillis): readonly GuardedWrite<"stale">[];
}

/** All that is written when listings change. `action` says what was done to them. */
export function listingWrites(TableName: string, writes: readonly ListingWrite[], action: string): ListingWrites {
  const changes = writes.flatMap(changeOf);
  return {
    records: writes.map((write) => listingRecord(write, action, (sentAt) => (changes.length > 0 ? stampOf(writes, sentAt) : write.replaces?.loggedAt))),
    others: (sentAt) => [
      ...writes.map((write) => publicListingWrite(TableName, write)),
      ...(changes.length > 0 ? [logWrite(TableName, changes, stampOf(writes, sentAt))] : []),
    ],
  };
}

/**
 * When a change happened, by its log record: now, but later than whatever it follows. So the records of one listing stand
 * in the order of its versions even where the clocks of two writers disagree.
 */
const stampOf = (writes: readonly ListingWrite[], sentAt: EpochMillis): EpochMillis =>
  Math.max(sentAt, ...writes.map(({ replaces }) => (replaces?.loggedAt ?? 0) + 1));

const listingRecord = (
  { listing, digest, replaces }: ListingWrite,
  action: string,
  loggedAt: (sentAt: EpochMillis) => EpochMillis | undefined,
): RecordWrite => ({
  key: keys.listing(listing.id),
  ...markOf(listingShape),
  attributes: {
    gsi1pk: indexes.listingsInArea(listing.area.key),
    gsi1sk: keys.listing(listing.id).pk,
    ...(listing.provider === undefined ? {} : { gsi2pk: indexes.listingsOf(listing.provider), gsi2sk: keys.listing(listing.id).pk }),
    authority: listing.authority,
    digest,
    listing,
  },
  stamped: (sentAt) => ({ loggedAt: loggedAt(sentAt), ...dueAt(listing, digest, sentAt) }),
  replaces,
  action,
  changes: changesBetween(replaces?.listing, listing, TOLD),
  authority: listing.authority,
});

/**
 * Where the night finds a listing of a register whose accreditation is over: on the day after it ends, or tonight where
 * that has passed. One that a case has is lapsed with its case, and found when its provider is to be asked how many hours they have free.
 */
function dueAt(listing: Listing, digest: string, sentAt: EpochMillis): Readonly<Record<string, string>> {
  if (!PUBLIC_STATUSES.includes(listing.status)) return {};
  const today = londonDate(sentAt);
  const [index, day] =
    digest === MADE_FROM_CASE ? ([indexes.hoursQuestions, askHoursOn(listing, today)] as const) : ([indexes.sweep, dayAfterEnd(listing)] as const);
  if (day === undefined) return {};
  const night = [day, today].toSorted().at(-1) ?? "";
  return { gsi3pk: index(night, dueCouncilOf(listing.authority)), gsi3sk: recordName(keys.listing(listing.id)) };
}

function dayAfterEnd(listing: Listing): PlainDate | undefined {
  const { until } = shownDays(listing);
  return until === undefined ? undefined : daysAfter(until, 1);
}

const askHoursOn = ({ provider, hoursSaidOn }: Listing, today: PlainDate): PlainDate | undefined =>
  provider === undefined ? undefined : daysAfter(hoursSaidOn ?? today, servicePolicy.freeHours.askEveryDays);

/** What the public may see of a listing, put in place or taken away; its record guards it. */
function publicListingWrite(TableName: string, { listing }: ListingWrite): GuardedWrite<"stale"> {
  const profile = publicProfileOf(listing);
  const key = keys.publicListing(listing.id);
  const write = profile
    ? { Put: { TableName, Item: { ...key, ...markOf(publicListingShape), body: JSON.stringify(profile) } } }
    : { Delete: { TableName, Key: key } };
  return { write, ifConditionFails: "stale" };
}

/** The log record of changes: an item nobody else writes, for no two transactions make the same version of a listing. */
function logWrite(TableName: string, changes: readonly Change[], at: EpochMillis): GuardedWrite<"stale"> {
  const [{ id, version } = { id: "", version: 0 }] = changes;
  const Item = {
    ...keys.logRecord(at, id, version),
    ...markOf(logRecordShape),
    ...logRecordBody({ changes }),
    ...(wakesBuilder(id, version, changes.length) ? { snapshotDue: true } : {}),
  };
  return { write: { Put: { TableName, Item } }, ifConditionFails: "stale" };
}

/**
 * Whether a record wakes the snapshot builder. Nobody counts the records, so each draws for itself, by what it is about:
 * as many do as would if they were counted. What falls between two is taken in when the clock wakes the builder.
 */
const wakesBuilder = (id: string, version: number, changes: number): boolean =>
  hash32(`${id}#${version}`) % servicePolicy.changeLog.recordsASnapshot < 1 + Math.floor(changes / CHANGES_AS_HEAVY_AS_A_RECORD);

/** What a write changes for the public; nothing where it was and stays out of sight. */
function changeOf({ listing, replaces }: ListingWrite): readonly Change[] {
  const before = replaces && publicProfileOf(replaces.listing)?.row;
  const after = publicProfileOf(listing)?.row;
  if (!before && !after) return [];
  return [{ id: listing.id, version: (replaces?.version ?? 0) + 1, ...(before ? { before } : {}), ...(after ? { after } : {}) }];
}
