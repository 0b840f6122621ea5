import { boxAround, milesToBoxAtLeast } from "../../../shared/domain/geo.ts";
import { type Listing, ListingId } from "../../../shared/listing/listing.ts";
import { readListings } from "../../../shared/listing/listing-writes.ts";
import type { DirectoryReader } from "../../../shared/snapshot/ports.ts";
import type { Table } from "../../../shared/table/table-client.ts";
import type { SmallArea } from "../rules/areas.ts";
import type { MarketFacts } from "../use-cases/ports.ts";

/** So many listings are read at once. */
const AT_ONCE = 500;

/**
 * The listings of the directory's newest snapshot that may come to one of some small areas, as their records have them now: the snapshot knows neither hours
 * that are arranged nor the day on which somebody said how many are free. Whoever came onto the list since the snapshot is there the next night.
 */
export function dynamoDirectoryListings(table: Table, reader: Pick<DirectoryReader, "manifest" | "tile">): MarketFacts["listings"] {
  const idsNear = async (small: readonly SmallArea[]): Promise<readonly string[]> => {
    const [manifest, box] = [await reader.manifest(), boxAround(small)];
    const districts = new Set(small.map(({ district }) => district));
    const ids: string[] = [];
    for (const { key } of manifest?.tiles ?? []) {
      const stored = await reader.tile(key);
      if (stored === undefined) throw new Error("A tile of the snapshot is gone: a newer one has taken its place. Start again");
      const { areas, travelMiles, planes, ids: known } = stored.columns;
      const covered = [...planes.district.keys()].some((district) => districts.has(district));
      for (const area of areas) {
        const most = travelMiles.subarray(area.start, area.end).reduce((miles, one) => Math.max(miles, one), 0);
        if (covered || milesToBoxAtLeast(area, box) <= most * FURTHEST_TRIAL) ids.push(...known.slice(area.start, area.end));
      }
    }
    return ids;
  };
  return async (small) => {
    if (small.length === 0) return [];
    const ids = await idsNear(small);
    const found: Listing[] = [];
    for (let from = 0; from < ids.length; from += AT_ONCE) {
      const some = await readListings(
        table,
        ids.slice(from, from + AT_ONCE).map((id) => ListingId.parse(id)),
      );
      for (const { listing } of some.values()) found.push(listing);
    }
    return found.toSorted((a, b) => (a.id < b.id ? -1 : 1));
  };
}

/** No trial of the measure lets anybody travel further than so many times what they said. */
const FURTHEST_TRIAL = 2;
