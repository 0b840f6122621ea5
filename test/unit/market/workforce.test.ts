import { describe, expect, it } from "vitest";
import { microHours } from "../../../functions/market/rules/hours.ts";
import type { MarketInputs, NamedListing } from "../../../functions/market/rules/snapshot.ts";
import { workforceOf } from "../../../functions/market/rules/workforce.ts";
import { covering, DAY, lonely, POLICY } from "./scene.ts";

const FRAME = { districts: ["E07000133"], skills: ["dementia", "autism"], policy: POLICY };

const someone = (id: string, hours: number | undefined, more: Partial<NamedListing> = {}, district = "E07000133"): NamedListing => ({
  ...covering(id, hours, [district], [0], more),
  name: id,
  times: [],
  ...more,
});
const inputs = (basis: "now" | "capacity", listings: readonly NamedListing[], day = DAY): MarketInputs => ({
  ...{ council: "E10000018", basis, day, policyVersion: 1, classes: [], need: [], listings },
  small: [lonely("E07000133", "A"), lonely("E06000016", "B")],
});
const of = (listings: readonly NamedListing[], offered = listings) => workforceOf(inputs("now", listings), inputs("capacity", offered), FRAME);
const hours = (given: number) => microHours(given);

describe("who can give support", () => {
  it("is everyone who reaches the council, with the hours that they said; who says none counts, and gives none", () => {
    const found = of([someone("a", 10), someone("b", 2.5), someone("c", undefined), someone("elsewhere", 40, {}, "E06000016")]);
    expect(found.all).toEqual({ listings: 3, freeHours: hours(12.5) });
    expect(found.hoursUnknown).toBe(1);
  });
  it("is told apart by when hours were said, by what ends soon, by training and by skill: each on the very day counts", () => {
    const found = of([
      someone("a", 10, { hoursSaidOn: "2026-09-25", evidenceUntil: "2027-01-23", training: { until: "2027-01-23" }, skills: ["dementia", "autism"] }),
      someone("b", 4, { hoursSaidOn: "2026-09-24", evidenceUntil: "2027-01-24", training: { until: "2027-01-24" }, skills: ["dementia"] }),
      someone("c", 2, { training: { until: "2026-11-23" } }),
      someone("d", 1, { training: {} }),
    ]);
    expect(found.confirmed).toEqual({ listings: 1, freeHours: hours(10) });
    expect(found.due).toEqual({ listings: 1, freeHours: hours(10) });
    expect(found.training).toEqual({ trained: { listings: 3, freeHours: hours(15) }, due: { listings: 1, freeHours: hours(10) } });
    expect(found.skills).toEqual([
      { skill: "dementia", listings: 2, freeHours: hours(14) },
      { skill: "autism", listings: 1, freeHours: hours(10) },
    ]);
  });
  it("says what all offer, which tells what is arranged, of enough people alone, and not where two have most of it", () => {
    const five = [10, 10, 10, 10, 10].map((free, at) => someone(`p${at}`, free));
    const with5 = five.map((one) => ({ ...one, hours: hours(15) }));
    expect(of(five, with5).offered).toBe(hours(75));
    expect(of(five.slice(1), with5.slice(1)).offered).toBe("few");
    expect(of(five, [...with5.slice(0, 3), someone("p3", 80), someone("p4", 80)]).offered).toBe("dominated");
    // Who cannot come is not among them.
    expect(of(five, [...with5, someone("elsewhere", 500, {}, "E06000016")]).offered).toBe(hours(75));
  });
  it("is never put together of two days", () => {
    expect(() => workforceOf(inputs("now", []), inputs("capacity", [], "2026-11-25"), FRAME)).toThrow("two days");
  });
});
