import { indexes } from "../table/keys.ts";
import { queried } from "../table/pages.ts";
import type { Table } from "../table/table-client.ts";
import type { StoredListing } from "./change.ts";
import { storedListing } from "./listing-writes.ts";

/** The listings of a provider's account, whatever their status: those that a case has. Eventually consistent. */
export const providerListings = async (table: Table, account: string): Promise<readonly StoredListing[]> =>
  (
    await queried(table, {
      IndexName: "gsi2",
      KeyConditionExpression: "gsi2pk = :provider",
      ExpressionAttributeValues: { ":provider": indexes.listingsOf(account) },
    })
  ).map(storedListing);
