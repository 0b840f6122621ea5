import { describe, expect, it } from "vitest";
import { areasOf, type SmallArea } from "../../../functions/market/rules/areas.ts";
import { gapOf } from "../../../functions/market/rules/gap.ts";
import { marketOf } from "../../../functions/market/rules/market.ts";
import { needOf } from "../../../functions/market/rules/need.ts";
import { crowdingOf } from "../../../functions/market/rules/parts.ts";
import type { MarketListing } from "../../../functions/market/rules/supply.ts";
import { apportion } from "../../../shared/domain/apportion.ts";
import { milesBetween } from "../../../shared/domain/geo.ts";
import { covering, LIMITS, lonely, marketNow, POLICY, sum } from "./scene.ts";

// Values that others' code gives: PySAL `access` at commit 541de01 (BSD-3), R `accessibility` at dfde37a and R `fca` at f813216.

describe("three towns, of which two are near each other (R accessibility, after Soukhov and others 2023)", () => {
  // Weights e^(-0.1 t) of times 15, 30 and 100, in thousand millionths. The towns lie where their distances fall into these bands.
  const weights = [223_130_160, 49_787_068, 45_400];
  const decay = {
    whole: 1_000_000_000,
    bands: [{ toMiles: 1, weight: weights[0] ?? 0 }, { toMiles: 20, weight: weights[1] ?? 0 }, { weight: weights[2] ?? 0 }],
  };
  const towns = [
    { code: "A", lat: 52, people: 50_000, jobs: 100_000 },
    { code: "B", lat: 52.2, people: 150_000, jobs: 100_000 },
    { code: "C", lat: 54, people: 10_000, jobs: 10_000 },
  ];
  // A person for a thousandth of an hour's millionth: figures beyond what others print, and still whole.
  const [needUnit, supplyUnit] = [10, 1_000_000];
  const areas = areasOf(towns.map(({ code, lat, people }): SmallArea => ({ code: `${code}1`, area: code, district: "E07000001", lat, lon: -1, people })));
  const listings = towns.map(
    ({ code, lat, jobs }): MarketListing => ({
      ...{ id: code, place: { key: code, lat, lon: -1 }, travelMiles: 300, districts: [], classes: [0], hours: jobs * supplyUnit },
    }),
  );
  const need = needOf("now", areas, 1, new Map(towns.map(({ code, people }) => [code, [people * needUnit]])));
  const market = marketOf(areas, { decay, choice: POLICY.choice }, { basis: "now", listings }, need);
  const shared = towns.map(({ code }) => gapOf(market, code, 0, LIMITS).shared / supplyUnit);

  it("have these jobs in reach, all of which are shared out", () => {
    for (const [at, value] of [66_833.4658, 133_203.3629, 9963.1714].entries()) expect(shared[at]).toBeCloseTo(value, 3);
    expect(sum(market.shared)).toBe(210_000 * supplyUnit);
  });
  it("have so many for each person", () => {
    for (const [at, value] of [1.33666931, 0.88802242, 0.99631714].entries()) expect((shared[at] ?? 0) / (towns[at]?.people ?? 0)).toBeCloseTo(value, 7);
  });
  it("are crowded so, seen from the jobs (i2SFCA), which sums to all people: what each job's side and each person's side count is the same", () => {
    // The mirror of the measure: people are what is shared out, and jobs what it is shared over.
    const mirrored = marketOf(
      areasOf(areas.small.map((area, at) => ({ ...area, people: towns[at]?.jobs ?? 0 }))),
      { decay, choice: POLICY.choice },
      { basis: "now", listings: listings.map((listing, at) => ({ ...listing, hours: (towns[at]?.people ?? 0) * supplyUnit })) },
      needOf("now", areas, 1, new Map(towns.map(({ code, jobs }) => [code, [jobs * needUnit]]))),
    );
    const crowded = towns.map(({ code, jobs }) => gapOf(mirrored, code, 0, LIMITS).shared / supplyUnit / jobs);
    for (const [at, value] of [0.68261682, 1.3177552, 0.99627982].entries()) expect(crowded[at]).toBeCloseTo(value, 7);
    expect(sum(mirrored.shared)).toBe(210_000 * supplyUnit);
    expect(crowdingOf(market, { id: "C", place: { key: "C", lat: 54, lon: -1 } }).asked).toBeCloseTo(0.2231301601 * 100_000 + 0.0000454 * 2_000_000, 1);
  });
});

describe("six suppliers and four places (R fca)", () => {
  const [needs, supplies] = [
    [1, 2, 3, 4],
    [1, 2, 3, 4, 5, 6],
  ];
  const unit = 1_000_000;

  it("all in reach of each other have 2.1 everywhere: 21 over 10", () => {
    const names = ["A", "B", "C", "D"];
    const areas = areasOf(names.map((name) => lonely(`${name}1`, name)));
    const listings = supplies.map((hours, at) => covering(`p${at}`, hours, ["A1", "B1", "C1", "D1"], [0]));
    const market = marketNow(areas, listings, Object.fromEntries(names.map((name, at) => [name, [needs[at] ?? 0]])));
    for (const name of names) expect(gapOf(market, name, 0, LIMITS).reachable).toBeCloseTo(2.1, 5);
  });
  it("with weights 1 to 24 and a choice by weight have what 3SFCA gives", () => {
    const weight = (supplier: number, place: number): number => place * 6 + supplier + 1;
    const places = needs.map((_, place) => sum(supplies.map((_, supplier) => weight(supplier, place))));
    const given = supplies.map((amount, supplier) =>
      apportion(
        amount * unit * unit,
        // 3SFCA weighs a pair by its weight and by how much of all the weight of its place it is.
        needs.map((need, place) => Math.round((need * unit * weight(supplier, place) ** 2 * 1000) / (places[place] ?? 1))),
      ),
    );
    const scores = needs.map((need, place) => sum(given.map((shares) => shares[place] ?? 0)) / unit / unit / need);
    for (const [at, value] of [0.6686168, 1.3565093, 2.0921208, 2.8355005].entries()) expect(scores[at]).toBeCloseTo(value, 6);
  });
});

describe("a grid of five by five places (PySAL access, its tests as rules)", () => {
  const step = 0.1;
  const codes = Array.from({ length: 25 }, (_, at) => `G${String(at).padStart(2, "0")}`);
  const spot = (at: number) => ({ lat: 52 + Math.floor(at / 5) * step, lon: -2 + (at % 5) * step });
  const areas = areasOf(codes.map((code, at) => ({ code, area: code, district: "E07000001", ...spot(at), people: 1 })));
  const supplyOfAll = (miles: number, more: Readonly<Record<string, number>> = {}): readonly MarketListing[] =>
    codes.map((code, at) => ({ id: code, place: { key: code, ...spot(at) }, travelMiles: more[code] ?? miles, districts: [], classes: [0], hours: 1_000_000 }));
  const reachable = (listings: readonly MarketListing[], needing: readonly string[] = codes) => {
    const market = marketNow(areas, listings, Object.fromEntries(codes.map((code) => [code, [needing.includes(code) ? 1 : 0]])));
    return new Map(codes.map((code) => [code, gapOf(market, code, 0, LIMITS)]));
  };
  const cell = milesBetween(52, -2, 52 + step, -2);

  it("of which one alone needs something has all there is", () => {
    expect(reachable(supplyOfAll(100), ["G12"]).get("G12")?.reachable).toBe(25);
  });
  it("within less than a cell have what is there, and need as much", () => {
    for (const gap of reachable(supplyOfAll(cell * 0.5)).values()) expect(gap).toMatchObject({ reachable: 1, standing: "enough" });
  });
  it("that nobody reaches have no hours, and are never no number", () => {
    const nobody = supplyOfAll(0).map((listing) => ({ ...listing, place: { ...listing.place, lat: 57 } }));
    for (const gap of reachable(nobody).values()) expect(gap).toMatchObject({ reachable: 0, standing: "no-hours", shared: 0, shortfall: 1_000_000 });
  });
  it("gain where somebody comes further, and lose where they live, since they serve more", () => {
    const [before, after] = [reachable(supplyOfAll(cell * 0.5)), reachable(supplyOfAll(cell * 0.5, { G00: cell * 1.01 }))];
    const [home, next] = ["G00", "G05"].map((code) => [before.get(code)?.reachable ?? 0, after.get(code)?.reachable ?? 0]);
    expect((home?.[1] ?? 0) < (home?.[0] ?? 0) && (next?.[1] ?? 0) > (next?.[0] ?? 0)).toBe(true);
  });
});
