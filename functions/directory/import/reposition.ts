import type { AuditContext } from "../../../shared/audit/context.ts";
import type { SectorSummary } from "../../../shared/geography/sector-format.ts";
import type { ListingWrite } from "../../../shared/listing/change.ts";
import { LISTINGS_A_COMMIT, type ListingStore } from "../ports.ts";

/**
 * Moves the listings of sectors whose centre has changed to the new centre. Returns how many moved.
 * Safe to repeat; a listing changed meanwhile is read again.
 */
export async function repositionListings(sectors: readonly SectorSummary[], store: ListingStore, context: AuditContext): Promise<number> {
  let moved = 0;
  for (const { sector, lat, lon } of sectors) {
    const ids = await store.idsInArea(sector);
    while (ids.length > 0) {
      const batch = ids.slice(0, LISTINGS_A_COMMIT);
      const stored = await store.read(batch);
      const writes: ListingWrite[] = [...stored.values()]
        .filter(({ listing: { area } }) => area.key === sector && (area.lat !== lat || area.lon !== lon))
        .map((replaces) => ({
          listing: { ...replaces.listing, area: { key: sector, lat, lon } },
          digest: replaces.digest,
          replaces,
        }));
      if (writes.length > 0 && !(await store.commit(writes, context, "listing:reposition")).ok) continue;
      moved += writes.length;
      ids.splice(0, batch.length);
    }
  }
  return moved;
}
