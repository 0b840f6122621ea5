import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { areasOf, type SmallArea } from "../../../functions/market/rules/areas.ts";
import { floorOf } from "../../../functions/market/rules/floor.ts";
import { gapOf } from "../../../functions/market/rules/gap.ts";
import { type Market, marketOf } from "../../../functions/market/rules/market.ts";
import { cellOf } from "../../../functions/market/rules/need.ts";
import { inOrder } from "../../../functions/market/rules/need-class.ts";
import { runs } from "../../support/runs.ts";
import { pushRelabel } from "./flow-oracle.ts";
import { weightOf } from "./oracle.ts";
import { LIMITS, marketOfWorld, POLICY, someListing, sum, type World, worlds } from "./scene.ts";

const many = { numRuns: runs(500) };
/** Largest remainder may move a listing's last millionth of an hour from one cell to another: a thousandth of a millisecond's work, and no more than one for each. */
const roundings = ({ listings }: World): number => listings.length + 1;
const everywhere = (market: Market<"now">, { needs }: World): readonly { area: string; needed: number }[] =>
  [...needs.keys()].flatMap((area) => Array.from({ length: market.need.classCount }, (_, needed) => ({ area, needed })));
const gaps = (market: Market<"now">, world: World) => everywhere(market, world).map(({ area, needed }) => gapOf(market, area, needed, LIMITS));
const floorOfWorld = (market: Market<"now">, world: World) => floorOf(market, [...world.needs.keys()], [0, 1, 2].slice(0, world.classCount), POLICY.floor);

describe("the measure of gaps", () => {
  it("loses no hour and makes none: what is shared and what is unplaced is what there is", () => {
    fc.assert(
      fc.property(worlds, (world) => {
        const market = marketOfWorld(world);
        expect(sum(market.shared) + market.unplaced).toBe(sum(world.listings.map(({ hours = 0 }) => hours)));
      }),
      many,
    );
  });
  it("lowers nothing anywhere when another listing comes, but for a rounding", () => {
    fc.assert(
      fc.property(worlds, someListing("new"), (world, listing) => {
        const [before, after] = [marketOfWorld(world), marketOfWorld({ ...world, listings: [...world.listings, listing] })];
        for (const [cell, shared] of before.shared.entries()) expect((after.shared[cell] ?? 0) - shared).toBeGreaterThanOrEqual(-roundings(world));
        for (const [at, choice] of before.choice.entries()) expect(after.choice[at]).toBeGreaterThanOrEqual(choice);
      }),
      many,
    );
  });
  it("raises nothing in another area, or another class, when more is needed in one, but for a rounding", () => {
    fc.assert(
      fc.property(worlds, fc.nat(3), fc.nat(2), fc.integer({ min: 1, max: 50_000_000 }), (world, which, needed, more) => {
        const [area = ""] = [...world.needs.keys()].slice(which % world.needs.size);
        const needs = new Map(world.needs).set(
          area,
          (world.needs.get(area) ?? []).map((hours, at) => (at === needed ? hours + more : hours)),
        );
        const [before, after] = [marketOfWorld(world), marketOfWorld({ ...world, needs })];
        for (const other of everywhere(before, world).filter((one) => one.area !== area || one.needed !== needed)) {
          const [was, is] = [before, after].map((market) => gapOf(market, other.area, other.needed, LIMITS).shared);
          expect((is ?? 0) - (was ?? 0)).toBeLessThanOrEqual(roundings(world) * 9);
        }
      }),
      many,
    );
  });
  it("shares nothing with an area where, and only where, nobody with hours reaches need that they fit", () => {
    fc.assert(
      fc.property(worlds, (world) => {
        // Hours and need of a thousandth of an hour or more: below, a share may round to nothing.
        const even = (hours: number): number => Math.ceil(hours / 1000) * 1000;
        const plain = { ...world, needs: new Map([...world.needs].map(([area, hours]) => [area, hours.map((one) => (one < 1e6 ? 0 : one))] as const)) };
        const listings = world.listings.map(({ hours, ...rest }) => ({ ...rest, ...(hours === undefined ? {} : { hours: even(hours) }) }));
        const market = marketOfWorld({ ...plain, listings });
        for (const [at, small] of market.areas.small.entries())
          for (let needed = 0; needed < world.classCount; needed += 1) {
            const cell = cellOf(at, world.classCount, needed);
            const alone = { ...plain, listings: listings.filter(({ hours = 0 }) => hours > 0), small: world.small, classCount: world.classCount };
            const reaching = alone.listings.some((listing) => marketOfWorld({ ...alone, listings: [listing] }).shared[cell] !== 0);
            expect([small.code, market.shared[cell] !== 0]).toEqual([small.code, reaching]);
          }
      }),
      { numRuns: runs(100) },
    );
  });
  it("is the same when the border between two areas is moved, in all its sums", () => {
    fc.assert(
      fc.property(worlds, fc.nat(8), fc.constantFrom("M1", "M2"), (world, which, to) => {
        const before = marketOfWorld(world);
        // The need of each small area stays what it was: moving a border moves nobody.
        const small = before.areas.small.map((one, at) => (at === which % before.areas.small.length ? { ...one, area: to } : one));
        const areas = areasOf(small);
        const after = marketOf(areas, POLICY, { basis: "now", listings: world.listings }, before.need);
        expect([...after.shared]).toEqual([...before.shared]);
        const totals = (market: Market<"now">) => {
          const all = market.areas.codes.flatMap((area) => [0, 1, 2].map((needed) => gapOf(market, area, needed, LIMITS)));
          return [
            sum(all.map(({ shared }) => shared)),
            sum(all.map(({ shortfall }) => shortfall)),
            floorOf(market, market.areas.codes, [0, 1, 2], POLICY.floor).short,
          ];
        };
        expect(totals(after)).toEqual(totals(before));
      }),
      many,
    );
  });
  it("is the same when a listing is split into two with the same reach", () => {
    fc.assert(
      fc.property(worlds, fc.nat(6), fc.integer({ min: 0, max: 100 }), (world, which, percent) => {
        const known = world.listings.flatMap(({ hours, ...rest }) => (hours === undefined ? [] : [{ hours, ...rest }]));
        const one = known[which % Math.max(1, known.length)];
        fc.pre(one !== undefined);
        const part = Math.floor((one.hours * percent) / 100);
        const others = world.listings.filter(({ id }) => id !== one.id);
        const split = { ...world, listings: [{ ...one, id: "half-b", hours: part }, ...others, { ...one, id: "half-a", hours: one.hours - part }] };
        const [before, after] = [marketOfWorld(world), marketOfWorld(split)];
        expect([...after.shared]).toEqual([...before.shared]);
        expect(after.unplaced).toBe(before.unplaced);
        expect(floorOfWorld(after, world)).toMatchObject({ short: floorOfWorld(before, world).short });
      }),
      many,
    );
  });
  it("is the same in whatever order all is given", () => {
    fc.assert(
      fc.property(worlds, fc.infiniteStream(fc.nat(1000)), (world, chance) => {
        const keys = new Map<unknown, number>();
        const shuffled = <Item>(items: readonly Item[]): Item[] => {
          for (const item of items) keys.set(item, chance.next().value);
          return items.toSorted((a, b) => (keys.get(a) ?? 0) - (keys.get(b) ?? 0));
        };
        const other = { ...world, small: shuffled(world.small), listings: shuffled(world.listings), needs: new Map(shuffled([...world.needs])) };
        const [one, two] = [marketOfWorld(world), marketOfWorld(other)];
        expect([...two.shared, ...two.choice, ...two.unknownHours, two.unplaced]).toEqual([...one.shared, ...one.choice, ...one.unknownHours, one.unplaced]);
        expect(floorOfWorld(two, world)).toEqual(floorOfWorld(one, world));
      }),
      many,
    );
  });
  it("has a floor between nothing and the gap, and no lower than what the hours of all who reach one place leave short there", () => {
    fc.assert(
      fc.property(worlds, (world) => {
        const market = marketOfWorld(world);
        const { short, placed, need } = floorOfWorld(market, world);
        expect(short).toBeGreaterThanOrEqual(0);
        expect(short).toBeLessThanOrEqual(sum(gaps(market, world).map(({ shortfall }) => shortfall)));
        expect(need).toBe(sum(market.need.hours));
        expect(placed).toBeLessThanOrEqual(sum(world.listings.map(({ hours = 0 }) => hours)));
        for (const [at] of market.areas.small.entries())
          for (let needed = 0; needed < world.classCount; needed += 1) {
            const cell = cellOf(at, world.classCount, needed);
            const onlyHere = new Float64Array(market.need.hours.length);
            onlyHere[cell] = market.need.hours[cell] ?? 0;
            const alone = marketOf(market.areas, POLICY, { basis: "now", listings: world.listings }, { ...market.need, hours: onlyHere });
            expect(short).toBeGreaterThanOrEqual((onlyHere[cell] ?? 0) - sum(alone.shared));
          }
      }),
      { numRuns: runs(200) },
    );
  });
  it("has no floor where, and only where, every hour that is needed can be given by somebody who reaches it and fits; else a set shows it by addition", () => {
    fc.assert(
      fc.property(worlds, fc.boolean(), (given, plenty) => {
        // As often with enough for all as not.
        const world = plenty ? { ...given, listings: given.listings.map((one) => ({ ...one, hours: 500_000_000 })) } : given;
        const market = marketOfWorld(world);
        const needs = market.areas.small.flatMap(({ code }, at) =>
          [0, 1, 2].map((needed) => ({ code, needed, need: market.need.hours[cellOf(at, world.classCount, needed)] ?? 0 })),
        );
        const suppliers = world.listings.map((listing) => ({
          amount: listing.hours ?? 0,
          serves: needs.flatMap(({ code, needed }, at) => (listing.classes.includes(needed) && weightOf(world, listing, code, POLICY, 100) > 0 ? [at] : [])),
        }));
        const all = needs.map(({ need }) => need);
        const { short, certificate } = floorOfWorld(market, world);
        expect(short === 0).toBe(pushRelabel(all, suppliers) === sum(all));
        expect(certificate === undefined).toBe(short === 0);
        if (certificate) expect(certificate.need - certificate.hours).toBe(short);
      }),
      many,
    );
  });
  it("never has a higher floor when people travel further", () => {
    fc.assert(
      fc.property(worlds, fc.integer({ min: 100, max: 400 }), (world, percent) => {
        expect(floorOfWorld(marketOfWorld(world, POLICY, percent), world).short).toBeLessThanOrEqual(floorOfWorld(marketOfWorld(world), world).short);
      }),
      many,
    );
  });
  it("is the same under other names of the classes, but for a rounding of each listing", () => {
    fc.assert(
      fc.property(worlds, fc.shuffledSubarray([0, 1, 2], { minLength: 3 }), (world, order) => {
        const renamed: World = {
          ...world,
          listings: world.listings.map((listing) => ({ ...listing, classes: listing.classes.map((needed) => order[needed] ?? 0).toSorted() })),
          needs: new Map([...world.needs].map(([area, hours]) => [area, [0, 1, 2].map((at) => hours[order.indexOf(at)] ?? 0)])),
        };
        const [before, after] = [marketOfWorld(world), marketOfWorld(renamed)];
        for (const [at] of before.areas.small.entries())
          for (const [needed, now] of order.entries())
            expect(Math.abs((after.shared[cellOf(at, 3, now)] ?? 0) - (before.shared[cellOf(at, 3, needed)] ?? 0))).toBeLessThanOrEqual(world.listings.length);
        expect(sum(after.shared)).toBe(sum(before.shared));
        expect([...after.choice].toSorted()).toEqual([...before.choice].toSorted());
        expect(floorOfWorld(after, renamed).short).toBe(floorOfWorld(before, world).short);
      }),
      many,
    );
  });
  it("shares hours by the need of each hour, wherever need is doubled everywhere", () => {
    fc.assert(
      fc.property(worlds, (world) => {
        const before = marketOfWorld(world);
        const doubled = { ...before.need, hours: before.need.hours.map((hours) => hours * 2) };
        const after = marketOf(before.areas, POLICY, { basis: "now", listings: world.listings }, doubled);
        expect([...after.shared]).toEqual([...before.shared]);
      }),
      many,
    );
  });
});

describe("what a market is made of", () => {
  const world: World = { small: [], listings: [], needs: new Map(), classCount: 1 };
  const one: SmallArea = { code: "L1", area: "M1", district: "E07000001", lat: 52.6, lon: -1.1, people: 10 };

  it("is refused where hours that are free are held against all hours needed, and the other way round", () => {
    const areas = areasOf([one]);
    const supply = { basis: "now" as const, listings: [] };
    const need = { basis: "capacity" as const, classCount: 1, hours: new Float64Array(1) };
    // @ts-expect-error The types do not meet either.
    expect(() => marketOf(areas, POLICY, supply, need)).toThrow("Hours of now are never held against hours of capacity");
    // @ts-expect-error Nor the other way round.
    expect(() => marketOf(areas, POLICY, { ...supply, basis: "capacity" as const }, { ...need, basis: "now" as const })).toThrow(TypeError);
  });
  it("is refused where an area, a listing or a class stands twice", () => {
    expect(() => areasOf([one, { ...one, area: "M2" }])).toThrow("L1 stands twice among the areas");
    const [listing] = fc.sample(someListing("pa-1"), 1);
    expect(() => marketOfWorld({ ...world, small: [one], listings: listing ? [listing, { ...listing, hours: 5 }] : [] })).toThrow("A listing stands twice");
    expect(() =>
      inOrder([
        { code: "a", service: "meals" },
        { code: "a", service: "shopping" },
      ]),
    ).toThrow("A class of need stands twice");
    expect(
      inOrder([
        { code: "b", service: "meals" },
        { code: "a", service: "shopping" },
      ]).map(({ code }) => code),
    ).toEqual(["a", "b"]);
  });
  it("is refused where people are not whole, an area is not known, or a class has no hours", () => {
    for (const people of [1.5, -1, Number.NaN]) expect(() => areasOf([{ ...one, people }])).toThrow("L1 has no whole number of people");
    expect(() => marketOfWorld({ ...world, small: [one], needs: new Map([["M9", [1]]]) })).toThrow("M9 is not among the areas");
    expect(() => marketOfWorld({ ...world, small: [one], needs: new Map([["M1", [1, 2]]]) })).toThrow("M1 has not one number of hours for each class");
    expect(() => marketOfWorld({ ...world, small: [one], needs: new Map([["M1", [1.5]]]) })).toThrow(RangeError);
    expect(() => gapOf(marketOfWorld({ ...world, small: [one] }), "M9", 0, LIMITS)).toThrow("M9 is not among the areas");
  });
  it("spreads need over small areas as people are spread, evenly where nobody lives, and keeps its sum", () => {
    const parts = [one, { ...one, code: "L2", people: 20 }, { ...one, code: "L3", people: 0 }];
    expect([...marketOfWorld({ ...world, small: parts, needs: new Map([["M1", [100]]]) }).need.hours]).toEqual([33, 67, 0]);
    const empty = parts.map((part) => ({ ...part, people: 0 }));
    expect([...marketOfWorld({ ...world, small: empty, needs: new Map([["M1", [100]]]) }).need.hours]).toEqual([34, 33, 33]);
    fc.assert(
      fc.property(worlds, (some) => {
        expect(sum(marketOfWorld(some).need.hours)).toBe(sum([...some.needs.values()].flat()));
      }),
      { numRuns: runs(200) },
    );
  });
});
