import { ConditionalCheckFailedException } from "@aws-sdk/client-dynamodb";
import { GetCommand, PutCommand, QueryCommand } from "@aws-sdk/lib-dynamodb";
import * as z from "zod/mini";
import type { Act } from "../../shared/audit/act.ts";
import { changesBetween } from "../../shared/audit/changes.ts";
import { auditedWrites } from "../../shared/audit/commit.ts";
import { NO_ENTRIES } from "../../shared/audit/entry.ts";
import { ok, refused } from "../../shared/domain/result.ts";
import { indexes, keys } from "../../shared/table/keys.ts";
import { type GuardedWrite, readItems, type Table, transact } from "../../shared/table/table-client.ts";
import { type Listing, ListingId } from "./listing.ts";
import { logRecordBody } from "./log-record-format.ts";
import { type Change, LISTINGS_A_COMMIT, type ListingAction, type ListingStore, type ListingWrite, type StoredListing } from "./ports.ts";
import { publicProfileOf } from "./public-listing.ts";

const SCHEMA_VERSION = 1;

/** So much log after the last snapshot, a new one is due: this many records of one change, or fewer larger ones. */
export const LOG_A_SNAPSHOT = 256;

/** What a record of many changes weighs: reading it costs little more than one of few. */
const CHANGES_AS_HEAVY_AS_A_RECORD = 16;

const CLASHES_BORNE = 12;

const StoredItem = z.object({
  version: z.number(),
  audit: z.object({ sequence: z.number(), hash: z.string() }),
  digest: z.string(),
  listing: z.custom<Listing>((value) => typeof value === "object" && value !== null),
});
const Head = z.object({ sequence: z.number(), pending: z.number() });

/** The listing store: the directory's truth, and the log every search checks. */
export function dynamoListingStore(table: Table): ListingStore {
  const { name: TableName, client } = table;

  const readHead = async (): Promise<z.infer<typeof Head>> => {
    const { Item } = await client.send(new GetCommand({ TableName, Key: keys.logHead(), ConsistentRead: true }));
    return Item ? Head.parse(Item) : { sequence: 0, pending: 0 };
  };

  const listingWrites = ({ listing, digest, replaces }: ListingWrite, act: Act, action: ListingAction): GuardedWrite<"stale">[] => {
    const { key: area } = listing.area;
    const { writes } = auditedWrites(
      TableName,
      act,
      {
        key: keys.listing(listing.id),
        entity: "listing",
        schemaVersion: SCHEMA_VERSION,
        attributes: {
          gsi1pk: indexes.listingsInArea(area),
          gsi1sk: keys.listing(listing.id).pk,
          authority: listing.authority,
          digest,
          listing,
        },
        replaces,
        action,
        changes: changesBetween(replaces?.listing, listing, TOLD),
        authority: listing.authority,
      },
      replaces?.audit ?? NO_ENTRIES,
    );
    const profile = publicProfileOf(listing);
    const shown = profile
      ? {
          Put: {
            TableName,
            Item: {
              ...keys.publicListing(listing.id),
              entity: "public-listing",
              schemaVersion: SCHEMA_VERSION,
              body: JSON.stringify(profile),
            },
          },
        }
      : { Delete: { TableName, Key: keys.publicListing(listing.id) } };
    // Nobody looks at listings in a way their trail tells of: an entry added meanwhile is a change.
    return [...writes.map(({ write }) => ({ write, ifConditionFails: "stale" as const })), { write: shown, ifConditionFails: "stale" }];
  };

  return {
    async claimFirstStart() {
      const claim = { ...keys.firstStart(), entity: "first-start", schemaVersion: SCHEMA_VERSION };
      try {
        await client.send(new PutCommand({ TableName, Item: claim, ConditionExpression: "attribute_not_exists(pk)" }));
        return true;
      } catch (error) {
        if (error instanceof ConditionalCheckFailedException) return false;
        throw error;
      }
    },

    async read(ids) {
      const items = await readItems(
        table,
        ids.map((id) => keys.listing(id)),
      );
      const found = items.map((item): StoredListing => StoredItem.parse(item));
      return new Map(found.map((stored) => [stored.listing.id, stored]));
    },

    async idsInArea(area) {
      const ids: ListingId[] = [];
      let ExclusiveStartKey: Record<string, unknown> | undefined;
      do {
        const page = await client.send(
          new QueryCommand({
            TableName,
            IndexName: "gsi1",
            KeyConditionExpression: "gsi1pk = :area",
            ExpressionAttributeValues: { ":area": indexes.listingsInArea(area) },
            ProjectionExpression: "gsi1sk",
            ...(ExclusiveStartKey ? { ExclusiveStartKey } : {}),
          }),
        );
        for (const { gsi1sk } of page.Items ?? []) ids.push(ListingId.parse(String(gsi1sk).slice("LISTING#".length)));
        ExclusiveStartKey = page.LastEvaluatedKey;
      } while (ExclusiveStartKey);
      return ids;
    },

    async commit(writes, act, action) {
      if (writes.length > LISTINGS_A_COMMIT) throw new Error(`A commit holds at most ${LISTINGS_A_COMMIT} listings`);
      const changes = writes.flatMap(changeOf);
      const guarded = writes.flatMap((write) => listingWrites(write, act, action));
      for (let clash = 0; ; clash += 1) {
        const logged = changes.length > 0 ? logWrites(TableName, await readHead(), changes) : [];
        const done = await transact<"stale" | "clash">(table, [...guarded, ...logged]);
        if (done.ok) return ok(undefined);
        if (done.refusal === "stale") return refused("stale");
        if (clash === CLASHES_BORNE) throw new Error("The change log is too busy to write to");
        await new Promise((resolve) => setTimeout(resolve, 5 * 2 ** Math.min(clash, 7)));
      }
    },
  };
}

/** Fields whose values tell nothing personal. */
const TOLD = ["status", "kind", "employment", "accreditedOn", "accreditedUntil", "ratePence", "hoursFree"];

/** What a write changes for the public; nothing where it was and stays out of sight. */
function changeOf({ listing, replaces }: ListingWrite): readonly Change[] {
  const before = replaces && publicProfileOf(replaces.listing)?.row;
  const after = publicProfileOf(listing)?.row;
  if (!before && !after) return [];
  return [{ id: listing.id, ...(before ? { before } : {}), ...(after ? { after } : {}) }];
}

/** The next log record and the head that moves on to it, each conditional on nobody having come first. */
function logWrites(TableName: string, head: z.infer<typeof Head>, changes: readonly Change[]): GuardedWrite<"clash">[] {
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
            entity: "log-record",
            schemaVersion: SCHEMA_VERSION,
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

/** Moves the log's head from one record to the next. */
export function headWrite(TableName: string, from: number, to: number, pending: number): GuardedWrite<"clash"> {
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
          ":entity": "log-head",
          ":schema": SCHEMA_VERSION,
          ...(from === 0 ? {} : { ":from": from }),
        },
      },
    },
    ifConditionFails: "clash",
  };
}
