import * as z from "zod/mini";
import { GssCode, RecordId } from "../../../shared/domain/fields.ts";
import { ok, type Result, refused } from "../../../shared/domain/result.ts";
import type { Instant } from "../../../shared/domain/time.ts";
import { ListingId } from "../../../shared/listing/listing.ts";
import type { PublicListing } from "../../../shared/listing/public-listing.ts";

/** The people from the list that somebody saved with their account, in the order they were saved: one record for each account. */
export const Shortlist = z.object({
  /** The account's. */
  id: RecordId,
  owner: RecordId,
  authority: GssCode,
  people: z.array(z.object({ reference: ListingId, savedAt: z.string() })),
  createdAt: z.string(),
  /** Since when the account is erased. */
  endedAt: z.optional(z.string()),
});
export type Shortlist = z.infer<typeof Shortlist>;

/** People saved, in the order they were saved. */
export type Saved = readonly ListingId[];

/** Somebody saved, as the public may see them on a day; without a listing where they are not on the list then. */
export interface SavedPerson {
  readonly id: ListingId;
  readonly listing?: PublicListing;
}

/** Some more people saved, after those that are; those that are stay where they are. Refused as `full`, with nothing added, where they would be more than `most`. */
export function withSaved(saved: Saved, more: Saved, most: number): Result<Saved, "full"> {
  const after = [...new Set([...saved, ...more])];
  // A list longer than may be by now loses nobody, and takes nobody more.
  return after.length > Math.max(most, saved.length) ? refused("full") : ok(after);
}

/** People saved, without one of them. */
export const withoutSaved = (saved: Saved, listing: ListingId): Saved => saved.filter((one) => one !== listing);

/** The list of a device beside an account's: whom the account takes, as far as there is room, and who stays on the device. Nobody is in neither. */
export function broughtAlong(saved: Saved, device: Saved, most: number): { readonly saved: Saved; readonly left: Saved } {
  const fresh = [...new Set(device)].filter((one) => !saved.includes(one));
  const room = Math.max(0, most - saved.length);
  return { saved: [...saved, ...fresh.slice(0, room)], left: fresh.slice(room) };
}

/** A record with these people: who was saved before keeps when that was. */
export const shortlistWith = (before: Shortlist | undefined, { id, authority }: Pick<Shortlist, "id" | "authority">, saved: Saved, at: Instant): Shortlist => ({
  ...(before ?? { id, owner: id, authority, createdAt: at }),
  people: saved.map((reference) => before?.people.find((one) => one.reference === reference) ?? { reference, savedAt: at }),
});

/** Who is saved in a record; nobody where there is none. */
export const savedIn = (shortlist: Shortlist | undefined): Saved => (shortlist?.people ?? []).map(({ reference }) => reference);
