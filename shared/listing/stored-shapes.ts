import * as z from "zod/mini";
import { Period } from "../domain/small-numbers/period.ts";
import { ShownScore } from "../domain/small-numbers/score.ts";
import { storedShape } from "../table/stored-shape.ts";
import type { Change } from "./change.ts";
import type { Listing } from "./listing.ts";
import { logRecordVersions } from "./log-record-format.ts";
import { publicFields } from "./public-fields.ts";
import { type PublicProfile, publicListingVersions } from "./public-listing.ts";
import { publicReplyVersions, publicScoreVersions } from "./shown-feedback.ts";

const Area = z.object({ key: z.string(), lat: z.number(), lon: z.number() });

const { excerpt: _excerpt, ...listingFields } = publicFields;
const StoredListing: z.ZodMiniType<Listing> = z.object({
  ...listingFields,
  about: z.exactOptional(z.string()),
  postcode: z.exactOptional(z.string()),
  provider: z.exactOptional(z.string()),
  area: Area,
  hours: z.exactOptional(z.object({ arranged: z.number(), offered: z.exactOptional(z.number()), said: z.exactOptional(z.number()) })),
  hoursSaidOn: z.exactOptional(z.string()),
});
const Row = z.object({ area: Area, listing: z.object(publicFields) });
const Profile: z.ZodMiniType<PublicProfile> = z.object({ row: Row, about: z.exactOptional(z.string()) });
const LogChange: z.ZodMiniType<Change> = z.object({ id: z.string(), version: z.number(), before: z.exactOptional(Row), after: z.exactOptional(Row) });

/**
 * The directory record: the item's `listing`. From version 2 on it may say of each check how long it counts, from version 3 on name a photo, and from
 * version 4 on say which of its hours are arranged, and whose account it is of; from
 * version 5 on when somebody last said how many are free.
 */
export const listingShape = storedShape(
  { ...{ entity: "listing", schemaVersion: 5 }, upcasters: { 1: (body) => body, 2: (body) => body, 3: (body) => body, 4: (body) => body } },
  StoredListing,
);

/** The public profile: the JSON of the item's `body`. */
export const publicListingShape = storedShape(publicListingVersions, Profile);

/** A record of the change log: the JSON of its `body`, or of what is `packed`. */
export const logRecordShape = storedShape(logRecordVersions, z.object({ changes: z.array(LogChange), snapshot: z.exactOptional(z.number()) }));

/** What everyone sees of what people say of a provider, and its reply: each the JSON of the item's `body`. */
export const publicScoreShape = storedShape(publicScoreVersions, z.object({ quarter: Period, shown: ShownScore }));
export const publicReplyShape = storedShape(publicReplyVersions, z.object({ words: z.string(), on: z.string() }));
