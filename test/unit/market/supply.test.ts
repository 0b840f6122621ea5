import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { areasNear, areasOf, type SmallArea } from "../../../functions/market/rules/areas.ts";
import { classesOf, fits, type NeedClass } from "../../../functions/market/rules/need-class.ts";
import { supplyReaching, withNeighbours } from "../../../functions/market/rules/reaching.ts";
import { supplyOf } from "../../../functions/market/rules/supply.ts";
import { milesBetween } from "../../../shared/domain/geo.ts";
import { withArranged } from "../../../shared/listing/free-hours.ts";
import { aListing } from "../../support/builders.ts";
import { runs } from "../../support/runs.ts";
import { DAY } from "./scene.ts";

const CLASSES: readonly NeedClass[] = [
  { code: "care", service: "personal-care" },
  { code: "care-dementia", service: "personal-care", group: "dementia" },
  { code: "care-gu", service: "personal-care", language: "gu" },
  { code: "care-dementia-gu", service: "personal-care", group: "dementia", language: "gu" },
  { code: "meals", service: "meals" },
];

describe("who fits a class of need", () => {
  it("offers its service, takes its group and speaks its language, each where the class has one", () => {
    const offer = { services: ["personal-care"], clientGroups: ["dementia"], languages: ["en"] };
    expect(classesOf(offer, CLASSES)).toEqual([0, 1]);
    expect(classesOf({ ...offer, languages: ["en", "gu"] }, CLASSES)).toEqual([0, 1, 2, 3]);
    expect(classesOf({ ...offer, languages: ["gu"], clientGroups: [] }, CLASSES)).toEqual([0, 2]);
    expect(classesOf({ ...offer, services: ["meals"] }, CLASSES)).toEqual([4]);
    expect(fits({ services: [], clientGroups: [], languages: [] }, { code: "x", service: "meals" })).toBe(false);
  });
});

describe("supply", () => {
  const supply = (listing: ReturnType<typeof aListing>, basis: "now" | "capacity" = "now") => supplyOf(basis, [listing], CLASSES, DAY).listings[0];

  it("is hours that are free now, or with those arranged as capacity", () => {
    const listing = withArranged(aListing({ hoursFree: 12 }), 7.5);
    expect(supply(listing)?.hours).toBe(4_500_000);
    expect(supply(listing, "capacity")?.hours).toBe(12_000_000);
    expect(supply(aListing({ hoursFree: 3 }), "capacity")?.hours).toBe(3_000_000);
    expect([supplyOf("now", [], [], DAY).basis, supplyOf("capacity", [], [], DAY).basis]).toEqual(["now", "capacity"]);
  });
  it("is unknown, and not nothing, where nobody said how many hours are free", () => {
    const { hoursFree: _, ...agency } = aListing();
    expect(supply(agency)).not.toHaveProperty("hours");
    expect(supply(withArranged(agency, 5), "capacity")).not.toHaveProperty("hours");
    expect(supply(aListing({ hoursFree: 0 }))?.hours).toBe(0);
  });
  it("is of those whom a search shows on the day, and nobody else", () => {
    const shown = (changes: Parameters<typeof aListing>[0]) => supply(aListing(changes)) !== undefined;
    expect([shown({}), shown({ status: "paused" }), shown({ accreditedUntil: "2026-11-23" }), shown({ accreditedUntil: DAY })]).toEqual([
      true,
      false,
      false,
      true,
    ]);
    expect([shown({ accreditedOn: "2026-11-25" }), shown({ status: "unaccredited" })]).toEqual([false, true]);
  });
  it("knows when hours were said, what is asked, and the first day on which a piece of evidence ends", () => {
    const { accreditedUntil: _, ...plain } = aListing({ checks: [{ code: "dbs" }] });
    expect(supply(plain)).toEqual({
      ...{ id: "pa-1", place: { key: "LE13 1", lat: 52.766, lon: -0.887 }, travelMiles: 10, districts: [], classes: [0, 1] },
      ...{ hours: 12_000_000, ratePence: 1450 },
    });
    const checks = [{ code: "dbs", until: "2027-03-01" }, { code: "insurance", until: "2026-12-01" }, { code: "training" }];
    expect(supply(aListing({ checks, hoursSaidOn: "2026-11-01" }))).toMatchObject({ evidenceUntil: "2026-12-01", hoursSaidOn: "2026-11-01" });
    expect(supply(aListing({ checks, accreditedUntil: "2026-11-30" }))?.evidenceUntil).toBe("2026-11-30");
    const { ratePence: _rate, ...free } = aListing();
    expect(supply(free)).not.toHaveProperty("ratePence");
  });
});

describe("small areas near a place", () => {
  const spot = fc.record({ lat: fc.double({ min: 50, max: 55, noNaN: true }), lon: fc.double({ min: -5, max: 1, noNaN: true }) });

  it("are all within the miles, in the order of their codes, by the distance that a search measures", () => {
    fc.assert(
      fc.property(fc.array(spot, { maxLength: 40 }), spot, fc.constantFrom(0, 5, 60, 200), (spots, from, miles) => {
        const small = spots.map((at, index): SmallArea => ({ code: `L${String(index).padStart(2, "0")}`, area: "M", district: "D", people: 1, ...at }));
        const near = areasNear(areasOf(small.toReversed()), from, miles);
        const expected = small.map(({ lat, lon }, at) => ({ at, miles: milesBetween(from.lat, from.lon, lat, lon) })).filter((one) => one.miles <= miles);
        expect([...near.at]).toEqual(expected.map(({ at }) => at));
        expect([...near.miles]).toEqual(expected.map((one) => one.miles));
      }),
      { numRuns: runs(1000) },
    );
  });
  it("are there on the spot, though a box be a hair away whose square is nothing", () => {
    const areas = areasOf([{ code: "L1", area: "M", district: "D", people: 1, lat: 50, lon: 0 }]);
    for (const lon of [0, 1e-322, 1e-170]) expect(areasNear(areas, { lat: 50, lon }, 0).at.length).toBe(1);
  });
  it("are there on the very edge", () => {
    const at = { lat: 52.6, lon: -1.1 };
    const areas = areasOf([{ code: "L1", area: "M", district: "D", people: 1, lat: 52.9, lon: -0.8 }]);
    const edge = milesBetween(at.lat, at.lon, 52.9, -0.8);
    expect([areasNear(areas, at, edge).at.length, areasNear(areas, at, edge - 1e-9).at.length]).toEqual([1, 0]);
  });
});

describe("the areas around some", () => {
  const small = (code: string, area: string, lat: number): SmallArea => ({ code, area, district: "D", people: 1, lat, lon: -1 });
  const areas = areasOf([small("L1", "M2", 52), small("L2", "M2", 53), small("L3", "M1", 53.1), small("L4", "M3", 54), small("L5", "M3", 57)]);
  const mile = 1 / 69.0936;

  it("are those with a part within the miles of a part of theirs, and themselves", () => {
    expect(withNeighbours(areas, ["M2"], 0.1 / mile + 0.01)).toEqual(["M1", "M2"]);
    expect(withNeighbours(areas, ["M2"], 0.1 / mile - 0.01)).toEqual(["M2"]);
    expect(withNeighbours(areas, ["M3", "M1"], 1)).toEqual(["M1", "M3"]);
    expect(withNeighbours(areas, ["M1"], 65)).toEqual(["M1", "M2", "M3"]);
    expect(withNeighbours(areas, [], 65)).toEqual([]);
    expect(() => withNeighbours(areas, ["M9"], 1)).toThrow("M9 is not among the areas");
    expect(supplyReaching(areas, [], supplyOf("now", [aListing()], CLASSES, DAY), 100)).toEqual({ basis: "now", listings: [] });
  });
});
