import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Criteria } from "../../functions/directory/search/criteria.ts";
import { type FoundPage, finder } from "../../functions/directory/search/find.ts";
import { buildSnapshot } from "../../functions/directory/snapshot/build-snapshot.ts";
import { dynamoDirectoryReader } from "../../shared/snapshot/dynamo-directory-reader.ts";
import { KEPT_MS, SETTLED_MS } from "../../shared/snapshot/log-times.ts";
import type { LogPosition } from "../../shared/snapshot/ports.ts";
import type { HotReader } from "../../shared/table/hot-reader.ts";
import { keys } from "../../shared/table/keys.ts";
import { aListing } from "../support/builders.ts";
import { oracle } from "../support/oracle.ts";
import { runs } from "../support/runs.ts";
import { aDirectory, built, idsOf, sector, wanted } from "../support/snapshots.ts";
import { aTable } from "../support/tables.ts";

describe("the directory's view", () => {
  it("finds nobody in an empty table", async () => {
    const table = await aTable();
    const found = finder(table.directory, table.now);
    const page = await found.find(found.ask(), wanted, undefined, (one) => one);
    expect(page).toMatchObject({ total: 0, results: [] });
  });

  it("sees a change in the very next search, whatever the snapshot", async () => {
    const table = await aTable();
    const directory = aDirectory(table);
    const found = finder(table.directory, table.now);
    const search = () => found.find(found.ask(), wanted, undefined, (page) => page);
    const wait = fc.constantFrom(0, 1, 700, 9000, SETTLED_MS, SETTLED_MS + 1, 2 * KEPT_MS);
    const actions = fc.array(
      fc.oneof(
        fc.record({
          act: fc.constant("put" as const),
          wait,
          id: fc.nat(8),
          area: fc.nat(4),
          hoursFree: fc.nat(20),
          status: fc.constantFrom("accredited", "provisional", "suspended"),
        }),
        fc.record({ act: fc.constant("snapshot" as const), wait }),
        fc.record({ act: fc.constant("rebuild" as const), wait }),
      ),
      { minLength: 1, maxLength: 10 },
    );
    await fc.assert(
      fc.asyncProperty(actions, async (steps) => {
        for (const step of steps) {
          table.clock.at += step.wait;
          if (step.act === "put")
            await directory.put(aListing({ id: `pa-${step.id}`, area: sector(step.area), hoursFree: step.hoursFree, status: step.status }));
          else await (step.act === "rebuild" ? buildSnapshot(table.rebuilds, table.now, "truth") : buildSnapshot(table.snapshots, table.now, "log"));
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
    const sleeper = finder(table.directory, table.now);
    await sleeper.find(sleeper.ask(), wanted, undefined, (page) => page);
    for (let round = 0; round < 4; round += 1) {
      table.clock.at += 2 * KEPT_MS;
      await directory.put(aListing({ id: `new-${round}` }));
      await built(table);
    }
    expect((await table.directory.logAfter(0)).flatMap(({ changes }) => changes.map(({ id }) => id))).toEqual(["new-3"]);
    const page = await sleeper.find(sleeper.ask(), wanted, undefined, (one) => one);
    expect(idsOf(page).sort()).toEqual(["new-0", "new-1", "new-2", "new-3", "old"]);
  });

  it("serves searches that run while snapshots are built and listings change", async () => {
    const table = await aTable();
    const directory = aDirectory(table);
    await directory.put(...Array.from({ length: 30 }, (_, index) => aListing({ id: `pa-${index}`, area: sector(index % 5) })));
    const found = finder(table.directory, table.now);
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
      await built(table);
    }
    writing = false;
    await searching;
  });

  it("marks what changed while a tile was still being loaded", async () => {
    const table = await aTable();
    const directory = aDirectory(table);
    await directory.put(aListing({ id: "one" }), aListing({ id: "far", area: { key: "ZZ1 1", lat: 57, lon: -2 } }));
    await built(table);
    let open = (): void => undefined;
    const gate = new Promise<void>((resolve) => {
      open = resolve;
    });
    let begun = (): void => undefined;
    const loading = new Promise<void>((resolve) => {
      begun = resolve;
    });
    let held = true;
    const tile = async (key: string) => {
      const read = await table.directory.tile(key);
      begun();
      if (held) await gate;
      return read;
    };
    const found = finder({ ...table.directory, tile }, table.now);
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
    await built(table);
    for (const sort of ["distance", "rate", "fit"] as const) {
      for (const cold of [false, true]) {
        let found = finder(table.directory, table.now);
        const seen: string[] = [];
        let after: Criteria["after"];
        let since: LogPosition | undefined;
        for (let page = 0; ; page += 1) {
          const answer: FoundPage = await found.find(found.ask(), { ...wanted, sort, ...(after ? { after } : {}) }, since, (one) => one);
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
          if (page % 2 === 0) await built(table);
          if (cold) found = finder(table.directory, table.now);
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
    const found = finder(table.directory, table.now);
    const first = await found.find(found.ask(), { ...wanted, sort: "rate" }, undefined, (page) => page);
    await directory.put(aListing({ id: "pa-7", status: "suspended" }));
    const second = await found.find(found.ask(), { ...wanted, sort: "rate", ...(first.last ? { after: first.last } : {}) }, first.position, (page) => page);
    expect(idsOf(second)).toEqual(["pa-5", "pa-6", "pa-8", "pa-9"]);
  });

  it("is whole where a replica has the manifest before the tiles it names", async () => {
    const table = await aTable();
    await aDirectory(table).put(aListing({ id: "pa-1" }));
    await built(table);
    const late: HotReader = {
      ...table.reader,
      get: async ({ pk, sk }, fresh) => (fresh || pk === keys.manifest().pk ? table.reader.get({ pk, sk }, fresh) : undefined),
    };
    const found = finder(dynamoDirectoryReader(late), table.now);
    expect(idsOf(await found.find(found.ask(), wanted, undefined, (page) => page))).toEqual(["pa-1"]);
  });
});
