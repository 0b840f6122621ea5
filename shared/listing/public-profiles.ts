import { keys } from "../table/keys.ts";
import { newestText } from "../table/stored-shape.ts";
import { readItems, type Table } from "../table/table-client.ts";
import type { ListingId } from "./listing.ts";
import { type PublicProfile, publicListingVersions } from "./public-listing.ts";

/** What the public may see of listings, by their ids; those that are not there are left out. Reads nothing but public partitions. */
export async function readPublicProfiles(table: Table, ids: readonly ListingId[]): Promise<ReadonlyMap<string, PublicProfile>> {
  const items = await readItems(
    table,
    [...new Set(ids)].map((id) => keys.publicListing(id)),
  );
  return new Map(
    items.map(({ schemaVersion, body }) => {
      const profile: PublicProfile = JSON.parse(newestText(publicListingVersions, schemaVersion, String(body)));
      return [profile.row.listing.id, profile];
    }),
  );
}
