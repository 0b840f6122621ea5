import { describe, expect, it } from "vitest";
import { areasOf, type SmallArea } from "../../../functions/market/rules/areas.ts";
import { gapOf } from "../../../functions/market/rules/gap.ts";
import type { MarketListing } from "../../../functions/market/rules/supply.ts";
import { covering, LIMITS, lonely, marketNow, sum } from "./scene.ts";

const groupsOf = (listings: readonly MarketListing[]) => {
  const market = marketNow(areasOf([lonely("A1", "A"), lonely("B1", "B")]), listings, { A: [10], B: [10] });
  return [...market.bases.values()].flatMap(({ groups }) => [...groups.values()].map(({ members }) => members.map(({ id }) => id)));
};

describe("listings that are one group", () => {
  it("name the same districts, in whatever order and however often", () => {
    expect(groupsOf([covering("p2", 1, ["A1", "B1"], [0]), covering("p1", 1, ["B1", "A1", "B1"], [0])])).toEqual([["p1", "p2"]]);
  });
  it.each([
    ["travel as far", { travelMiles: 1 }],
    ["cover the same", { districts: ["A1"] }],
    ["fit the same", { classes: [] }],
    ["work from the same place", { place: { key: "ELSEWHERE", lat: 50, lon: -5 } }],
    ["work from the same position", { place: { key: "NOWHERE", lat: 50.1, lon: -5 } }],
  ])("%s", (_, other) => {
    const one = covering("p1", 1, ["A1", "B1"], [0]);
    expect(groupsOf([one, { ...one, id: "p2" }])).toHaveLength(1);
    expect(groupsOf([one, { ...one, id: "p2", ...other }])).toHaveLength(2);
  });
});

describe("two places", () => {
  const small = (code: string, lat: number): SmallArea => ({ code, area: code, district: "E07000001", lat, lon: -1, people: 10 });
  const from = (id: string, key: string, lat: number, travelMiles: number): MarketListing => ({
    id,
    place: { key, lat, lon: -1 },
    travelMiles,
    districts: [],
    classes: [0],
    hours: 1000,
  });
  const shared = (listings: readonly MarketListing[]) => {
    const market = marketNow(areasOf([small("A", 52), small("B", 53)]), listings, { A: [10], B: [10] });
    return ["A", "B"].map((area) => gapOf(market, area, 0, LIMITS).shared);
  };

  it("of one name reach what is near to each of them", () => {
    expect(shared([from("p1", "LE1 1", 52, 1), from("p2", "LE1 1", 53, 1)])).toEqual([1000, 1000]);
  });
  it("at one position reach as far as each one's people travel", () => {
    expect(shared([from("p1", "LE1 1", 52, 1), from("p2", "LE1 2", 52, 80)])).toEqual([1500, 500]);
    expect(shared([from("p1", "LE1 1", 52, 80), from("p2", "LE1 2", 52, 1)])).toEqual([1500, 500]);
  });
});

describe("a millionth of an hour that cannot be split", () => {
  it("goes to the first small area by its code, be it near or in a district that is covered", () => {
    const areas = areasOf([
      { code: "L1", area: "A", district: "E07000009", lat: 55, lon: 0, people: 5 },
      { code: "L2", area: "B", district: "E07000001", lat: 52, lon: -1, people: 5 },
    ]);
    const listing: MarketListing = { id: "p1", place: { key: "LE1 1", lat: 52, lon: -1 }, travelMiles: 1, districts: ["E07000009"], classes: [0], hours: 7 };
    const market = marketNow(areas, [listing], { A: [1], B: [1] });
    expect([...market.shared]).toEqual([4, 3]);
  });
  it("goes to the first class of an area before the next area", () => {
    const market = marketNow(areasOf([lonely("A1", "A"), lonely("B1", "B")]), [{ ...covering("p1", 0, ["A1", "B1"], [0, 1]), hours: 5 }], {
      A: [1, 1],
      B: [1, 1],
    });
    expect([...market.shared]).toEqual([2, 1, 1, 1]);
    expect(sum(market.shared)).toBe(5);
  });
});
