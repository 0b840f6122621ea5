import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Criteria } from "../../functions/directory/search/criteria.ts";
import { type FoundPage, finder } from "../../functions/directory/search/find.ts";
import { buildSnapshot } from "../../functions/directory/snapshot/build-snapshot.ts";
import type { Listing } from "../../shared/listing/listing.ts";
import { publicProfileOf, type SnapshotRow } from "../../shared/listing/public-listing.ts";
import { councilPolicy } from "../../shared/policy/council.ts";
import { aListing, anAuditContext } from "../support/builders.ts";
import { oracle } from "../support/oracle.ts";
import { runs } from "../support/runs.ts";
import { aTable, type TestTable } from "../support/tables.ts";

const NOW = Date.parse("2026-11-22T12:00:00Z");
const LATER = NOW + 3_600_000;

const wanted: Criteria = {
  point: { lat: 52.766, lon: -0.887 },
  miles: 10,
  service: [],
  group: [],
  when: [],
  language: [],
  kind: [],
  gender: [],
  status: ["accredited", "provisional"],
  sort: "distance",
  limit: 5,
  week: 2968,
  weights: councilPolicy("E10000018").fit,
};

/** A directory in memory beside the one in the table, to say what is true. */
function aDirectory(table: TestTable) {
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

const idsOf = ({ results }: FoundPage): string[] => results.map(({ card }) => JSON.parse(card).id);
const sector = (n: number) => ({ key: `LE${n} 1`, lat: 52.766 + n * 0.01, lon: -0.887 });

describe("the directory's view", () => {
  it("finds nobody in an empty table", async () => {
    const table = await aTable();
    const found = finder(table.directory);
    const page = await found.find(found.ask(), wanted, undefined, (one) => one);
    expect(page).toMatchObject({ total: 0, results: [] });
  });

  it("sees a change in the very next search, whatever the snapshot", async () => {
    const table = await aTable();
    const directory = aDirectory(table);
    const found = finder(table.directory);
    const search = () => found.find(found.ask(), wanted, undefined, (page) => page);
    const actions = fc.array(
      fc.oneof(
        fc.record({
          act: fc.constant("put" as const),
          id: fc.nat(8),
          area: fc.nat(4),
          hoursFree: fc.nat(20),
          status: fc.constantFrom("accredited", "provisional", "suspended"),
        }),
        fc.record({ act: fc.constant("snapshot" as const) }),
        fc.record({ act: fc.constant("rebuild" as const) }),
      ),
      { minLength: 1, maxLength: 10 },
    );
    let clock = NOW;
    await fc.assert(
      fc.asyncProperty(actions, async (steps) => {
        for (const step of steps) {
          clock += 600_000;
          if (step.act === "put")
            await directory.put(aListing({ id: `pa-${step.id}`, area: sector(step.area), hoursFree: step.hoursFree, status: step.status }));
          else await (step.act === "rebuild" ? buildSnapshot(table.rebuilds, () => clock, "truth") : buildSnapshot(table.snapshots, () => clock));
          const page = await search();
          const truth = oracle(directory.rows(), wanted);
          expect([page.total, idsOf(page)]).toEqual([truth.total, truth.ids]);
          for (const { card } of page.results) {
            const shown = JSON.parse(card);
            expect(shown).toEqual(directory.rows().find(({ listing }) => listing.id === shown.id)?.listing);
          }
        }
      }),
      { numRuns: runs(25, 10) },
    );
  });

  it("starts anew when the log behind it has been cleared away", async () => {
    const table = await aTable();
    const directory = aDirectory(table);
    await directory.put(aListing({ id: "old" }));
    const sleeper = finder(table.directory);
    await sleeper.find(sleeper.ask(), wanted, undefined, (page) => page);
    for (let round = 0; round < 4; round += 1) {
      await directory.put(aListing({ id: `new-${round}` }));
      await buildSnapshot(table.snapshots, () => NOW + round * 3_600_000);
    }
    expect((await table.directory.logAfter(0))[0]?.sequence).toBeGreaterThan(1);
    const page = await sleeper.find(sleeper.ask(), wanted, undefined, (one) => one);
    expect(idsOf(page).sort()).toEqual(["new-0", "new-1", "new-2", "new-3", "old"]);
  });

  it("serves searches that run while snapshots are built and listings change", async () => {
    const table = await aTable();
    const directory = aDirectory(table);
    await directory.put(...Array.from({ length: 30 }, (_, index) => aListing({ id: `pa-${index}`, area: sector(index % 5) })));
    const found = finder(table.directory);
    let writing = true;
    const searching = (async () => {
      while (writing) {
        const page = await found.find(found.ask(), { ...wanted, limit: 50 }, undefined, (one) => one);
        expect(page.total).toBe(30);
        expect(new Set(idsOf(page)).size).toBe(30);
      }
    })();
    for (let round = 0; round < 6; round += 1) {
      await directory.put(aListing({ id: `pa-${round}`, area: sector((round + 1) % 5), hoursFree: round }));
      await buildSnapshot(table.snapshots, () => NOW + round * 3_600_000);
    }
    writing = false;
    await searching;
  });

  it("marks what changed while a tile was still being loaded", async () => {
    const table = await aTable();
    const directory = aDirectory(table);
    await directory.put(aListing({ id: "one" }), aListing({ id: "far", area: { key: "ZZ1 1", lat: 57, lon: -2 } }));
    await buildSnapshot(table.snapshots, () => NOW);
    let open = (): void => undefined;
    const gate = new Promise<void>((resolve) => {
      open = resolve;
    });
    let begun = (): void => undefined;
    const loading = new Promise<void>((resolve) => {
      begun = resolve;
    });
    let held = true;
    const columns = async (tile: string) => {
      const read = await table.directory.columns(tile);
      begun();
      if (held) await gate;
      return read;
    };
    const found = finder({ ...table.directory, columns });
    const search = (criteria: Criteria) => found.find(found.ask(), criteria, undefined, (page) => page);
    const waiting = search(wanted);
    await loading;
    await directory.put(aListing({ id: "one", status: "suspended" }));
    // A search elsewhere, which needs no tile, takes the change in while the first still waits for its tile.
    await search({ ...wanted, point: { lat: 50.1, lon: -5.2 }, miles: 1 });
    held = false;
    open();
    await waiting;
    expect((await search(wanted)).total).toBe(0);
  });

  it("pages through without repeating or skipping anybody while the directory changes", async () => {
    const table = await aTable();
    const directory = aDirectory(table);
    const everybody = Array.from({ length: 23 }, (_, index) => aListing({ id: `pa-${index}`, area: sector(index % 4), ratePence: 1200 + index * 10 }));
    await directory.put(...everybody);
    await buildSnapshot(table.snapshots, () => NOW);
    for (const sort of ["distance", "rate", "fit"] as const) {
      for (const cold of [false, true]) {
        let found = finder(table.directory);
        const seen: string[] = [];
        let after: Criteria["after"];
        let since: number | undefined;
        for (let page = 0; ; page += 1) {
          const answer = await found.find(found.ask(), { ...wanted, sort, ...(after ? { after } : {}) }, since, (one) => one);
          seen.push(...idsOf(answer));
          after = answer.last;
          since = answer.position;
          if (!after) break;
          // Somebody already shown moves to the end, somebody not yet shown moves to the front, one comes, one goes.
          await directory.put(
            aListing({ id: `pa-${page}`, area: sector(5), ratePence: 2400 + page }),
            aListing({ id: `pa-${22 - page}`, area: sector(0), ratePence: 1150 + page, hoursFree: 20 }),
            aListing({ id: `extra-${sort}-${cold}-${page}`, area: sector(1), ratePence: 1210 }),
          );
          if (page % 2 === 0) await buildSnapshot(table.snapshots, () => NOW);
          if (cold) found = finder(table.directory);
        }
        expect(new Set(seen).size).toBe(seen.length);
        for (const { id } of everybody) expect(seen).toContain(id);
      }
    }
  });

  it("leaves somebody out of later pages who has gone since the first", async () => {
    const table = await aTable();
    const directory = aDirectory(table);
    await directory.put(...Array.from({ length: 12 }, (_, index) => aListing({ id: `pa-${index}`, ratePence: 1200 + index })));
    const found = finder(table.directory);
    const first = await found.find(found.ask(), { ...wanted, sort: "rate" }, undefined, (page) => page);
    await directory.put(aListing({ id: "pa-7", status: "suspended" }));
    const second = await found.find(found.ask(), { ...wanted, sort: "rate", ...(first.last ? { after: first.last } : {}) }, first.position, (page) => page);
    expect(idsOf(second)).toEqual(["pa-5", "pa-6", "pa-8", "pa-9"]);
  });
});

describe("the snapshot", () => {
  it("writes only the tiles that changed and in the end clears away the rest", async () => {
    const table = await aTable();
    const directory = aDirectory(table);
    await directory.put(aListing({ id: "one" }));
    const first = await buildSnapshot(table.snapshots, () => NOW);
    expect(first).toMatchObject({ version: 1, listings: 1, tiles: 1, tilesWritten: 1 });
    expect(await buildSnapshot(table.snapshots, () => NOW)).toBeUndefined();
    const oldTile = (await table.directory.manifest())?.tiles[0]?.key ?? "";
    await directory.put(aListing({ id: "two" }));
    expect(await buildSnapshot(table.snapshots, () => NOW)).toMatchObject({ version: 2, listings: 2, tilesWritten: 1 });
    expect(await table.directory.columns(oldTile)).toBeDefined();
    expect(await buildSnapshot(table.snapshots, () => LATER)).toMatchObject({ version: 3, tilesWritten: 0 });
    expect(await table.directory.columns(oldTile)).toBeUndefined();
    expect((await table.directory.manifest())?.retired).toEqual([]);
  });

  it("rebuilt from the listings is the one built from the log", async () => {
    const table = await aTable();
    const directory = aDirectory(table);
    await directory.put(...Array.from({ length: 30 }, (_, index) => aListing({ id: `pa-${index}`, area: sector(index % 7) })));
    await buildSnapshot(table.snapshots, () => NOW);
    const fromLog = (await table.directory.manifest())?.tiles;
    await buildSnapshot(table.rebuilds, () => NOW, "truth");
    expect((await table.directory.manifest())?.tiles).toEqual(fromLog);
  });

  it("lets only one of two builders publish", async () => {
    const table = await aTable();
    const directory = aDirectory(table);
    await directory.put(aListing({ id: "one" }));
    const built = await Promise.all([buildSnapshot(table.snapshots, () => NOW), buildSnapshot(table.snapshots, () => NOW)]);
    expect(built.filter((report) => report?.version === 1).length).toBe(1);
  });
});
