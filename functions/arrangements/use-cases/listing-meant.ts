import type { Listing, ListingId } from "../../../shared/listing/listing.ts";
import type { ArrangementStore } from "./ports.ts";

/** The first listing there is of those that somebody may mean; undefined where there is none. */
export async function listingMeant({ listing }: Pick<ArrangementStore, "listing">, meant: readonly ListingId[]): Promise<Listing | undefined> {
  for (const id of meant) {
    const found = await listing(id);
    if (found) return found;
  }
  return undefined;
}
