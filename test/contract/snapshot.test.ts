import { paginateScan } from "@aws-sdk/lib-dynamodb";
import { describe, expect, it } from "vitest";
import { LISTINGS_A_COMMIT, type SnapshotStore } from "../../functions/directory/ports.ts";
import { type FoundPage, finder } from "../../functions/directory/search/find.ts";
import { buildSnapshot } from "../../functions/directory/snapshot/build-snapshot.ts";
import { DAY_MS } from "../../shared/domain/time.ts";
import { type Listing, ListingId } from "../../shared/listing/listing.ts";
import { KEPT_MS, SETTLED_MS } from "../../shared/snapshot/log-times.ts";
import { keys } from "../../shared/table/keys.ts";
import { aListing, anAuditContext } from "../support/builders.ts";
import { oracle } from "../support/oracle.ts";
import { aDirectory, built, idsOf, sector, wanted } from "../support/snapshots.ts";
import { aTable, type TestTable } from "../support/tables.ts";

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
    return [...tiles.map(({ key }) => keys.tileIndex(key).pk), ...parts.flat().map(({ part }) => keys.tileCards(part).pk)];
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
