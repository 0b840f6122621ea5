import { paginateScan } from "@aws-sdk/lib-dynamodb";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { LISTINGS_A_COMMIT, type LogPosition, type SnapshotStore } from "../../functions/directory/ports.ts";
import type { Criteria } from "../../functions/directory/search/criteria.ts";
import { type FoundPage, finder } from "../../functions/directory/search/find.ts";
import { buildSnapshot, type SnapshotSource } from "../../functions/directory/snapshot/build-snapshot.ts";
import { KEPT_MS, SETTLED_MS } from "../../functions/directory/snapshot/log-times.ts";
import { dynamoDirectoryReader } from "../../functions/directory/store/dynamo-directory-reader.ts";
import { directoryKeys } from "../../functions/directory/store/keys.ts";
import { DAY_MS, dayNumber } from "../../shared/domain/time.ts";
import { type Listing, ListingId } from "../../shared/listing/listing.ts";
import { publicProfileOf, type SnapshotRow } from "../../shared/listing/public-listing.ts";
import { councilPolicy } from "../../shared/policy/council.ts";
import type { HotReader } from "../../shared/table/hot-reader.ts";
import { aListing, anAuditContext } from "../support/builders.ts";
import { oracle } from "../support/oracle.ts";
import { runs } from "../support/runs.ts";
import { aTable, type TestTable } from "../support/tables.ts";

/** Builds as soon as what was written has settled. */
async function built(table: TestTable, source: SnapshotSource = "log") {
  table.clock.at += SETTLED_MS + 1000;
  return buildSnapshot(source === "truth" ? table.rebuilds : table.snapshots, table.now, source);
}

const wanted: Criteria = {
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
      get: async ({ pk, sk }, fresh) => (fresh || pk === directoryKeys.manifest().pk ? table.reader.get({ pk, sk }, fresh) : undefined),
    };
    const found = finder(dynamoDirectoryReader(late), table.now);
    expect(idsOf(await found.find(found.ask(), wanted, undefined, (page) => page))).toEqual(["pa-1"]);
  });
});

describe("the snapshot", () => {
  /** When every item of a tile would expire, by its key. */
  const expiries = async (table: TestTable): Promise<ReadonlyMap<string, number>> => {
    const found = new Map<string, number>();
    const tiles = { TableName: table.name, FilterExpression: "entity = :tile", ExpressionAttributeValues: { ":tile": "tile" } };
    for await (const { Items = [] } of paginateScan({ client: table.table.client }, tiles))
      for (const { pk, expiresAt } of Items) found.set(String(pk), Number(expiresAt));
    return found;
  };
  /** The items of the tiles the manifest names. */
  const inUse = async (table: TestTable): Promise<readonly string[]> => {
    const { tiles = [] } = (await table.directory.manifest()) ?? {};
    const parts = await Promise.all(tiles.map(async ({ key }) => (await table.directory.tile(key))?.parts ?? [{ part: "missing" }]));
    return [...tiles.map(({ key }) => directoryKeys.tileIndex(key).pk), ...parts.flat().map(({ part }) => directoryKeys.tileCards(part).pk)];
  };
  /** Two places that never share a tile once there are enough people in each. */
  const crowd = (name: string, lat: number, size = 1600) =>
    Array.from({ length: size }, (_, index) =>
      aListing({ id: `${name}-${index}`, area: { key: `${name} ${index % 40}`, lat: lat + (index % 40) / 100, lon: -1 } }),
    );
  const putAll = async (table: TestTable, listings: readonly Listing[]) => {
    for (let at = 0; at < listings.length; at += LISTINGS_A_COMMIT)
      await table.listings.commit(
        listings.slice(at, at + LISTINGS_A_COMMIT).map((listing) => ({ listing, digest: "d" })),
        anAuditContext(),
        "listing:sample",
      );
  };

  it("takes only what has settled, and the rest the next time", async () => {
    const table = await aTable();
    const directory = aDirectory(table);
    await directory.put(aListing({ id: "one" }));
    table.clock.at += SETTLED_MS - 1;
    expect(await buildSnapshot(table.snapshots, table.now)).toBeUndefined();
    await directory.put(aListing({ id: "two" }));
    table.clock.at += 1;
    expect(await buildSnapshot(table.snapshots, table.now)).toMatchObject({ version: 1, listings: 1, tiles: 1, tilesWritten: 1 });
    expect(await built(table)).toMatchObject({ version: 2, listings: 2 });
    expect(await built(table)).toBeUndefined();
  });

  it("reads and writes only the tiles that the log names, and of those only what is different", async () => {
    const table = await aTable();
    await putAll(table, [...crowd("north", 54), ...crowd("south", 51)]);
    expect(await built(table)).toMatchObject({ listings: 3200, tiles: 2, tilesWritten: 2 });
    const before = new Set((await expiries(table)).keys());
    const [stored] = (await table.listings.read([ListingId.parse("north-7")])).values();
    if (!stored) throw new Error("It was put there");
    await table.listings.commit([{ listing: { ...stored.listing, hoursFree: 1 }, digest: "e", replaces: stored }], anAuditContext(), "listing:import");
    const read: string[] = [];
    table.clock.at += SETTLED_MS + 1000;
    const watched: SnapshotStore = {
      ...table.snapshots,
      tile(key) {
        read.push(key);
        return table.snapshots.tile(key);
      },
    };
    const south = (await table.directory.manifest())?.tiles.find(({ box }) => box.south < 53)?.key;
    expect(await buildSnapshot(watched, table.now)).toMatchObject({ tiles: 2, tilesWritten: 1 });
    expect(read.length).toBe(1);
    expect(read).not.toContain(south);
    // Its index and one of its parts are new, and the two they replace are on their way out.
    const after = await expiries(table);
    expect([...after.keys()].filter((item) => !before.has(item)).length).toBe(2);
    const used = new Set(await inUse(table));
    const soon = (table.clock.at + KEPT_MS) / 1000 + 1;
    expect([...after].filter(([, at]) => at <= soon).length).toBe(2);
    for (const [item, at] of after) expect(at <= soon, item).toBe(!used.has(item));
  });

  it("rebuilt from the listings is the one built from the log, and writes nothing twice", async () => {
    const table = await aTable();
    const directory = aDirectory(table);
    await directory.put(...Array.from({ length: 30 }, (_, index) => aListing({ id: `pa-${index}`, area: sector(index % 7) })));
    await built(table);
    const fromLog = (await table.directory.manifest())?.tiles;
    expect(await built(table, "truth")).toMatchObject({ tilesWritten: 0 });
    expect((await table.directory.manifest())?.tiles).toEqual(fromLog);
  });

  it("made from listings that had changed already is right once the log has told of it", async () => {
    const table = await aTable();
    const directory = aDirectory(table);
    await directory.put(aListing({ id: "moves", area: sector(1) }), aListing({ id: "goes" }));
    table.clock.at += SETTLED_MS / 2;
    await directory.put(
      aListing({ id: "moves", area: { key: "ZZ1 1", lat: 57, lon: -2 } }),
      aListing({ id: "goes", status: "suspended" }),
      aListing({ id: "comes" }),
    );
    expect(await buildSnapshot(table.rebuilds, table.now, "truth")).toMatchObject({ listings: 2 });
    expect(await built(table)).toMatchObject({ listings: 2 });
    const found = finder(table.directory, table.now);
    const near = await found.find(found.ask(), wanted, undefined, (page) => page);
    expect(idsOf(near)).toEqual(["comes"]);
  });

  it("renews tiles that have lived half their life, and never lets one in use go", async () => {
    const table = await aTable();
    const directory = aDirectory(table);
    await directory.put(aListing({ id: "one" }));
    await built(table);
    for (let day = 0; day < 40; day += 1) {
      table.clock.at += DAY_MS;
      await buildSnapshot(table.snapshots, table.now);
      const at = await expiries(table);
      const used = await inUse(table);
      expect(used.length).toBe(2);
      for (const item of used) expect(at.get(item)).toBeGreaterThan((table.clock.at + 6 * DAY_MS) / 1000);
    }
    // Forty days, and a renewal after seven each time.
    expect((await table.directory.manifest())?.version).toBe(1 + 5);
  });

  it("built by two at once is one builder's, and nothing is left behind of the other", async () => {
    const table = await aTable();
    const directory = aDirectory(table);
    for (let round = 1; round <= 6; round += 1) {
      await directory.put(aListing({ id: `pa-${round % 3}`, hoursFree: round }), aListing({ id: `far-${round}`, area: { key: "ZZ1 1", lat: 57, lon: -2 } }));
      table.clock.at += SETTLED_MS + 1000;
      const source = round % 3 === 0 ? "truth" : "log";
      const reports = await Promise.all([
        buildSnapshot(table.snapshots, table.now),
        buildSnapshot(source === "truth" ? table.rebuilds : table.snapshots, table.now, source),
      ]);
      expect(reports.filter((report) => report !== undefined).length).toBe(1);
      expect((await table.directory.manifest())?.version).toBe(round);
      const used = new Set(await inUse(table));
      const soon = (table.clock.at + KEPT_MS) / 1000 + 1;
      for (const [item, at] of await expiries(table)) expect(at > soon, item).toBe(used.has(item));
      const found = finder(table.directory, table.now);
      const page: FoundPage = await found.find(found.ask(), wanted, undefined, (one) => one);
      const truth = oracle(directory.rows(), wanted);
      expect([page.total, idsOf(page)]).toEqual([truth.total, truth.ids]);
    }
  });

  it("that a builder left half done is still whole, and what it wrote goes by itself", async () => {
    const table = await aTable();
    const directory = aDirectory(table);
    await directory.put(aListing({ id: "one" }));
    await built(table);
    await directory.put(aListing({ id: "two" }));
    table.clock.at += SETTLED_MS + 1000;
    const cut = { ...table.snapshots, publish: () => Promise.reject(new Error("cut off")) };
    await expect(buildSnapshot(cut, table.now)).rejects.toThrow("cut off");
    expect((await table.directory.manifest())?.version).toBe(1);
    for (const at of (await expiries(table)).values()) expect(at).toBeGreaterThan(0);
    expect(await buildSnapshot(table.snapshots, table.now)).toMatchObject({ version: 2, listings: 2 });
  });
});
