import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { NeedClass } from "../../../functions/market/rules/need-class.ts";
import { pricesOf } from "../../../functions/market/rules/prices.ts";
import type { NamedListing } from "../../../functions/market/rules/snapshot.ts";
import { covering, lonely, POLICY } from "./scene.ts";

const CLASSES: readonly NeedClass[] = [
  { code: "care", service: "personal-care" },
  { code: "care-pl", service: "personal-care", language: "pl" },
  { code: "meals", service: "meals" },
];
const SMALL = [lonely("E07000133", "A"), lonely("E06000016", "B")];
const RATES = { services: { "personal-care": { pence: 1740, managedPence: 2412 } }, others: { pence: 1500, managedPence: 2000 } };

/** Somebody who covers Melton, with hours and a price. */
const asking = (
  id: string,
  hours: number | undefined,
  ratePence: number | undefined,
  classes: readonly number[] = [0],
  district = "E07000133",
): NamedListing => ({
  ...covering(id, hours, [district], classes, ratePence === undefined ? {} : { ratePence }),
  name: id,
  times: [],
});
const of = (...listings: readonly NamedListing[]) => pricesOf({ classes: CLASSES, small: SMALL, listings }, ["E07000133"], RATES, POLICY.prices);
const care = (...listings: readonly NamedListing[]) => of(...listings)[0];
const FIVE = [1500, 1600, 1700, 1801, 1900].map((pence, at) => asking(`p${at}`, 10, pence));

describe("what is asked for an hour of a service", () => {
  it("is the middle of what those ask who reach the council, beside what it pays; each service once, and each listing once in it", () => {
    const both = FIVE.map((one) => ({ ...one, classes: [0, 1] }));
    expect(of(...both)).toEqual([
      { service: "personal-care", listings: 5, council: 1740, managed: 2412, asked: { median: 1700, abovePercent: 40 } },
      { service: "meals", listings: 0, council: 1500, managed: 2000, asked: "few" },
    ]);
    expect(care(...FIVE, asking("p5", 10, 1702))?.asked).toEqual({ median: 1701, abovePercent: 33 });
  });
  it("counts whoever covers a district or travels far enough, and no one else; and no one who says no price", () => {
    const near = { ...asking("near", 10, 1000, [0], "E06000016"), place: { key: "HERE", lat: 52.61, lon: -1.1 }, travelMiles: 1 };
    expect(care(...FIVE, near)?.listings).toBe(6);
    expect(care(...FIVE, { ...near, travelMiles: 0.5 })?.listings).toBe(5);
    expect(care(...FIVE, asking("elsewhere", 10, 1000, [0], "E06000016"), asking("silent", 10, undefined), asking("cook", 10, 900, [2]))?.listings).toBe(5);
  });
  it("is not shown of fewer than five, nor where two have over 70 in a hundred of the hours", () => {
    expect(care(...FIVE.slice(1))?.asked).toBe("few");
    const hours = (...all: readonly (number | undefined)[]) => care(...all.map((one, at) => asking(`p${at}`, one, 1500 + at)))?.asked;
    expect(hours(35, 35, 10, 10, 10)).toEqual({ median: 1502, abovePercent: 0 });
    expect(hours(35, 35.1, 10, 10, 9.9)).toBe("dominated");
    expect(hours(10, 5, undefined, undefined, undefined)).toBe("dominated");
    // Where no one says how many hours, no one has most of them.
    expect(hours(undefined, undefined, undefined, undefined, undefined)).toEqual({ median: 1502, abovePercent: 0 });
  });
  it("is beside nothing where the council publishes no rates", () => {
    expect(pricesOf({ classes: CLASSES, small: SMALL, listings: FIVE }, ["E07000133"], undefined, POLICY.prices)[0]).toEqual({
      service: "personal-care",
      listings: 5,
      asked: { median: 1700 },
    });
  });
  it("has as many at or under it as at or over it, in whatever order people stand", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 900, max: 3000 }), { minLength: 5, maxLength: 12 }), (rates) => {
        const all = rates.map((pence, at) => asking(`p${at}`, 10, pence));
        const asked = care(...all)?.asked;
        if (typeof asked !== "object") return expect.fail("no price");
        expect(rates.filter((pence) => pence <= asked.median).length * 2).toBeGreaterThanOrEqual(rates.length);
        expect(rates.filter((pence) => pence >= asked.median - 1).length * 2).toBeGreaterThanOrEqual(rates.length);
        expect(care(...all.toReversed())?.asked).toEqual(asked);
      }),
    );
  });
});
