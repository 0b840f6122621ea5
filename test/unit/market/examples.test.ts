import { describe, expect, it } from "vitest";
import { areasOf } from "../../../functions/market/rules/areas.ts";
import { floorOf } from "../../../functions/market/rules/floor.ts";
import { gapOf } from "../../../functions/market/rules/gap.ts";
import { inHours, microHours } from "../../../functions/market/rules/hours.ts";
import { aloneHours, crowdingOf, partsOf } from "../../../functions/market/rules/parts.ts";
import { covering, LIMITS, lonely, marketNow, POLICY, sum } from "./scene.ts";

const [CARE, POLISH] = [0, 1];

describe("three areas, four assistants, care and care in Polish", () => {
  const listings = [
    covering("p1", 12, ["A1"], [CARE]),
    covering("p2", 30, ["A1", "B1"], [CARE]),
    covering("p3", 14, ["B1", "C1"], [CARE, POLISH]),
    covering("p4", 8, ["C1", "C2"], [CARE]),
  ];
  const areas = areasOf([lonely("A1", "A"), lonely("B1", "B"), lonely("C1", "C"), lonely("C2", "C")]);
  const market = marketNow(areas, listings, { A: [30, 0], B: [60, 10], C: [20, 5] });
  const gap = (area: string, needed: number) => gapOf(market, area, needed, LIMITS);

  it("ask this much of each, for each hour they have", () => {
    const asked = listings.map((listing) => crowdingOf(market, listing));
    expect(asked.map((one) => inHours(one.asked))).toEqual([30, 90, 82.5, 20]);
    expect(asked.map(({ crowding = 0 }) => 1 / crowding)).toEqual([
      expect.closeTo(0.4, 12),
      expect.closeTo(1 / 3, 12),
      expect.closeTo(0.169697, 6),
      expect.closeTo(0.4, 12),
    ]);
  });
  it.each([
    ["A", CARE, 22_000_000, 8_000_000, 0.7333, "tight"],
    ["B", CARE, 30_181_818, 29_818_182, 0.503, "tight"],
    ["C", CARE, 9_696_970, 10_303_030, 0.4848, "short"],
    ["B", POLISH, 1_696_970, 8_303_030, 0.1697, "short"],
    ["C", POLISH, 424_242, 4_575_758, 0.0848, "short"],
  ])("give %s, class %i, hours to the millionth", (area, needed, shared, shortfall, reachable, standing) => {
    expect(gap(area, needed)).toMatchObject({ shared, shortfall, standing });
    expect(gap(area, needed).reachable).toBeCloseTo(reachable, 4);
  });
  it("need no Polish in A, and say so without dividing by nothing", () => {
    expect(gap("A", POLISH)).toEqual({ area: "A", needed: POLISH, need: 0, shared: 0, shortfall: 0, choice: 0, unknownHours: 0, standing: "no-need" });
  });
  it("share out every hour there is, all of which can be placed: 61 hours stay short whatever is done", () => {
    expect(sum(market.shared)).toBe(microHours(64));
    expect(market.unplaced).toBe(0);
    expect(floorOf(market, ["A", "B", "C"], [CARE, POLISH], POLICY.floor)).toMatchObject({ placed: microHours(64), short: microHours(61) });
  });
  it("would give Polish in B 11.2 hours if it were all they did, where they share 1.7", () => {
    expect(inHours(aloneHours(market, "B", POLISH))).toBe(11.2);
    expect(inHours(aloneHours(market, "C", POLISH))).toBe(2.8);
    expect(inHours(aloneHours(market, "B", CARE))).toBe(32);
  });
  it("choose: who reaches half of an area's people counts there", () => {
    expect([gap("A", CARE).choice, gap("B", CARE).choice, gap("C", CARE).choice, gap("C", POLISH).choice]).toEqual([2, 2, 2, 1]);
  });
  it("trace each figure to those who give it", () => {
    const parts = partsOf(market, "C", CARE).map(({ group, hours, inReach }) => [group.members.map(({ id }) => id), hours, inReach]);
    expect(parts).toEqual([
      [["p3"], 1_696_970, true],
      [["p4"], 8_000_000, true],
    ]);
  });
});

describe("why a floor is needed beside the gap", () => {
  it("is that sharing by need leaves 33 hours short of which 20 are short whatever is done, all in C", () => {
    const areas = areasOf([lonely("A1", "A"), lonely("B1", "B"), lonely("C1", "C")]);
    const listings = [covering("p1", 90, ["A1"], [0]), covering("p2", 40, ["A1", "B1"], [0]), covering("p3", 10, ["C1"], [0])];
    const market = marketNow(areas, listings, { A: [100], B: [20], C: [30] });
    const gaps = ["A", "B", "C"].map((area) => gapOf(market, area, 0, LIMITS));
    expect(gaps.map(({ shared }) => shared)).toEqual([123_333_333, 6_666_667, 10_000_000]);
    expect(gaps.map(({ shortfall }) => shortfall)).toEqual([0, 13_333_333, 20_000_000]);
    expect(floorOf(market, ["A", "B", "C"], [0], POLICY.floor)).toEqual({
      need: microHours(150),
      placed: microHours(130),
      short: microHours(20),
      certificate: { cells: [{ small: "C1", needed: 0 }], areas: ["C"], need: microHours(30), hours: microHours(10), listings: 1, everywhere: false },
    });
  });
  it("and that its reason can be several areas together: 65 hours needed, 40 reach any of them", () => {
    const areas = areasOf([lonely("A1", "A"), lonely("B1", "B"), lonely("C1", "C"), lonely("D1", "D")]);
    const listings = [
      covering("p1", 25, ["A1", "B1"], [0]),
      covering("p2", 10, ["B1", "C1"], [0]),
      covering("p3", 50, ["D1"], [0]),
      covering("p4", 5, ["C1", "D1"], [0]),
    ];
    const market = marketNow(areas, listings, { A: [20], B: [30], C: [15], D: [40] });
    const shared = ["A", "B", "C", "D"].map((area) => inHours(gapOf(market, area, 0, LIMITS).shared));
    expect(shared).toEqual([10, 21.666667, 4.696969, 53.636364]);
    expect(floorOf(market, ["A", "B", "C", "D"], [0], POLICY.floor)).toMatchObject({
      short: microHours(25),
      certificate: { areas: ["A", "B", "C"], need: microHours(65), hours: microHours(40), listings: 3, everywhere: false },
    });
  });
  it("is the same hundred hours and half an area: ten hours cannot be reached, and no more", () => {
    const areas = areasOf([lonely("A1", "A"), lonely("A2", "A")]);
    const market = marketNow(areas, [covering("p1", 100, ["A1"], [0])], { A: [20] });
    expect(gapOf(market, "A", 0, LIMITS)).toMatchObject({ shared: microHours(100), shortfall: microHours(10) });
    expect(floorOf(market, ["A"], [0], POLICY.floor).short).toBe(microHours(10));
  });
});
