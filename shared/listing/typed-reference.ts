import * as z from "zod/mini";
import { text } from "../domain/fields.ts";
import { readReferenceCode } from "../domain/reference-code.ts";
import { ListingId } from "./listing.ts";

/**
 * The listings somebody may mean by a reference as they wrote it down, likeliest first: the very id, then ours, in any case and with or without
 * its dash. A register's id comes first, for it may look like one of ours.
 */
export function listingsMeant(typed: string): readonly ListingId[] {
  const known = [typed.trim(), readReferenceCode(typed)].flatMap((one) => {
    const id = ListingId.safeParse(one);
    return id.success ? [id.data] : [];
  });
  return [...new Set(known)];
}

/** A reference somebody typed, as the listings they may mean: one at least. */
export const TypedReference = z.pipe(
  text(64).check(z.refine((typed) => listingsMeant(typed).length > 0, "must be a reference, such as LEI-4KX7")),
  z.transform(listingsMeant),
);
