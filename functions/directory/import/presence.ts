import type { AuditContext } from "../../../shared/audit/context.ts";
import type { GeographyReader } from "../../../shared/geography/ports.ts";
import { isFromCase, type ListingWrite, type StoredListing } from "../../../shared/listing/change.ts";
import type { ListingId } from "../../../shared/listing/listing.ts";
import { LISTINGS_A_COMMIT, type ListingStore } from "../ports.ts";

/** Which listings the files of one import speak of. */
export interface Presence {
  /** Every listing with a row, taken or refused: none of them is missing. */
  readonly present: Set<string>;
  /** Listings of which a row says that they are over. */
  readonly over: Set<string>;
  /** Rows of which nobody knows whose they are: while there is one, nobody is known to be missing. */
  nameless: number;
}

export const noPresence = (): Presence => ({ present: new Set(), over: new Set(), nameless: 0 });

interface TakeOffDeps {
  readonly listings: ListingStore;
  readonly geography: Pick<GeographyReader, "index">;
  readonly authority: string;
  readonly context: AuditContext;
}

const READS_AT_ONCE = 16;

/** What marks a listing that an import took off: a row for it brings it back. */
const TAKEN_OFF = "taken-off";

/** The council's imported listings of a kind that are on the list. May miss one written in the last moments. */
export async function importedListings(isOne: (id: string) => boolean, deps: TakeOffDeps): Promise<readonly ListingId[]> {
  const { listings, geography } = deps;
  const found: ListingId[] = [];
  const inArea = async (area: string): Promise<void> => {
    const ids = (await listings.idsInArea(area)).filter(isOne);
    for (const batch of batchesOf(ids)) {
      const stored = await listings.read(batch);
      found.push(...batch.filter((id) => isListed(stored.get(id), deps.authority)));
    }
  };
  const waiting = [...((await geography.index())?.sectors.keys() ?? [])];
  while (waiting.length > 0) await Promise.all(waiting.splice(0, READS_AT_ONCE).map(inArea));
  return found;
}

/** Takes imported listings off the list, each with its entry in the trail; a listing of a case is left to its case. Returns how many. Safe to repeat. */
export async function takeOff(ids: readonly ListingId[], { listings, authority, context }: TakeOffDeps): Promise<number> {
  let taken = 0;
  for (const batch of batchesOf(ids)) {
    for (;;) {
      const stored = await listings.read(batch);
      const writes: ListingWrite[] = [...stored.values()]
        .filter((one) => isListed(one, authority))
        .map((replaces) => ({ listing: { ...replaces.listing, status: "withdrawn" }, digest: TAKEN_OFF, replaces }));
      if (writes.length > 0 && !(await listings.commit(writes, context, "listing:import")).ok) continue;
      taken += writes.length;
      break;
    }
  }
  return taken;
}

const isListed = (stored: StoredListing | undefined, authority: string): boolean =>
  stored !== undefined && stored.listing.authority === authority && stored.listing.status !== "withdrawn" && !isFromCase(stored);

function* batchesOf(ids: readonly ListingId[]): Generator<readonly ListingId[]> {
  for (let at = 0; at < ids.length; at += LISTINGS_A_COMMIT) yield ids.slice(at, at + LISTINGS_A_COMMIT);
}
