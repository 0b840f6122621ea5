import type { RecordVersion } from "../audit/context.ts";
import type { Listing } from "./listing.ts";
import type { SnapshotRow } from "./public-listing.ts";

/** What a change did to one listing as the public sees it. */
export interface Change {
  readonly id: string;
  readonly before?: SnapshotRow;
  readonly after?: SnapshotRow;
}

/** A stored listing and the figures that guard its next write. */
export interface StoredListing extends RecordVersion {
  readonly listing: Listing;
  /** Fingerprint of the source it was last imported from. */
  readonly digest: string;
}

/** One listing to be written. */
export interface ListingWrite {
  readonly listing: Listing;
  readonly digest: string;
  /** What this write replaces; none when the listing is new. */
  readonly replaces?: StoredListing;
}
