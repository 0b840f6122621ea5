import { describe, expect, it } from "vitest";
import { areasOf } from "../../../functions/market/rules/areas.ts";
import { fragileOf } from "../../../functions/market/rules/fragile.ts";
import type { MarketListing } from "../../../functions/market/rules/supply.ts";
import { daysAfter } from "../../../shared/domain/time.ts";
import { covering, DAY, lonely, marketNow, POLICY } from "./scene.ts";

const COUNCIL_PENCE = 1500;
const areas = areasOf([lonely("A1", "A"), lonely("B1", "B")]);
const someone = (id: string, hours: number | undefined, more: Partial<MarketListing> = {}, reach = ["A1"]) => covering(id, hours, reach, [0], more);
const fragile = (...listings: readonly MarketListing[]) =>
  fragileOf(marketNow(areas, listings, { A: [100], B: [100] }), "A", 0, POLICY.fragile, COUNCIL_PENCE, DAY);
const reasons = (...listings: readonly MarketListing[]) => fragile(...listings).map(({ reason }) => reason);
const three = (more: readonly Partial<MarketListing>[]) => fragile(...more.map((one, at) => someone(`p${at}`, 10, one)));

describe("what makes support fragile", () => {
  it("is nothing where there are several alike, checked for long, who ask what the council pays", () => {
    expect(three([{ ratePence: 1500 }, { ratePence: 1500 }, {}])).toEqual([]);
    expect(fragile()).toEqual([]);
  });
  it("is one alone to choose from, though their hours be unknown", () => {
    expect(fragile(someone("p1", undefined))).toEqual([{ reason: "few-to-choose-from", choice: 1 }]);
    expect(fragile(someone("p1", 1), someone("p2", undefined))).toContainEqual({ reason: "few-to-choose-from", choice: 1 });
    expect(reasons(someone("p1", undefined), someone("p2", undefined))).toEqual([]);
    expect(reasons(someone("p1", 2), someone("p2", 2))).not.toContain("few-to-choose-from");
    expect(reasons(someone("p1", 1), someone("p2", 1))).not.toContain("few-to-choose-from");
  });
  it("is one who gives over half of the hours there, by name and in hundredths", () => {
    expect(fragile(someone("p1", 10), someone("p2", 10))).toEqual([]);
    expect(fragile(someone("p1", 10), someone("p2", 10.000001))).toEqual([{ reason: "one-listing", listing: "p2", percent: 50 }]);
    expect(fragile(someone("p1", 30), someone("p2", 10))).toEqual([{ reason: "one-listing", listing: "p1", percent: 75 }]);
    // Of the forty hours of who comes from far only twenty are shared with A, and so no more than of those who are there.
    expect(fragile(someone("p1", 40, {}, ["A1", "B1"]), someone("p2", 20))).toEqual([]);
    expect(fragile(someone("p1", 42, {}, ["A1", "B1"]), someone("p2", 20))).toEqual([{ reason: "one-listing", listing: "p1", percent: 51 }]);
  });
  it("is hours over a third of which come from those whose evidence ends within sixty days", () => {
    const soon = { evidenceUntil: daysAfter(DAY, 60) };
    expect(three([soon, {}, {}])).toEqual([]);
    expect(three([soon, soon, { evidenceUntil: daysAfter(DAY, 61) }])).toEqual([{ reason: "evidence-due", percent: 66, listings: 2 }]);
    expect(fragile(someone("p1", 10.00001, soon), someone("p2", 10), someone("p3", 10), someone("p4", 0, soon))).toEqual([
      { reason: "evidence-due", percent: 33, listings: 1 },
    ]);
  });
  it("adds what is due over those who reach different places, exactly", () => {
    const soon = { evidenceUntil: DAY };
    const far = (id: string, hours: number, more: Partial<MarketListing>) => someone(id, hours, more, ["A1", "B1"]);
    // 6 of 18 hours: a third. A millionth of an hour more of one who serves both places is over it.
    expect(fragile(someone("p1", 4, soon), far("p2", 4, soon), someone("p3", 6), someone("p4", 6))).toEqual([]);
    expect(fragile(someone("p1", 4, soon), far("p2", 4.000002, soon), someone("p3", 6), someone("p4", 6))).toEqual([
      { reason: "evidence-due", percent: 33, listings: 2 },
    ]);
  });
  it("is a middle rate above the council's, of those to choose from", () => {
    const rates = (...pence: readonly number[]) => three(pence.map((ratePence) => ({ ratePence })));
    expect(rates(1500, 1400, 9000)).toEqual([]);
    expect(rates(1501, 1400, 9000)).toEqual([{ reason: "dear", medianPence: 1501, councilPence: COUNCIL_PENCE }]);
    expect(rates(1400, 1600)).toEqual([]);
    expect(rates(1400, 1601)).toEqual([{ reason: "dear", medianPence: 1501, councilPence: COUNCIL_PENCE }]);
    // Who has an hour and a half is no choice, and their rate counts for nothing.
    expect(fragile(someone("p1", 10, { ratePence: 1400 }), someone("p2", 10), someone("p3", 1.5, { ratePence: 9000 }))).toEqual([]);
  });
  it("is said of the class and the area alone that it is about", () => {
    const market = marketNow(areas, [covering("p1", 10, ["B1"], [0]), covering("p2", 10, ["A1"], [1])], { A: [100, 5], B: [100, 5] });
    expect(fragileOf(market, "A", 0, POLICY.fragile, COUNCIL_PENCE, DAY)).toEqual([]);
    expect(fragileOf(market, "A", 1, POLICY.fragile, COUNCIL_PENCE, DAY).map(({ reason }) => reason)).toEqual(["few-to-choose-from", "one-listing"]);
  });
  it("names the first of two who give as much", () => {
    const market = marketNow(areas, [someone("p2", 10), someone("p1", 10)], { A: [100], B: [0] });
    const rules = { ...POLICY.fragile, oneListing: { parts: 1, of: 3 } };
    expect(fragileOf(market, "A", 0, rules, COUNCIL_PENCE, DAY)).toEqual([{ reason: "one-listing", listing: "p1", percent: 50 }]);
  });
});
