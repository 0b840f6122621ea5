import { beforeAll, describe, expect, it } from "vitest";
import { LISTINGS_A_COMMIT } from "../../functions/directory/ports.ts";
import type { ListingWrite } from "../../shared/listing/change.ts";
import { ListingId } from "../../shared/listing/listing.ts";
import { LOG_A_SNAPSHOT } from "../../shared/listing/listing-writes.ts";
import { aListing, anAuditContext } from "../support/builders.ts";
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
    expect(await stored("kept")).toEqual({ listing, version: 1, digest: "d1", audit: { sequence: 1, hash: expect.any(String) } });
    expect(await table.directory.profile("kept")).toMatchObject({ about: "Hello", row: { area: listing.area } });
    const log = await table.directory.logAfter(0);
    expect(log.at(-1)).toMatchObject({ changes: [{ id: "kept", after: { listing: { id: "kept" } } }] });
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
    const last = (await table.directory.logAfter(0)).at(-1)?.changes[0];
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

  it("gives racing commits one log position each, without gaps", async () => {
    const before = (await table.directory.logAfter(0)).at(-1)?.sequence ?? 0;
    const racing = Array.from({ length: 12 }, (_, index) => commit([{ listing: aListing({ id: `race-${index}` }), digest: "d" }]));
    expect((await Promise.all(racing)).every(({ ok }) => ok)).toBe(true);
    const after = await table.directory.logAfter(before);
    expect(after.map(({ sequence }) => sequence)).toEqual(Array.from({ length: 12 }, (_, index) => before + 1 + index));
    expect(new Set(after.flatMap(({ changes }) => changes.map((change) => change.id))).size).toBe(12);
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
    const before = (await table.directory.logAfter(0)).at(-1)?.sequence ?? 0;
    const many = Array.from({ length: 30 }, (_, index) => aListing({ id: `told-${index}`, displayName: `Ünïcode ${index} ગુજરાતી` }));
    await commit(many.map((listing) => ({ listing, digest: "d" })));
    const [record] = await table.directory.logAfter(before);
    expect(record?.changes.map(({ after }) => after?.listing.displayName)).toEqual(many.map(({ displayName }) => displayName));
  });

  it("takes as many as a commit holds and refuses more", async () => {
    const many = Array.from({ length: LISTINGS_A_COMMIT }, (_, index) => ({ listing: aListing({ id: `many-${index}` }), digest: "d" }));
    expect((await commit(many)).ok).toBe(true);
    await expect(commit([...many, { listing: aListing({ id: "one-more" }), digest: "d" }])).rejects.toThrow("at most");
  });

  it("says when a new snapshot is due", async () => {
    const due = async () => {
      const { Items = [] } = await table.table.client.send(
        new (await import("@aws-sdk/lib-dynamodb")).QueryCommand({
          TableName: table.name,
          KeyConditionExpression: "pk = :log",
          FilterExpression: "snapshotDue = :true",
          ExpressionAttributeValues: { ":log": "PUBLIC#LOG", ":true": true },
        }),
      );
      return Items.length;
    };
    const before = await due();
    for (let written = 0; written < LOG_A_SNAPSHOT; written += 1) await commit([{ listing: aListing({ id: `due-${written}` }), digest: "d" }]);
    expect(await due()).toBe(before + 1);
  });

  it("lets one caller claim the first start of a table", async () => {
    const claims = await Promise.all(Array.from({ length: 5 }, () => table.listings.claimFirstStart()));
    expect(claims.filter((won) => won).length).toBe(1);
  });
});
