import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { gapOf } from "../../../functions/market/rules/gap.ts";
import type { Measure } from "../../../functions/market/rules/market.ts";
import { aloneHours, crowdingOf, partsOf, unplacedListings } from "../../../functions/market/rules/parts.ts";
import { runs } from "../../support/runs.ts";
import { choiceOf, oracleOf, weightOf } from "./oracle.ts";
import { LIMITS, marketOfWorld, POLICY, sum, worlds } from "./scene.ts";

const BANDS: Measure = {
  choice: { reachPercent: 60, leastHours: 3 },
  decay: { whole: 100, bands: [{ toMiles: 3, weight: 100 }, { toMiles: 6, weight: 68 }, { weight: 22 }] },
};
const measures = fc.constantFrom<Measure>(POLICY, BANDS);
const percents = fc.constantFrom(80, 100, 120);

describe("hours shared out", () => {
  it("are what the measure gives when every listing and small area is looked at by itself: shared, reachable, short, and who can be chosen", () => {
    fc.assert(
      fc.property(worlds, measures, (world, measure) => {
        const market = marketOfWorld(world, measure);
        const { cells, unplaced } = oracleOf(world, measure);
        expect([...market.shared]).toEqual(cells.map(({ shared }) => Number(shared)));
        expect(market.unplaced).toBe(Number(unplaced));
        for (const area of world.needs.keys())
          for (let needed = 0; needed < world.classCount; needed += 1) {
            const own = cells.filter((cell) => cell.area === area && cell.needed === needed);
            const [need, shared] = [sum(own.map((cell) => cell.need)), sum(own.map((cell) => Number(cell.shared)))];
            const gap = gapOf(market, area, needed, LIMITS);
            expect(gap).toMatchObject({ need, shared, shortfall: sum(own.map((cell) => Math.max(0, cell.need - Number(cell.shared)))) });
            expect(gap.reachable).toBe(need === 0 ? undefined : shared / need);
            expect(gap).toMatchObject(choiceOf(world, measure, area, needed));
            const [half, all] = [2n * BigInt(shared) < BigInt(need), shared < need];
            expect(gap.standing).toBe(need === 0 ? "no-need" : shared === 0 ? "no-hours" : half ? "short" : all ? "tight" : "enough");
          }
      }),
      { numRuns: runs(3000, 200) },
    );
  });
  it("are so too where people are tried with other miles than they said", () => {
    fc.assert(
      fc.property(worlds, measures, percents, (world, measure, percent) => {
        const market = marketOfWorld(world, measure, percent);
        expect(market.travelPercent).toBe(percent);
        expect([...market.shared]).toEqual(oracleOf(world, measure, percent).cells.map(({ shared }) => Number(shared)));
      }),
      { numRuns: runs(300) },
    );
  });
  it("can be traced: the parts of a figure are the figure, and each is of somebody who reaches the area and fits", () => {
    fc.assert(
      fc.property(worlds, measures, (world, measure) => {
        const market = marketOfWorld(world, measure);
        for (const area of world.needs.keys())
          for (let needed = 0; needed < world.classCount; needed += 1) {
            const parts = partsOf(market, area, needed);
            expect(sum(parts.map(({ hours }) => hours))).toBe(gapOf(market, area, needed, LIMITS).shared);
            const chosen = parts.filter(({ inReach }) => inReach).flatMap(({ group }) => group.members);
            const { choice } = choiceOf(world, measure, area, needed);
            expect(chosen.filter(({ hours }) => hours === undefined || hours >= measure.choice.leastHours * 1_000_000)).toHaveLength(choice);
          }
      }),
      { numRuns: runs(300) },
    );
  });
  it("are at least as many for a class alone, and all there are where a listing fits nothing else", () => {
    fc.assert(
      fc.property(worlds, measures, (world, measure) => {
        const market = marketOfWorld(world, measure);
        const single = { ...world, listings: world.listings.map((listing) => ({ ...listing, classes: listing.classes.slice(0, 1) })) };
        for (const area of world.needs.keys())
          for (let needed = 0; needed < world.classCount; needed += 1) {
            // Each listing may round its last millionth another way.
            expect(aloneHours(market, area, needed)).toBeGreaterThanOrEqual(gapOf(market, area, needed, LIMITS).shared - 9 * world.listings.length);
            const alone = marketOfWorld(single, measure);
            expect(aloneHours(alone, area, needed)).toBe(gapOf(alone, area, needed, LIMITS).shared);
          }
      }),
      { numRuns: runs(200) },
    );
  });
  it("alone are what they would be if the class were all there is", () => {
    fc.assert(
      fc.property(worlds, fc.integer({ min: 0, max: 2 }), (world, needed) => {
        const only = {
          ...world,
          listings: world.listings.filter(({ classes }) => classes.includes(needed)).map((listing) => ({ ...listing, classes: [needed] })),
        };
        const [market, alone] = [marketOfWorld(world), marketOfWorld(only)];
        // Groups that differ in other classes are one here, so each may round its last millionth another way.
        for (const area of world.needs.keys())
          expect(Math.abs(aloneHours(market, area, needed) - gapOf(alone, area, needed, LIMITS).shared)).toBeLessThanOrEqual(9 * world.listings.length);
      }),
      { numRuns: runs(200) },
    );
  });
  it("that fit no need in reach are listed, by whose they are", () => {
    fc.assert(
      fc.property(worlds, (world) => {
        const market = marketOfWorld(world);
        const listed = unplacedListings(market);
        expect(sum(listed.map(({ hours = 0 }) => hours))).toBe(market.unplaced);
        expect(listed.map(({ id }) => id)).toEqual(listed.map(({ id }) => id).toSorted());
        for (const listing of listed) expect(crowdingOf(market, listing)).toEqual({ asked: 0, hours: listing.hours, crowding: 0 });
      }),
      { numRuns: runs(300) },
    );
  });
});

describe("what a listing meets", () => {
  it("is all need in its reach and skills, for each of its own hours", () => {
    fc.assert(
      fc.property(worlds, measures, (world, measure) => {
        const market = marketOfWorld(world, measure);
        for (const listing of world.listings) {
          const { cells } = oracleOf({ ...world, listings: [{ ...listing, hours: 0 }] }, measure);
          const asked = sum(
            cells.filter(({ needed }) => listing.classes.includes(needed)).map(({ small, need }) => need * weightOf(world, listing, small, measure, 100)),
          );
          const met = crowdingOf(market, listing);
          expect(met.asked).toBeCloseTo(asked / measure.decay.whole, 3);
          expect(met.hours).toBe(listing.hours ?? 0);
          expect(met.crowding).toBe((listing.hours ?? 0) === 0 ? undefined : met.asked / (listing.hours ?? 0));
        }
      }),
      { numRuns: runs(200) },
    );
  });
  it("is not known of somebody who is not in the market", () => {
    fc.assert(
      fc.property(worlds, (world) => {
        expect(() => crowdingOf(marketOfWorld(world), { id: "pa-99", place: { key: "52.5 -1.3", lat: 52.5, lon: -1.3 } })).toThrow(
          "pa-99 is not in the market",
        );
      }),
      { numRuns: runs(20) },
    );
  });
});
