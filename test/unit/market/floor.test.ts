import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { areasOf } from "../../../functions/market/rules/areas.ts";
import { floorOf } from "../../../functions/market/rules/floor.ts";
import { placeAtBest, type Supplier, setBit } from "../../../functions/market/rules/transport.ts";
import { runs } from "../../support/runs.ts";
import { pushRelabel, servesOf, worstSet } from "./flow-oracle.ts";
import { weightOf } from "./oracle.ts";
import { covering, lonely, marketNow, marketOfWorld, POLICY, sum, worlds } from "./scene.ts";

const planeOf = (places: number, reached: readonly number[]): Uint32Array => {
  const plane = new Uint32Array(Math.ceil(places / 32));
  for (const place of reached) setBit(plane, 0, place);
  return plane;
};

/** Needs of some places and kinds, and suppliers of them. */
const transports = (places: fc.Arbitrary<number>, kinds: number, most: number) =>
  places.chain((count) =>
    fc.record({
      places: fc.constant(count),
      needs: fc.array(fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 10_000_000 })), {
        minLength: count * kinds,
        maxLength: count * kinds,
      }),
      suppliers: fc.array(
        fc
          .record({
            amount: fc.oneof(fc.integer({ min: 0, max: 9 }), fc.integer({ min: 0, max: 30_000_000 })),
            kinds: fc.subarray(Array.from({ length: kinds }, (_, kind) => kind)),
            reach: fc.subarray(Array.from({ length: count }, (_, place) => place)),
          })
          .map((one): Supplier => ({ ...one, reach: planeOf(count, one.reach) })),
        { maxLength: most },
      ),
    }),
  );

describe("the most that can be placed", () => {
  it("is what pushing and lifting preflows finds, over places of more than one word", () => {
    fc.assert(
      fc.property(transports(fc.integer({ min: 1, max: 40 }), 2, 25), ({ places, needs, suppliers }) => {
        const { placed, short, cut, serving } = placeAtBest(places, Float64Array.from(needs), suppliers);
        const plain = suppliers.map((one) => ({ amount: one.amount, serves: servesOf(one, places) }));
        expect(placed).toBe(pushRelabel(needs, plain));
        expect(placed + short).toBe(sum(needs));
        const touching = plain.filter(({ serves }) => serves.some((need) => cut.includes(need)));
        expect(serving.map((index) => plain[index])).toEqual(touching);
        expect(sum(cut.map((need) => needs[need] ?? 0)) - sum(touching.map(({ amount }) => amount))).toBe(short);
      }),
      { numRuns: runs(3000, 60) },
    );
  });
  it("falls short by the worst of all sets of needs, of which it gives the smallest", () => {
    fc.assert(
      fc.property(transports(fc.integer({ min: 1, max: 4 }), 2, 6), ({ places, needs, suppliers }) => {
        const { short, cut } = placeAtBest(places, Float64Array.from(needs), suppliers);
        const worst = worstSet(
          needs,
          suppliers.map((one) => ({ amount: one.amount, serves: servesOf(one, places) })),
        );
        expect({ short, set: cut }).toEqual(worst);
      }),
      { numRuns: runs(20_000, 400) },
    );
  });
  it("changes no need and no supplier that it is given", () => {
    const needs = Float64Array.from([5, 5]);
    const suppliers = [{ amount: 3, kinds: [0], reach: planeOf(2, [0, 1]) }];
    placeAtBest(2, needs, suppliers);
    expect([...needs, ...(suppliers[0]?.reach ?? [])]).toEqual([5, 5, 3]);
  });
  it("moves hours along a long way round: each to the next place, so that the last is served too", () => {
    const places = 200;
    // Everybody reaches their place and the next; the last can go to the last place alone, and comes first.
    const suppliers = Array.from({ length: places }, (_, at) => ({
      amount: 7,
      kinds: [0],
      reach: planeOf(places, at === 0 ? [0] : [at - 1, at]),
    })).toReversed();
    expect(placeAtBest(places, new Float64Array(places).fill(7), suppliers)).toEqual({ placed: 7 * places, short: 0, cut: [], serving: [] });
    const less = placeAtBest(places, new Float64Array(places).fill(7), suppliers.slice(0, -1));
    expect(less).toMatchObject({ placed: 7 * (places - 1), short: 7 });
    expect(less.cut).toHaveLength(places);
  });
});

describe("the floor under a gap", () => {
  it("is what is left of the need in some areas and classes when those who reach them are placed at best", () => {
    fc.assert(
      fc.property(worlds, fc.subarray([0, 1, 2]), fc.nat(4), (world, classes, leftOut) => {
        const market = marketOfWorld(world);
        const codes = [...world.needs.keys()].filter((_, at) => at !== leftOut);
        const cells = market.areas.small.flatMap(({ code, area }, at) =>
          codes.includes(area) ? classes.map((needed) => ({ code, needed, need: market.need.hours[at * world.classCount + needed] ?? 0 })) : [],
        );
        const suppliers = world.listings.map((listing) => ({
          amount: listing.hours ?? 0,
          serves: cells.flatMap(({ code, needed }, cell) =>
            listing.classes.includes(needed) && weightOf(world, listing, code, POLICY, 100) > 0 ? [cell] : [],
          ),
        }));
        const floor = floorOf(market, codes, classes, POLICY.floor);
        const placed = pushRelabel(
          cells.map(({ need }) => need),
          suppliers,
        );
        expect(floor).toMatchObject({ placed, short: sum(cells.map(({ need }) => need)) - placed, need: sum(cells.map(({ need }) => need)) });
        expect(floor.certificate === undefined).toBe(floor.short === 0);
        if (floor.certificate === undefined) return;
        const { certificate } = floor;
        const inIt = cells
          .map((cell, at) => ({ ...cell, at }))
          .filter((cell) => certificate.cells.some(({ small, needed }) => small === cell.code && needed === cell.needed));
        const reaching = suppliers.filter(({ serves, amount }) => amount > 0 && serves.some((cell) => inIt.some(({ at }) => at === cell)));
        expect(certificate).toMatchObject({
          need: sum(inIt.map(({ need }) => need)),
          hours: sum(reaching.map(({ amount }) => amount)),
          listings: reaching.length,
          areas: [...new Set(inIt.map(({ code }) => market.areas.small.find((small) => small.code === code)?.area))].toSorted(),
        });
        expect(certificate.need - certificate.hours).toBe(floor.short);
        const needing = new Set(cells.filter(({ need }) => need > 0).map(({ code }) => code)).size;
        expect(certificate.everywhere).toBe(new Set(inIt.map(({ code }) => code)).size / needing > POLICY.floor.everywherePercent / 100);
      }),
      { numRuns: runs(500) },
    );
  });
  it("says that support is short everywhere only beyond the council's share of places that need something", () => {
    const names = ["A", "B", "C", "D", "E", "F", "G", "H", "I", "J"];
    const areas = areasOf([...names, "Z"].map((name) => lonely(`${name}1`, name)));
    const needs = (served: number) =>
      marketNow(areas, [covering("p1", served, ["A1"], [0])], { ...Object.fromEntries(names.map((name) => [name, [10]])), Z: [0] });
    const everywhere = (served: number) => floorOf(needs(served), [...names, "Z"], [0], POLICY.floor).certificate?.everywhere;
    expect(everywhere(9)).toBe(true);
    // Nine of ten places is just the ninety hundredths that the policy has, and no more; the place that needs nothing is not counted.
    expect(everywhere(10)).toBe(false);
  });
  it("counts an area once, however often it is named", () => {
    const areas = areasOf([lonely("A1", "A")]);
    const market = marketNow(areas, [], { A: [10] });
    expect(floorOf(market, ["A", "A"], [0], POLICY.floor).short).toBe(10_000_000);
    expect(() => floorOf(market, ["B"], [0], POLICY.floor)).toThrow("B is not among the areas");
  });
  it("knows no listing without hours", () => {
    const areas = areasOf([lonely("A1", "A")]);
    const listings = [covering("p1", 3, ["A1"], [0]), covering("p2", undefined, ["A1"], [0]), covering("p3", 0, ["A1"], [0])];
    expect(floorOf(marketNow(areas, listings, { A: [10] }), ["A"], [0], POLICY.floor).certificate).toMatchObject({ hours: 3_000_000, listings: 1 });
  });
});
