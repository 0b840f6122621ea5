import { expect } from "vitest";
import type { Criteria } from "../../functions/directory/search/criteria.ts";
import type { FoundPage } from "../../functions/directory/search/find.ts";
import { buildSnapshot, type SnapshotSource } from "../../functions/directory/snapshot/build-snapshot.ts";
import { dayNumber } from "../../shared/domain/time.ts";
import type { Listing } from "../../shared/listing/listing.ts";
import { publicProfileOf, type SnapshotRow } from "../../shared/listing/public-listing.ts";
import { councilPolicy } from "../../shared/policy/council.ts";
import { SETTLED_MS } from "../../shared/snapshot/log-times.ts";
import { anAuditContext } from "./builders.ts";
import type { TestTable } from "./tables.ts";

/** Builds as soon as what was written has settled. */
export async function built(table: TestTable, source: SnapshotSource = "log") {
  table.clock.at += SETTLED_MS + 1000;
  return buildSnapshot(source === "truth" ? table.rebuilds : table.snapshots, table.now, source);
}

/** A search near Melton Mowbray that leaves nobody out. */
export const wanted: Criteria = {
  point: { lat: 52.766, lon: -0.887 },
  miles: 10,
  service: [],
  group: [],
  skill: [],
  when: [],
  language: [],
  kind: [],
  gender: [],
  status: ["accredited", "provisional"],
  sort: "distance",
  limit: 5,
  day: dayNumber("2026-11-24"),
  week: 2968,
  weights: councilPolicy("E10000018").fit,
};

/** A directory in memory beside the one in the table, to say what is true. */
export function aDirectory(table: TestTable) {
  const truth = new Map<string, Listing>();
  return {
    rows: (): SnapshotRow[] => [...truth.values()].flatMap((listing) => publicProfileOf(listing)?.row ?? []),
    async put(...listings: readonly Listing[]): Promise<void> {
      const stored = await table.listings.read(listings.map(({ id }) => id));
      const done = await table.listings.commit(
        listings.map((listing) => {
          const replaces = stored.get(listing.id);
          return { listing, digest: JSON.stringify(listing), ...(replaces ? { replaces } : {}) };
        }),
        anAuditContext(),
        "listing:import",
      );
      expect(done.ok).toBe(true);
      for (const listing of listings) truth.set(listing.id, listing);
    },
  };
}

export const idsOf = ({ results }: FoundPage): string[] => results.map(({ card }) => JSON.parse(card).id);
export const sector = (n: number) => ({ key: `LE${n} 1`, lat: 52.766 + n * 0.01, lon: -0.887 });
