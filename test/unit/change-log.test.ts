import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Criteria } from "../../functions/directory/search/criteria.ts";
import type { Finder, FoundPage } from "../../functions/directory/search/find.ts";
import { buildSnapshot } from "../../functions/directory/snapshot/build-snapshot.ts";
import { DAY_MS, dayNumber } from "../../shared/domain/time.ts";
import type { ListingWrite, StoredListing } from "../../shared/listing/change.ts";
import { councilPolicy } from "../../shared/policy/council.ts";
import { servicePolicy } from "../../shared/policy/service.ts";
import { KEPT_MS, SETTLED_MS, WINDOW_MS } from "../../shared/snapshot/log-times.ts";
import type { LogPosition } from "../../shared/snapshot/ports.ts";
import { directoryView } from "../../shared/snapshot/view.ts";
import { aListing } from "../support/builders.ts";
import { type LogWorld, logWorld } from "../support/log-world.ts";
import { runs } from "../support/runs.ts";

const everybody: Criteria = {
  point: { lat: 52.766, lon: -0.887 },
  miles: 40,
  service: [],
  group: [],
  skill: [],
  when: [],
  language: [],
  kind: [],
  gender: [],
  status: ["accredited"],
  sort: "rate",
  limit: 100,
  day: dayNumber("2026-11-24"),
  week: 2968,
  weights: councilPolicy("E10000018").fit,
};

const { bounds } = logWorld();
const within = (most: number) => fc.oneof(fc.constant(0), fc.constant(most), fc.integer({ min: 0, max: most }));
const off = fc.oneof(fc.constantFrom(-bounds.off, 0, bounds.off), fc.integer({ min: -bounds.off, max: bounds.off }));
const wait = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(0, 1, 40, 900, 2500, 5000) },
  { weight: 3, arbitrary: fc.integer({ min: 0, max: 2 * WINDOW_MS }) },
  { weight: 1, arbitrary: fc.constantFrom(SETTLED_MS, SETTLED_MS + WINDOW_MS, KEPT_MS + WINDOW_MS, 8 * DAY_MS) },
);
const step = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({
      act: fc.constant("write" as const),
      wait,
      id: fc.nat(4),
      area: fc.nat(3),
      rate: fc.nat(9),
      hidden: fc.integer({ min: 0, max: 3 }).map((n) => n === 0),
      off,
      takes: within(bounds.takes),
      late: within(bounds.late),
      twice: fc.boolean(),
    }),
  },
  { weight: 5, arbitrary: fc.record({ act: fc.constant("search" as const), wait, who: fc.nat(2) }) },
  {
    weight: 2,
    arbitrary: fc.record({ act: fc.constant("fold" as const), wait, off, source: fc.constantFrom("log" as const, "log" as const, "truth" as const) }),
  },
  { weight: 1, arbitrary: fc.record({ act: fc.constant("two folds" as const), wait, off, off2: off }) },
  { weight: 1, arbitrary: fc.record({ act: fc.constant("slow fold" as const), wait, off }) },
  { weight: 2, arbitrary: fc.record({ act: fc.constant("turn" as const), wait, who: fc.nat(3) }) },
);

/** The version of a listing stands in its hours, so that what is shown says which one it is. */
const write =
  (id: string, { area, rate, hidden }: { area: number; rate: number; hidden: boolean }) =>
  (before: StoredListing | undefined): ListingWrite => ({
    listing: aListing({
      id,
      hoursFree: (before?.version ?? 0) + 1,
      ratePence: 1200 + rate,
      area: { key: `LE${area} 1`, lat: 52.766 + area / 100, lon: -0.887 },
      status: hidden ? "suspended" : "accredited",
    }),
    digest: "d",
    ...(before ? { replaces: before } : {}),
  });

const search = (found: Finder, criteria: Criteria = everybody, since?: LogPosition): Promise<FoundPage> =>
  found.find(found.ask(), criteria, since, (page) => page);
const shown = ({ results }: FoundPage): readonly { readonly id: string; readonly version: number }[] =>
  results.map(({ card }) => {
    const { id, hoursFree } = JSON.parse(card);
    return { id, version: hoursFree };
  });

/** A search shows nobody twice, and of everybody a version that is no older than what all can see. */
function expectFresh(world: LogWorld, page: FoundPage): void {
  const found = shown(page);
  expect(new Set(found.map(({ id }) => id)).size).toBe(found.length);
  const [seen, newest] = [world.seen(), world.versions()];
  for (const { id, version } of found) {
    expect(version, id).toBeGreaterThanOrEqual(seen.get(id) ?? 0);
    expect(version, id).toBeLessThanOrEqual(newest.get(id) ?? 0);
  }
  // Who is missing is hidden by their newest change, or is still being told of.
  const missing = world.rows().filter(({ listing }) => !found.some(({ id }) => id === listing.id));
  for (const { listing } of missing) expect(seen.get(listing.id) ?? 0, listing.id).toBeLessThan(newest.get(listing.id) ?? 0);
}

const oracleOf = (world: LogWorld) =>
  world
    .rows()
    .map(({ listing }) => ({ id: String(listing.id), version: listing.hoursFree ?? 0 }))
    .sort((a, b) => (a.id < b.id ? -1 : 1));
const inOrder = (page: FoundPage) => [...shown(page)].sort((a, b) => (a.id < b.id ? -1 : 1));

describe("the change log", () => {
  it("is looked at again further back than clocks, commits and late reads together can put a record", () => {
    const { clocksApartSeconds, commitSeconds, lateReadSeconds, windowSeconds, settledSeconds, keptMinutes } = servicePolicy.changeLog;
    expect(windowSeconds).toBeGreaterThan(clocksApartSeconds + commitSeconds + lateReadSeconds);
    expect(settledSeconds).toBeGreaterThan(2 * windowSeconds);
    expect(keptMinutes * 60).toBeGreaterThan(2 * settledSeconds);
  });

  it("loses nothing and tells nothing twice, whatever clocks say, however late commits are and reads show them, with snapshots at any point", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 40 }), fc.tuple(off, off, off), async (steps, offs) => {
        const world = logWorld();
        const searchers = offs.map((one) => world.searcher(one));
        const slow: { readonly go: () => void; readonly done: Promise<unknown> }[] = [];
        for (const one of steps) {
          world.wait(one.wait);
          // The clock wakes the builder every quarter of an hour: in days it has been there.
          if (one.wait > DAY_MS) await buildSnapshot(world.store, world.clock(0));
          if (one.act === "write") world.send(write(`pa-${one.id}`, one), `pa-${one.id}`, one);
          if (one.act === "search") {
            const found = searchers[one.who];
            if (found) expectFresh(world, await search(found));
          }
          if (one.act === "fold") await buildSnapshot(world.store, world.clock(one.off), one.source, 2);
          if (one.act === "two folds") await Promise.all([one.off, one.off2].map((by) => buildSnapshot(world.store, world.clock(by), "log", 2)));
          if (one.act === "slow fold") {
            // A builder that comes to publish only when others have been and gone.
            let go = (): void => undefined;
            const gate = new Promise<void>((resolve) => {
              go = resolve;
            });
            const { publish } = world.store;
            const held = {
              ...world.store,
              publish: async (...published: Parameters<typeof publish>) => {
                await gate;
                return publish(...published);
              },
            };
            slow.push({ go, done: buildSnapshot(held, world.clock(one.off), "log", 2) });
            await new Promise((resolve) => setImmediate(resolve));
          }
          if (one.act === "turn") {
            const ended = slow.shift();
            ended?.go();
            await ended?.done;
          }
        }
        for (const { go, done } of slow) {
          go();
          await done;
        }
        // All is committed and can be seen: every process shows what is true, one that has just started too.
        world.wait(bounds.takes + bounds.late);
        for (const found of [...searchers, world.searcher(0)]) expect(inOrder(await search(found))).toEqual(oracleOf(world));
        // The snapshot has it too once it has settled, and what it replaced is gone when its time is over.
        world.wait(SETTLED_MS + WINDOW_MS);
        await buildSnapshot(world.store, world.clock(0));
        const latest = await world.store.manifest();
        expect(latest?.tiles.reduce((sum, { count }) => sum + count, 0) ?? 0).toBe(world.rows().length);
        world.wait(KEPT_MS + bounds.off);
        expect(await world.strays()).toEqual([]);
        for (const found of [...searchers, world.searcher(bounds.off)]) expect(inOrder(await search(found))).toEqual(oracleOf(world));
      }),
      { numRuns: runs(2000, 250) },
    );
  });

  it("is cut between the two records of a change told twice, and who is hidden after that is in no tile", async () => {
    const world = logWorld();
    const send = (hidden: boolean, by: number, twice: boolean) =>
      world.send(write("pa-0", { area: 0, rate: 0, hidden }), "pa-0", { off: by, takes: 0, late: 0, twice });
    send(false, -1000, true);
    send(true, 0, false);
    world.wait(SETTLED_MS - 1000);
    await buildSnapshot(world.store, world.clock(0));
    expect((await world.store.manifest())?.tiles.map(({ count }) => count)).toEqual([1]);
    world.wait(SETTLED_MS);
    await buildSnapshot(world.store, world.clock(0));
    expect((await world.store.manifest())?.tiles ?? []).toEqual([]);
  });

  it("is cut anywhere by a snapshot, and no tile has an older version after a later one, or anybody twice", async () => {
    const change = fc.record({
      wait: fc.oneof(fc.constantFrom(0, 1, 500), fc.integer({ min: 0, max: SETTLED_MS / 4 })),
      id: fc.nat(3),
      area: fc.nat(3),
      rate: fc.constant(0),
      hidden: fc.integer({ min: 0, max: 3 }).map((n) => n === 0),
      off,
      takes: fc.constant(0),
      late: fc.constant(0),
      twice: fc.boolean(),
    });
    const cut = fc.record({ after: fc.integer({ min: 0, max: 2 * SETTLED_MS }), off, truth: fc.integer({ min: 0, max: 3 }).map((n) => n === 0) });
    await fc.assert(
      fc.asyncProperty(fc.array(change, { minLength: 2, maxLength: 12 }), fc.array(cut, { minLength: 1, maxLength: 8 }), async (changes, cuts) => {
        const world = logWorld();
        const build = (by: number, source: "log" | "truth") => buildSnapshot(world.store, world.clock(by), source, 1);
        const began = world.now();
        const due = cuts.toSorted((a, b) => a.after - b.after);
        const cutUpTo = async (millis: number) => {
          for (let next = due[0]; next !== undefined && next.after <= millis; next = due[0]) {
            due.shift();
            world.wait(Math.max(0, began + next.after - world.now()));
            await build(next.off, next.truth ? "truth" : "log");
          }
        };
        for (const one of changes) {
          await cutUpTo(world.now() + one.wait - began);
          world.wait(one.wait);
          world.send(write(`pa-${one.id}`, one), `pa-${one.id}`, one);
        }
        await cutUpTo(Number.POSITIVE_INFINITY);
        expect(inOrder(await search(world.searcher(0)))).toEqual(oracleOf(world));
        world.wait(SETTLED_MS + WINDOW_MS);
        await build(0, "log");
        expect((await world.store.manifest())?.tiles.reduce((sum, { count }) => sum + count, 0) ?? 0).toBe(world.rows().length);
        expect(inOrder(await search(world.searcher(0)))).toEqual(oracleOf(world));
      }),
      { numRuns: runs(4000, 600) },
    );
  });

  it("told again under a later stamp tells nothing new, to a search or to a snapshot", async () => {
    const world = logWorld();
    const first = world.searcher(0);
    const at = { off: 0, takes: 0, late: 0, twice: false };
    world.send(write("a", { area: 0, rate: 1, hidden: false }), "a", at);
    const [record] = await world.store.logAfter(0);
    world.wait(100);
    world.send(write("a", { area: 1, rate: 2, hidden: false }), "a", at);
    if (!record) throw new Error("It was told of");
    const again = { ...record, at: record.at + 1500, key: record.key.replace(String(record.at), String(record.at + 1500)) };
    const twofold = {
      ...world.store,
      logAfter: async (...asked: Parameters<typeof world.store.logAfter>) => [...(await world.store.logAfter(...asked)), again],
    };
    const view = directoryView(twofold, world.clock(0));
    expect((await view.refresh()).changed.get("a")?.version).toBe(2);
    world.wait(SETTLED_MS + WINDOW_MS);
    await buildSnapshot(twofold, world.clock(0), "log", 1);
    expect(inOrder(await search(first))).toEqual(oracleOf(world));
    expect(inOrder(await search(world.searcher(0)))).toEqual(oracleOf(world));
  });

  it("is put right where a change came later than any bound allows: nobody stands in two tiles", async () => {
    const world = logWorld();
    const at = { off: 0, takes: 0, late: 0, twice: false };
    for (const [id, area] of [
      ["a", 0],
      ["b", 1],
      ["c", 2],
      ["d", 3],
    ] as const)
      world.send(write(id, { area, rate: 1, hidden: false }), id, at);
    world.wait(SETTLED_MS + WINDOW_MS);
    await buildSnapshot(world.store, world.clock(0), "log", 1);
    world.send(write("a", { area: 1, rate: 1, hidden: false }), "a", { ...at, takes: 3 * SETTLED_MS });
    world.wait(2 * SETTLED_MS);
    // The snapshot goes on past the record that is not there yet; then it comes, and the same listing changes once more.
    world.send(write("b", { area: 1, rate: 2, hidden: false }), "b", { ...at, off: -SETTLED_MS });
    await buildSnapshot(world.store, world.clock(0), "log", 1);
    world.wait(2 * SETTLED_MS);
    world.send(write("a", { area: 2, rate: 1, hidden: false }), "a", at);
    world.wait(2 * SETTLED_MS);
    await buildSnapshot(world.store, world.clock(0), "log", 1);
    expect((await world.store.manifest())?.tiles.reduce((sum, { count }) => sum + count, 0)).toBe(4);
    expect(inOrder(await search(world.searcher(0)))).toEqual(oracleOf(world));
  });

  it("lets people turn pages without repeating or skipping anybody, also those whose change was on its way as they began", async () => {
    const turning = fc.array(
      fc.record({
        wait: fc.constantFrom(0, 1, 900, 4000),
        id: fc.nat(8),
        rate: fc.nat(9),
        off,
        takes: within(bounds.takes),
        late: within(bounds.late),
        cold: fc.boolean(),
        fold: fc.boolean(),
      }),
      { minLength: 4, maxLength: 24 },
    );
    await fc.assert(
      fc.asyncProperty(turning, async (steps) => {
        const world = logWorld({ inOrder: true });
        for (let id = 0; id < 9; id += 1)
          world.send(write(`pa-${id}`, { area: 0, rate: id, hidden: false }), `pa-${id}`, { off: 0, takes: 0, late: 0, twice: false });
        world.wait(SETTLED_MS + WINDOW_MS);
        const warm = world.searcher(0);
        let after: Criteria["after"];
        let since: LogPosition | undefined;
        const seen: string[] = [];
        for (const [at, one] of steps.entries()) {
          world.wait(one.wait);
          world.send(write(`pa-${one.id}`, { area: 0, rate: one.rate, hidden: false }), `pa-${one.id}`, { ...one, twice: false });
          if (one.fold) await buildSnapshot(world.store, world.clock(one.off));
          // The first page comes when some changes are on their way; then one with every second change.
          if (at < 3 || at % 2 === 1) continue;
          const page = await search(one.cold ? world.searcher(one.off) : warm, { ...everybody, limit: 2, ...(after ? { after } : {}) }, since);
          seen.push(...shown(page).map(({ id }) => id));
          since = page.position;
          after = page.last;
          if (!after) break;
        }
        while (after) {
          const page = await search(warm, { ...everybody, limit: 2, after }, since);
          seen.push(...shown(page).map(({ id }) => id));
          after = page.last;
        }
        if (since) expect([...seen].sort()).toEqual(Array.from({ length: 9 }, (_, id) => `pa-${id}`));
      }),
      { numRuns: runs(2000, 250) },
    );
  });

  it("says nothing of the order in which somebody began to turn pages so long ago: they go on in today's", async () => {
    const world = logWorld();
    const at = { off: 0, takes: 0, late: 0, twice: false };
    for (const [id, rate] of [
      ["a", 1],
      ["b", 2],
    ] as const)
      world.send(write(id, { area: 0, rate, hidden: false }), id, at);
    const since = (await search(world.searcher(0))).position;
    world.wait(1000);
    world.send(write("a", { area: 0, rate: 5, hidden: false }), "a", at);
    world.wait(SETTLED_MS + WINDOW_MS);
    await buildSnapshot(world.store, world.clock(0));
    expect(shown(await search(world.searcher(0), everybody, since)).map(({ id }) => id)).toEqual(["a", "b"]);
    world.wait(KEPT_MS);
    expect(shown(await search(world.searcher(0), everybody, since)).map(({ id }) => id)).toEqual(["b", "a"]);
  });

  it("is not read behind what was cleared away: a process that slept through it begins anew from the snapshot", async () => {
    const world = logWorld();
    const at = { off: 0, takes: 0, late: 0, twice: false };
    world.send(write("a", { area: 0, rate: 1, hidden: false }), "a", at);
    const sleeper = world.searcher(0);
    await search(sleeper);
    for (const id of ["b", "c"]) {
      world.send(write(id, { area: 0, rate: 2, hidden: false }), id, at);
      world.wait(2 * KEPT_MS);
      await buildSnapshot(world.store, world.clock(0));
    }
    // The builder clears away what the snapshot before held, also when there is nothing else to do.
    await buildSnapshot(world.store, world.clock(0));
    expect((await world.store.logAfter(0)).flatMap(({ changes }) => changes)).toEqual([]);
    expect(inOrder(await search(sleeper)).map(({ id }) => id)).toEqual(["a", "b", "c"]);
  });

  it("that tells of a tile which is nowhere is a fault, and no search goes round in circles", async () => {
    const world = logWorld();
    world.send(write("a", { area: 0, rate: 1, hidden: false }), "a", { off: 0, takes: 0, late: 0, twice: false });
    world.wait(SETTLED_MS + 1);
    await buildSnapshot(world.store, world.clock(0));
    const tile = (await world.store.manifest())?.tiles[0]?.key ?? "";
    await world.store.remove({ tiles: [tile], parts: [] });
    await expect(search(world.searcher(0))).rejects.toThrow("missing");
  });
});
