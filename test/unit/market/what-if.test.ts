import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { areasOf } from "../../../functions/market/rules/areas.ts";
import { bestSector } from "../../../functions/market/rules/best-sector.ts";
import { gapOf } from "../../../functions/market/rules/gap.ts";
import { microHours } from "../../../functions/market/rules/hours.ts";
import { demandRating, type RatedCell, supplyRating } from "../../../functions/market/rules/rating.ts";
import { wantedIn } from "../../../functions/market/rules/wanted.ts";
import { comingOf, type Newcomer, type Scope, whatIf, wholeFloor } from "../../../functions/market/rules/what-if.ts";
import { sharingOn } from "../../../shared/policy/market.ts";
import { runs } from "../../support/runs.ts";
import { covering, DAY, lonely, marketNow, marketOfWorld, POLICY, someListing, sum, type World, worlds } from "./scene.ts";

const RULES = POLICY;
const newcomer: fc.Arbitrary<Newcomer> = someListing("new").map(({ id: _, hours = 3_000_000, ...rest }) => ({ ...rest, hours }));
const scopeOf = ({ needs }: World): Scope => ({ codes: [...needs.keys()], policy: RULES });
/** Largest remainder may move a listing's last millionth of an hour from one cell to another. */
const roundings = ({ listings }: World, more: number): number => listings.length + more + 1;

describe("what if somebody came", () => {
  it("is the market made anew with them, bit for bit, and names every figure that changes", () => {
    fc.assert(
      fc.property(worlds, newcomer, fc.integer({ min: 1, max: 4 }), (world, each, count) => {
        const market = marketOfWorld(world);
        const coming = comingOf({ count, each }).flatMap((change) => (change.kind === "listing" && change.after ? [change.after] : []));
        const anew = marketOfWorld({ ...world, listings: [...world.listings, ...coming] });
        const found = whatIf(market, { count, each }, scopeOf(world));
        const sums = ({ shared, choice, unknownHours, unplaced }: typeof anew) => [[...shared], [...choice], [...unknownHours], unplaced];
        expect(sums(found.market)).toEqual(sums(anew));
        expect([found.floor.before, found.floor.after]).toEqual([wholeFloor(market, scopeOf(world)), wholeFloor(anew, scopeOf(world))]);
        for (const area of world.needs.keys())
          for (let needed = 0; needed < world.classCount; needed += 1) {
            const [before, after] = [gapOf(market, area, needed, RULES.standing), gapOf(anew, area, needed, RULES.standing)];
            const named = found.cells.find((cell) => cell.before.area === area && cell.before.needed === needed);
            if (named) expect(named).toEqual({ before, after });
            else expect(after).toEqual(before);
          }
      }),
      { numRuns: runs(1500, 150) },
    );
  });
  it("lowers nothing that is shared anywhere, but for a rounding, and raises the floor never", () => {
    fc.assert(
      fc.property(worlds, newcomer, fc.integer({ min: 1, max: 4 }), (world, each, count) => {
        const market = marketOfWorld(world);
        const { market: after, floor, unplaced } = whatIf(market, { count, each }, scopeOf(world));
        for (const [cell, shared] of market.shared.entries()) expect((after.shared[cell] ?? 0) - shared).toBeGreaterThanOrEqual(-roundings(world, count));
        expect(floor.after.short).toBeLessThanOrEqual(floor.before.short);
        expect(floor.before.short - floor.after.short).toBeLessThanOrEqual(count * each.hours);
        expect(sum(after.shared) - sum(market.shared) + unplaced).toBe(count * each.hours);
      }),
      { numRuns: runs(1500, 150) },
    );
  });
});

describe("the sector from which the next one helps most", () => {
  it("is the one that trying every sector finds", () => {
    const sectors = fc.uniqueArray(
      fc.record({
        lat: fc.integer({ min: 0, max: 5 }).map((step) => 52.5 + step * 0.04),
        lon: fc.integer({ min: 0, max: 5 }).map((step) => -1.3 + step * 0.06),
      }),
      { minLength: 1, maxLength: 6, selector: ({ lat, lon }) => `${lat} ${lon}` },
    );
    fc.assert(
      fc.property(worlds, newcomer, sectors, (world, { place: _, ...each }, places) => {
        const market = marketOfWorld(world);
        const scope = scopeOf(world);
        const shortfall = (of: typeof market) =>
          sum(scope.codes.flatMap((area) => each.classes.map((needed) => gapOf(of, area, needed, RULES.standing).shortfall)));
        const before = wholeFloor(market, scope).short;
        const tried = places
          .map((point) => ({ key: `${point.lat} ${point.lon}`, ...point }))
          .map((sector) => {
            const anew = marketOfWorld({ ...world, listings: [...world.listings, { ...each, place: sector, id: "#1" }] });
            return { sector, floorFall: before - wholeFloor(anew, scope).short, shortfallFall: shortfall(market) - shortfall(anew) };
          });
        const [best] = tried.toSorted((a, b) => b.floorFall - a.floorFall || b.shortfallFall - a.shortfallFall || (a.sector.key < b.sector.key ? -1 : 1));
        expect(
          bestSector(
            market,
            each,
            tried.map(({ sector }) => sector),
            scope,
          ),
        ).toEqual(each.hours === 0 ? undefined : best);
      }),
      { numRuns: runs(2000, 200) },
    );
  });
  it("is not the one that could meet more, where those it frees have nowhere to go", () => {
    // Who comes to A frees ten hours of the one who serves A and B, and B lacks five; C lacks eight.
    const small = [lonely("A", "MA"), { ...lonely("B", "MB"), lat: 50 }, { ...lonely("C", "MC"), lat: 52.9 }];
    const market = marketNow(areasOf(small), [covering("j", 10, ["A", "B"], [0])], { MA: [10], MB: [5], MC: [8] });
    const each = { hours: microHours(10), travelMiles: 3, classes: [0], districts: [] };
    const sectors = [52.6, 52.9].map((lat) => ({ key: `at ${lat}`, lat, lon: -1.1 }));
    const best = bestSector(market, each, sectors, { codes: ["MA", "MB", "MC"], policy: RULES });
    expect(best).toMatchObject({ sector: { key: "at 52.9" }, floorFall: microHours(8) });
  });
  it("is where the set lies that cannot be served, and not where more is short as things are shared", () => {
    // At A one listing gives all their hours, of which half would do: B is what nobody can reach.
    const areas = areasOf([lonely("A", "MA"), lonely("B", "MB")]);
    const market = marketNow(areas, [covering("a", 90, ["A"], [0])], { MA: [100], MB: [40] });
    const at = (key: string) => ({ key, lat: 52.6, lon: -1.1 });
    const each = { hours: microHours(20), travelMiles: 0, classes: [0], districts: ["B"] };
    expect(bestSector(market, each, [at("S2"), at("S1")], { codes: ["MA", "MB"], policy: RULES })).toMatchObject({
      sector: { key: "S1" },
      floorFall: microHours(20),
    });
    expect(bestSector(market, each, [], { codes: ["MA", "MB"], policy: RULES })).toBeUndefined();
  });
});

describe("how much hours are wanted somewhere", () => {
  const facts = (shared: number, people: Partial<{ modelled: number; observed: number }> = {}) => ({
    need: 100,
    shared,
    modelled: 12.5,
    observed: 3,
    ...people,
  });
  it.each([
    ["most", 0],
    ["most", 24],
    ["much", 25],
    ["much", 49],
    ["some", 50],
    ["some", 99],
    ["little", 100],
    ["little", 900],
  ])("is %s where %s hours are there for a hundred needed", (word, shared) => {
    expect(wantedIn(facts(shared), RULES.wanted)).toBe(word);
  });
  it("is not said of so few people that it would be said of them, and is none where nothing is needed", () => {
    expect(wantedIn(facts(0, { modelled: 9.99, observed: 9 }), RULES.wanted)).toBe("too-few");
    expect(wantedIn(facts(0, { modelled: 9.99, observed: 10 }), RULES.wanted)).toBe("most");
    expect(wantedIn({ ...facts(5), need: 0 }, RULES.wanted)).toBe("none");
  });
});

describe("words of a rating", () => {
  const rules = RULES.rating;
  const cell = (need: number, shared: number): RatedCell => ({ need, shared });
  it.each([
    ["good", [cell(80, 80), cell(20, 0)], 80, 80],
    ["fair", [cell(79, 79), cell(20, 10), cell(1, 0)], 79, 99],
    ["fair", [cell(80, 40), cell(20, 0)], 0, 80],
    ["short", [cell(79, 79), cell(21, 10)], 79, 79],
    ["good", [cell(100, 100), cell(0, 0)], 100, 100],
  ])("say that supply is %s by how much of the need has hours enough", (word, cells, goodPercent, fairPercent) => {
    expect(supplyRating(cells, 30, rules)).toEqual({ word, goodPercent, fairPercent });
  });
  it("say nothing of supply for fewer than 30 people, or where nothing is needed", () => {
    expect(supplyRating([cell(80, 80)], 29, rules)).toEqual({ word: "not-enough-data" });
    expect(supplyRating([cell(0, 80)], 300, rules)).toEqual({ word: "not-enough-data" });
  });
  it.each([
    ["rising", 110, 10],
    ["stable", 109, 9],
    ["stable", 91, -9],
    ["falling", 90, -10],
  ])("say that demand is %s where 100 hours became %s", (word, need, changePercent) => {
    expect(demandRating({ need: 100, people: 30 }, { need, people: 30 }, rules)).toEqual({ word, changePercent });
  });
  it("say nothing of demand without a year before, or of fewer than 30 people at either end of it", () => {
    const now = { need: 200, people: 30 };
    for (const before of [undefined, { need: 100, people: 29 }, { need: 0, people: 30 }])
      expect(demandRating(before, now, rules)).toEqual({ word: "not-enough-data" });
    expect(demandRating({ need: 100, people: 30 }, { need: 200, people: 29 }, rules)).toEqual({ word: "not-enough-data" });
  });
  it("never get better when hours go, nor worse when hours come", () => {
    const words = ["short", "fair", "good"];
    const cells = fc.array(fc.record({ need: fc.integer({ min: 1, max: 50 }), shared: fc.integer({ min: 0, max: 60 }) }), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(cells, fc.nat(5), fc.integer({ min: 1, max: 40 }), (all, which, more) => {
        const after = all.map((one, at) => (at === which % all.length ? { ...one, shared: one.shared + more } : one));
        const [before, then] = [all, after].map((some) => words.indexOf(supplyRating(some, 30, rules).word));
        expect(then).toBeGreaterThanOrEqual(before ?? 0);
      }),
      { numRuns: runs(1000) },
    );
  });
});

describe("councils that have agreed to tell each other's providers", () => {
  it("are named by the policy of both, from the day of their agreement on", () => {
    expect(sharingOn("E10000018", DAY)).toEqual(["E06000016", "E06000017"]);
    expect(sharingOn("E06000016", DAY)).toEqual(["E10000018"]);
    expect(sharingOn("E10000018", "2020-03-31")).toEqual([]);
    expect(sharingOn("E06000018", DAY)).toEqual([]);
  });
});
