import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { areasOf } from "../../../functions/market/rules/areas.ts";
import { confidenceOf, trialsOf } from "../../../functions/market/rules/confidence.ts";
import { gapOf, standingOf } from "../../../functions/market/rules/gap.ts";
import { marketOf } from "../../../functions/market/rules/market.ts";
import { needOf } from "../../../functions/market/rules/need.ts";
import { supplyReaching } from "../../../functions/market/rules/reaching.ts";
import type { MarketListing } from "../../../functions/market/rules/supply.ts";
import { daysAfter } from "../../../shared/domain/time.ts";
import { runs } from "../../support/runs.ts";
import { DAY, LIMITS, lonely, marketOfWorld, POLICY, worlds } from "./scene.ts";

const KNOWN = { observedPercent: 100, nearBorder: false };

/** Hours in A, which needs a hundred, from one who is there and one who comes so many miles further than the first. */
function sureness(here: number, { there = 0, miles = 10, travelMiles = 10 } = {}, facts = KNOWN, more: Partial<MarketListing> = { hoursSaidOn: DAY }) {
  const areas = areasOf([lonely("A1", "A")]);
  const at = { lat: 52.6 + miles / 69.0936, lon: -1.1 };
  const listings: MarketListing[] = [
    { id: "here", place: { key: "H", lat: 52.6, lon: -1.1 }, travelMiles: 0, districts: [], classes: [0], hours: here * 1e6, ...more },
    { id: "there", place: { key: "T", ...at }, travelMiles, districts: [], classes: [0], hours: there * 1e6, ...more },
  ];
  const trials = trialsOf(areas, POLICY, { basis: "now", listings }, needOf("now", areas, 1, new Map([["A", [100e6]]])), POLICY.confidence);
  return confidenceOf(trials, "A", 0, facts, POLICY, DAY);
}

describe("how sure a standing is", () => {
  it("is firm where less and more travel and need all give the same", () => {
    expect(sureness(70)).toEqual({
      word: "firm",
      doubts: [],
      trials: [
        { of: "travel", percent: 80, standing: "tight" },
        { of: "travel", percent: 120, standing: "tight" },
        { of: "need", percent: 80, standing: "tight" },
        { of: "need", percent: 125, standing: "tight" },
      ],
    });
  });
  it("is likely where one trial gives another, and unsure where more do", () => {
    // A hundred hours needed: 62.5 are half of 125, and 80 are all of 80.
    expect(sureness(62.5).word).toBe("firm");
    expect(sureness(62.4).trials.map(({ standing }) => standing)).toEqual(["tight", "tight", "tight", "short"]);
    expect(sureness(62.4).word).toBe("likely");
    expect(sureness(80)).toMatchObject({ word: "likely", trials: [{}, {}, { standing: "enough" }, { standing: "tight" }] });
    const unsure = sureness(40, { there: 12, miles: 9 });
    expect(unsure.trials.map(({ standing }) => standing)).toEqual(["short", "tight", "tight", "short"]);
    expect(unsure.word).toBe("unsure");
  });
  it.each([
    ["all who come are from far", 0, 70, 9, "no-hours", "tight"],
    ["somebody lives just beyond the miles", 40, 30, 11, "short", "tight"],
  ])("is not firm where %s", (_, here, there, miles, less, more) => {
    const { word, trials } = sureness(here, { there, miles });
    expect(trials.slice(0, 2).map(({ standing }) => standing)).toEqual([less, more]);
    expect(word).not.toBe("firm");
  });
  it.each([
    ["little of the need was observed", { observedPercent: 49, nearBorder: false }, "little-observed"],
    ["need across the border was not counted", { observedPercent: 50, nearBorder: true }, "near-border"],
  ])("is never better than likely where %s", (_, facts, doubt) => {
    expect(sureness(70, {}, facts)).toMatchObject({ word: "likely", doubts: [doubt] });
  });
  it("is never better than likely where over half of the hours were said over sixty days ago, or nobody knows when", () => {
    expect(sureness(70, {}, KNOWN, { hoursSaidOn: daysAfter(DAY, -60) }).doubts).toEqual([]);
    expect(sureness(70, {}, KNOWN, { hoursSaidOn: daysAfter(DAY, -61) })).toMatchObject({ word: "likely", doubts: ["hours-not-confirmed"] });
    expect(sureness(70, {}, KNOWN, {})).toMatchObject({ word: "likely", doubts: ["hours-not-confirmed"] });
  });
  it("knows half of the hours as half, not as over half", () => {
    const areas = areasOf([lonely("A1", "A")]);
    const listing = (id: string, hours: number, more: Partial<MarketListing>): MarketListing => ({
      ...{ id, place: { key: "H", lat: 52.6, lon: -1.1 }, travelMiles: 1, districts: [], classes: [0], hours },
      ...more,
    });
    const doubts = (old: number) => {
      const listings = [
        listing("new", 10, { hoursSaidOn: DAY }),
        listing("old", old, {}),
        listing("unfit", 90, { classes: [1] }),
        listing("far", 90, { place: { key: "F", lat: 55, lon: 0 } }),
      ];
      const trials = trialsOf(areas, POLICY, { basis: "now", listings }, needOf("now", areas, 2, new Map([["A", [20, 0]]])), POLICY.confidence);
      return confidenceOf(trials, "A", 0, KNOWN, POLICY, DAY).doubts;
    };
    expect([doubts(10), doubts(11)]).toEqual([[], ["hours-not-confirmed"]]);
  });
  it("stays unsure where it is, with a doubt besides", () => {
    expect(sureness(40, { there: 21, miles: 9 }, { observedPercent: 0, nearBorder: true })).toMatchObject({
      word: "unsure",
      doubts: ["little-observed", "near-border"],
    });
  });
  it("tries another need as a market of that need would be", () => {
    fc.assert(
      fc.property(worlds, fc.constantFrom(80, 125), (world, percent) => {
        const market = marketOfWorld({ ...world, needs: new Map([...world.needs].map(([area, hours]) => [area, hours.map((one) => one * 100)] as const)) });
        const other = { ...market.need, hours: market.need.hours.map((hours) => (hours / 100) * percent) };
        fc.pre(market.need.hours.every((hours) => hours % 100 === 0));
        const tried = marketOf(market.areas, POLICY, { basis: "now", listings: world.listings }, other);
        for (const area of world.needs.keys()) {
          const { need, shared } = gapOf(market, area, 0, LIMITS);
          expect(standingOf(need, shared, LIMITS, percent)).toBe(gapOf(tried, area, 0, LIMITS).standing);
        }
      }),
      { numRuns: runs(200) },
    );
  });
  it("needs no more of the supply than who may reach the areas at the furthest trial", () => {
    fc.assert(
      fc.property(worlds, fc.nat(3), (world, which) => {
        const areas = areasOf(world.small);
        const code = areas.codes[which % areas.codes.length] ?? "";
        const need = needOf("now", areas, world.classCount, world.needs);
        const all = { basis: "now" as const, listings: world.listings };
        const some = supplyReaching(areas, [code], all, Math.max(...POLICY.confidence.travelPercents));
        const [whole, part] = [all, some].map((supply) => trialsOf(areas, POLICY, supply, need, POLICY.confidence));
        for (let needed = 0; needed < world.classCount; needed += 1) {
          const sure = [whole, part].map((trials) => trials && confidenceOf(trials, code, needed, KNOWN, POLICY, DAY));
          expect(sure[0]).toEqual(sure[1]);
          expect(part && gapOf(part.market, code, needed, LIMITS)).toEqual(whole && gapOf(whole.market, code, needed, LIMITS));
        }
        const near = new Set(some.listings.map(({ id }) => id));
        for (const listing of world.listings)
          if (!near.has(listing.id)) {
            const alone = marketOf(
              areas,
              { ...POLICY, choice: { reachPercent: 1, leastHours: 1 } },
              { basis: "now", listings: [{ ...listing, classes: [0], hours: 1e9 }] },
              need,
              120,
            );
            expect([gapOf(alone, code, 0, LIMITS).choice, gapOf(alone, code, 0, LIMITS).shared]).toEqual([0, 0]);
          }
      }),
      { numRuns: runs(300) },
    );
  });
});

describe("a standing", () => {
  it("goes by the council's limits, each limit belonging to what is better", () => {
    const at = (shared: number, percent = 100) => standingOf(1000, shared, LIMITS, percent);
    expect([at(1), at(499), at(500), at(999), at(1000)]).toEqual(["short", "short", "tight", "tight", "enough"]);
    expect([standingOf(0, 5, LIMITS), standingOf(0, 0, LIMITS), at(0)]).toEqual(["no-need", "no-need", "no-hours"]);
    expect([at(399, 80), at(400, 80), at(1249, 125), at(1250, 125)]).toEqual(["short", "tight", "tight", "enough"]);
  });
  it("is exact however many hours there are", () => {
    const most = 2 ** 50;
    expect([standingOf(most, most / 2 - 1, LIMITS), standingOf(most, most / 2, LIMITS)]).toEqual(["short", "tight"]);
  });
});
