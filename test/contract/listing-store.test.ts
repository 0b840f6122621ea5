import { beforeAll, describe, expect, it } from "vitest";
import { LISTINGS_A_COMMIT } from "../../functions/directory/ports.ts";
import { dynamoListingStore } from "../../functions/directory/store/dynamo-listing-store.ts";
import type { ListingWrite } from "../../shared/listing/change.ts";
import { ListingId } from "../../shared/listing/listing.ts";
import { listingWrites } from "../../shared/listing/listing-writes.ts";
import { servicePolicy } from "../../shared/policy/service.ts";
import { aListing, anAuditContext } from "../support/builders.ts";
import { isFaulty } from "../support/engine-layer.ts";
import { aTable, type TestTable } from "../support/tables.ts";

const id = (text: string) => ListingId.parse(text);

describe("the listing store", () => {
  let table: TestTable;
  beforeAll(async () => {
    table = await aTable();
  });
  const commit = (writes: readonly ListingWrite[]) => table.listings.commit(writes, anAuditContext(), "listing:import");
  const stored = async (wanted: string) => {
    const found = (await table.listings.read([id(wanted)])).get(wanted);
    if (!found) throw new Error(`${wanted} is not stored`);
    return found;
  };

  it("keeps a listing, its public profile and one log record, all or none", async () => {
    const listing = aListing({ id: "kept", about: "Hello" });
    expect(await commit([{ listing, digest: "d1" }])).toEqual({ ok: true, value: undefined });
    expect(await stored("kept")).toEqual({ listing, version: 1, digest: "d1", loggedAt: table.clock.at, audit: { sequence: 1, hash: expect.any(String) } });
    expect(await table.directory.profile("kept")).toMatchObject({ about: "Hello", row: { area: listing.area } });
    const log = await table.directory.logAfter(0);
    expect(log.at(-1)).toMatchObject({ at: table.clock.at, changes: [{ id: "kept", version: 1, after: { listing: { id: "kept" } } }] });
  });

  it("never shows the public a postcode", async () => {
    await commit([{ listing: aListing({ id: "private", postcode: "LE13 1GH" }), digest: "d" }]);
    expect(JSON.stringify(await table.directory.profile("private"))).not.toContain("LE13 1GH");
    expect(JSON.stringify(await table.directory.logAfter(0))).not.toContain("LE13 1GH");
  });

  it("takes a listing out of sight when its status is not public, and says so in the log", async () => {
    const listing = aListing({ id: "paused" });
    await commit([{ listing, digest: "d" }]);
    await commit([{ listing: { ...listing, status: "suspended" }, digest: "e", replaces: await stored("paused") }]);
    expect(await table.directory.profile("paused")).toBeUndefined();
    const last = (await table.directory.logAfter(0)).flatMap(({ changes }) => changes).findLast(({ id: changed }) => changed === "paused");
    expect(last).toMatchObject({ id: "paused", before: { listing: { id: "paused" } } });
    expect(last).not.toHaveProperty("after");
  });

  it("writes no log for what the public never saw", async () => {
    const before = (await table.directory.logAfter(0)).length;
    await commit([{ listing: aListing({ id: "applicant", status: "applied" }), digest: "d" }]);
    expect((await table.directory.logAfter(0)).length).toBe(before);
  });

  it("refuses a write that replaces a version no longer current, and changes nothing", async () => {
    const listing = aListing({ id: "stale" });
    await commit([{ listing, digest: "d" }]);
    const first = await stored("stale");
    await commit([{ listing: { ...listing, hoursFree: 3 }, digest: "e", replaces: first }]);
    const late = await commit([
      { listing: aListing({ id: "innocent" }), digest: "d" },
      { listing: { ...listing, hoursFree: 9 }, digest: "f", replaces: first },
    ]);
    expect(late).toEqual({ ok: false, refusal: "stale" });
    expect((await stored("stale")).listing.hoursFree).toBe(3);
    expect((await table.listings.read([id("innocent")])).size).toBe(0);
    expect(await commit([{ listing, digest: "g" }])).toEqual({ ok: false, refusal: "stale" });
  });

  it("lets racing commits of other listings all through at the first try, each with a record of its own", async () => {
    const before = new Set((await table.directory.logAfter(0)).map(({ key }) => key));
    let tries = 0;
    const send = table.table.client.send.bind(table.table.client);
    const counting = dynamoListingStore({
      ...table.table,
      client: Object.assign(Object.create(table.table.client), {
        send: (command: any, ...rest: any[]) => {
          tries += 1;
          return send(command, ...rest);
        },
      }),
    });
    const racing = Array.from({ length: 12 }, (_, index) =>
      counting.commit([{ listing: aListing({ id: `race-${index}` }), digest: "d" }], anAuditContext(), "listing:import"),
    );
    expect((await Promise.all(racing)).every(({ ok }) => ok)).toBe(true);
    // A fault may ask for more tries: the store itself never does.
    if (!isFaulty()) expect(tries).toBe(12);
    const after = await table.directory.logAfter(0, undefined, before);
    expect(after.length).toBe(12);
    expect(new Set(after.flatMap(({ changes }) => changes.map((change) => change.id))).size).toBe(12);
  });

  it("puts the records of one listing in the order of its versions, however wrong the next writer's clock is", async () => {
    const clock = table.clock.at;
    const listing = aListing({ id: "skewed" });
    await commit([{ listing, digest: "d" }]);
    for (const at of [clock - 5000, clock + 3000, clock - 60_000, clock]) {
      table.clock.at = at;
      await commit([{ listing: { ...listing, hoursFree: Math.abs(at - clock) / 1000 }, digest: `${at}`, replaces: await stored("skewed") }]);
    }
    table.clock.at = clock;
    const records = (await table.directory.logAfter(0)).filter(({ changes }) => changes[0]?.id === "skewed");
    expect(records.map(({ changes }) => changes[0]?.version)).toEqual([1, 2, 3, 4, 5]);
    expect(records.map(({ at }) => at - clock)).toEqual([0, 1, 3000, 3001, 3002]);
  });

  it("remembers a listing's last record while nobody sees it", async () => {
    const listing = aListing({ id: "hidden" });
    await commit([{ listing, digest: "d" }]);
    const at = (await stored("hidden")).loggedAt;
    await commit([{ listing: { ...listing, status: "suspended" }, digest: "e", replaces: await stored("hidden") }]);
    await commit([{ listing: { ...listing, status: "suspended", hoursFree: 1 }, digest: "f", replaces: await stored("hidden") }]);
    expect((await stored("hidden")).loggedAt).toBe((at ?? 0) + 1);
  });

  it("lets exactly one of racing changes of one listing through", async () => {
    const listing = aListing({ id: "contested" });
    await commit([{ listing, digest: "d" }]);
    const replaces = await stored("contested");
    const done = await Promise.all(
      Array.from({ length: 8 }, (_, hoursFree) => commit([{ listing: { ...listing, hoursFree }, digest: `${hoursFree}`, replaces }])),
    );
    expect(done.filter(({ ok }) => ok).length).toBe(1);
    expect((await stored("contested")).version).toBe(2);
  });

  it("finds the listings of an area", async () => {
    const area = { key: "ZZ9 9", lat: 52, lon: -1 };
    await commit(["a", "b"].map((name) => ({ listing: aListing({ id: `area-${name}`, area }), digest: "d" })));
    expect((await table.listings.idsInArea("ZZ9 9")).sort()).toEqual(["area-a", "area-b"]);
    expect(await table.listings.idsInArea("nowhere")).toEqual([]);
  });

  it("tells of many changes at once as it tells of one", async () => {
    const before = new Set((await table.directory.logAfter(0)).map(({ key }) => key));
    const many = Array.from({ length: 30 }, (_, index) => aListing({ id: `told-${index}`, displayName: `Ünïcode ${index} ગુજરાતી` }));
    await commit(many.map((listing) => ({ listing, digest: "d" })));
    const [record] = await table.directory.logAfter(0, undefined, before);
    expect(record?.changes.map(({ after }) => after?.listing.displayName)).toEqual(many.map(({ displayName }) => displayName));
  });

  it("takes as many as a commit holds and refuses more", async () => {
    const many = Array.from({ length: LISTINGS_A_COMMIT }, (_, index) => ({ listing: aListing({ id: `many-${index}` }), digest: "d" }));
    expect((await commit(many)).ok).toBe(true);
    await expect(commit([...many, { listing: aListing({ id: "one-more" }), digest: "d" }])).rejects.toThrow("at most");
  });

  it("wakes the snapshot builder as often as a count would, and for a record of many changes as for many records", async () => {
    const { recordsASnapshot } = servicePolicy.changeLog;
    const wakes = (writes: (n: number) => readonly ListingWrite[], tries: number) =>
      Array.from({ length: tries }, (_, n) => listingWrites("table", writes(n), "listing:import").others(0)).filter((others) =>
        others.some(({ write }) => write.Put?.Item?.["snapshotDue"] === true),
      ).length;
    const one = wakes((n) => [{ listing: aListing({ id: `due-${n}` }), digest: "d" }], 20 * recordsASnapshot);
    expect(one).toBeGreaterThan(8);
    expect(one).toBeLessThan(40);
    const many = wakes(
      (n) => Array.from({ length: 32 }, (_, index) => ({ listing: aListing({ id: `due-${n}-${index}` }), digest: "d" })),
      4 * recordsASnapshot,
    );
    expect(many).toBeGreaterThan(4);
    expect(many).toBeLessThan(30);
  });

  it("lets one caller claim the first start of a table", async () => {
    const claims = await Promise.all(Array.from({ length: 5 }, () => table.listings.claimFirstStart()));
    expect(claims.filter((won) => won).length).toBe(1);
  });
});
