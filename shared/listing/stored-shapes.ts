import * as z from "zod/mini";
import { type StoredBody, storedShape } from "../table/stored-shape.ts";
import type { Change } from "./change.ts";
import type { Listing } from "./listing.ts";
import { logRecordVersions } from "./log-record-format.ts";
import { publicFields } from "./public-fields.ts";
import { type PublicProfile, publicListingVersions } from "./public-listing.ts";

const Area = z.object({ key: z.string(), lat: z.number(), lon: z.number() });

const { excerpt: _excerpt, ...listingFields } = publicFields;
const StoredListing: z.ZodMiniType<Listing> = z.object({
  ...listingFields,
  about: z.exactOptional(z.string()),
  postcode: z.exactOptional(z.string()),
  area: Area,
  owner: z.exactOptional(z.string()),
});
const Row = z.object({ area: Area, listing: z.object(publicFields) });
const Profile: z.ZodMiniType<PublicProfile> = z.object({ row: Row, about: z.exactOptional(z.string()) });
const LogChange: z.ZodMiniType<Change> = z.object({ id: z.string(), version: z.number(), before: z.exactOptional(Row), after: z.exactOptional(Row) });

const asItIs = (body: StoredBody): StoredBody => body;

/** The directory record, which may say of each check how long it counts from version 2 on, name a photo from version 3 on, and say whose it is from version 4 on: the item's `listing`. */
export const listingShape = storedShape({ ...{ entity: "listing", schemaVersion: 4 }, upcasters: { 1: asItIs, 2: asItIs, 3: asItIs } }, StoredListing);

/** The public profile: the JSON of the item's `body`. */
export const publicListingShape = storedShape(publicListingVersions, Profile);

/** A record of the change log: the JSON of its `body`, or of what is `packed`. */
export const logRecordShape = storedShape(logRecordVersions, z.object({ changes: z.array(LogChange), snapshot: z.exactOptional(z.number()) }));
