import { commit } from "../../../shared/audit/commit.ts";
import { ok, refused } from "../../../shared/domain/result.ts";
import { ListingId } from "../../../shared/listing/listing.ts";
import { listingWrites, readListings } from "../../../shared/listing/listing-writes.ts";
import { indexes } from "../../../shared/table/keys.ts";
import { queried } from "../../../shared/table/pages.ts";
import { markOf } from "../../../shared/table/stored-shape.ts";
import { type Table, transactUntilClear } from "../../../shared/table/table-client.ts";
import { LISTINGS_A_COMMIT, type ListingStore } from "../ports.ts";
import { directoryKeys } from "./keys.ts";
import { firstStartShape } from "./stored-shapes.ts";

/** The listing store: the directory's truth, and the log every search checks. */
export function dynamoListingStore(table: Table): ListingStore {
  const { name: TableName } = table;
  return {
    async claimFirstStart() {
      const Item = { ...directoryKeys.firstStart(), ...markOf(firstStartShape) };
      const write = { Put: { TableName, Item, ConditionExpression: "attribute_not_exists(pk)" } };
      return (await transactUntilClear(table, [{ write, ifConditionFails: "claimed" }])).ok;
    },

    read: (ids) => readListings(table, ids),

    async idsInArea(area) {
      const listed = await queried(table, {
        IndexName: "gsi1",
        KeyConditionExpression: "gsi1pk = :area",
        ExpressionAttributeValues: { ":area": indexes.listingsInArea(area) },
        ProjectionExpression: "gsi1sk",
      });
      return listed.map(({ gsi1sk }) => ListingId.parse(String(gsi1sk).slice("LISTING#".length)));
    },

    async commit(writes, context, action) {
      if (writes.length > LISTINGS_A_COMMIT) throw new Error(`A commit holds at most ${LISTINGS_A_COMMIT} listings`);
      const { records, others } = listingWrites(TableName, writes, action);
      const done = await commit(table, context, records, others);
      return done.ok ? ok(undefined) : refused("stale");
    },
  };
}
