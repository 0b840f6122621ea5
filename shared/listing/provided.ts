import type { Loaded } from "../access/loaders.ts";
import { keys, recordName } from "../table/keys.ts";
import type { StoredListing } from "./change.ts";

/** How a listing is found that its provider says something of: it is theirs alone. One that no provider has an account for is nobody's. */
export const providedBy =
  (listing: (id: string) => Promise<StoredListing | undefined>) =>
  async (id: string): Promise<Loaded<StoredListing> | undefined> => {
    const stored = await listing(id);
    const { provider, authority } = stored?.listing ?? {};
    return stored && provider !== undefined
      ? { subject: { owner: provider, authority }, name: recordName(keys.listing(stored.listing.id)), value: stored }
      : undefined;
  };
