import * as z from "zod/mini";
import { storedShape } from "../table/stored-shape.ts";
import type { Change } from "./change.ts";
import { type Listing, ListingId } from "./listing.ts";
import { logRecordVersions } from "./log-record-format.ts";
import { type PublicProfile, publicListingVersions } from "./public-listing.ts";

// Codes are texts here: what a stored listing says is not refused because the taxonomy moved on.
const codes = z.array(z.string());
const Area = z.object({ key: z.string(), lat: z.number(), lon: z.number() });

/** What the public may see of a listing, and what the directory record says too. */
const shownFields = {
  id: ListingId,
  displayName: z.string(),
  kind: z.string(),
  employment: z.enum(["employed", "self-employed", "organisation"]),
  status: z.string(),
  services: codes,
  clientGroups: codes,
  skills: codes,
  languages: codes,
  gender: z.exactOptional(z.string()),
  ratePence: z.exactOptional(z.number()),
  hoursFree: z.exactOptional(z.number()),
  travelMiles: z.number(),
  availability: z.record(z.string(), codes),
  districts: codes,
  authority: z.string(),
  checks: z.array(z.object({ code: z.string(), on: z.exactOptional(z.string()) })),
  accreditedOn: z.exactOptional(z.string()),
  accreditedUntil: z.exactOptional(z.string()),
  cqc: z.exactOptional(z.object({ locationId: z.string(), rating: z.exactOptional(z.string()), ratedOn: z.exactOptional(z.string()) })),
};

const StoredListing: z.ZodMiniType<Listing> = z.object({
  ...shownFields,
  about: z.exactOptional(z.string()),
  postcode: z.exactOptional(z.string()),
  area: Area,
});
const Row = z.object({ area: Area, listing: z.object(shownFields) });
const Profile: z.ZodMiniType<PublicProfile> = z.object({ row: Row, about: z.exactOptional(z.string()) });
const LogChange: z.ZodMiniType<Change> = z.object({ id: z.string(), before: z.exactOptional(Row), after: z.exactOptional(Row) });

/** The directory record: the item's `listing`. */
export const listingShape = storedShape({ entity: "listing", schemaVersion: 1 }, StoredListing);

/** The public profile: the JSON of the item's `body`. */
export const publicListingShape = storedShape(publicListingVersions, Profile);

/** A record of the change log: the JSON of its `body`, or of what is `packed`. */
export const logRecordShape = storedShape(logRecordVersions, z.object({ changes: z.array(LogChange), snapshot: z.exactOptional(z.number()) }));

/** The newest position of the log, and how much of it came after the last snapshot was due. */
export const logHeadShape = storedShape({ entity: "log-head", schemaVersion: 1 }, z.object({ sequence: z.number(), pending: z.number() }));
