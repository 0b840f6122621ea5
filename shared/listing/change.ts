import type { RecordVersion } from "../audit/context.ts";
import type { Listing } from "./listing.ts";
import type { SnapshotRow } from "./public-listing.ts";

/** What a change did to one listing as the public sees it. */
export interface Change {
  readonly id: string;
  /** The listing's version this change made: what orders the changes of one listing, and tells them apart. */
  readonly version: number;
  readonly before?: SnapshotRow;
  readonly after?: SnapshotRow;
}

/** A stored listing and the figures that guard its next write. */
export interface StoredListing extends RecordVersion {
  readonly listing: Listing;
  /** Fingerprint of the source it was last imported from. */
  readonly digest: string;
  /** The stamp of its last record in the change log: the next is later, whatever the clock says. */
  readonly loggedAt?: number;
}

/** The fingerprint of a listing that was made from a case, and belongs to it. */
export const MADE_FROM_CASE = "case";

/** Whether a listing belongs to a case: then its case alone changes it. */
export const isFromCase = ({ digest }: Pick<StoredListing, "digest">): boolean => digest === MADE_FROM_CASE;

/** One listing to be written. */
export interface ListingWrite {
  readonly listing: Listing;
  readonly digest: string;
  /** What this write replaces; none when the listing is new. */
  readonly replaces?: StoredListing;
}
