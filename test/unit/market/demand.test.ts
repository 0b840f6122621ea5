import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type AreaPeople, combine, hoursNeeded, observedShare, priorOf, recipientsOf } from "../../../functions/market/rules/demand.ts";
import { PEOPLE_GROUPS } from "../../../shared/policy/market.ts";
import { runs } from "../../support/runs.ts";
import { POLICY, sum } from "./scene.ts";

const RULES = { leastPrior: 0.5, ratesSource: "made up", ratesPerTenThousand: { "aged-18-64": 10, "aged-65-and-over": 30, disabled: 0 } };
const area = (name: string, young: number, old: number, observed = 0): AreaPeople => ({
  area: name,
  people: { "aged-18-64": young, "aged-65-and-over": old },
  observed,
});
const councils: fc.Arbitrary<AreaPeople[]> = fc
  .array(fc.tuple(fc.nat(9000), fc.nat(4000), fc.nat(900), fc.nat(40)), { minLength: 1, maxLength: 12 })
  .filter((all) => all.some(([young, old, disabled]) => young + old + disabled > 0))
  .map((all) =>
    all.map(([young, old, disabled, observed], at) => ({ area: `E0${at + 10}`, people: { "aged-18-64": young, "aged-65-and-over": old, disabled }, observed })),
  );

describe("recipients of an area", () => {
  it.each([
    [0, 8, 3.0769],
    [8, 8, 8],
    [20, 8, 15.3846],
    [3, 2, 2.2857],
  ])("are, of %i observed and %i modelled, %f combined", (observed, modelled, combined) => {
    expect(combine(modelled, observed, 5)).toBeCloseTo(combined, 4);
  });
  it("are observed the more the more is expected", () => {
    expect([observedShare(8, 5), observedShare(2, 5), observedShare(8, undefined)]).toEqual([expect.closeTo(0.615, 3), expect.closeTo(0.286, 3), 0]);
  });
  it("weigh the model by how far what was observed is spread, never less than the council's least, and alone where nothing is spread", () => {
    expect(
      priorOf(
        [
          { modelled: 4, observed: 10 },
          { modelled: 6, observed: 1 },
        ],
        0.5,
      ),
    ).toBeCloseTo(52 / (36 - 4 + 25 - 6), 12);
    expect(priorOf([{ modelled: 1, observed: 50 }], 0.5)).toBe(0.5);
    expect(priorOf([{ modelled: 4, observed: 6 }], 0.5)).toBeUndefined();
    expect(priorOf([{ modelled: 4, observed: 7 }], 0.5)).toBeCloseTo(16 / 5, 12);
    expect(combine(4, 90, undefined)).toBe(4);
  });
  it("are modelled by the policy's rates, and scaled to the council's total", () => {
    const [one, two] = recipientsOf([area("B", 3000, 0), area("A", 1000, 1000)], 70, RULES);
    expect(one).toMatchObject({ area: "A", modelled: 40, observed: 0 });
    expect(two).toMatchObject({ area: "B", modelled: 30, observed: 0 });
  });
  it("are combined so, and sum to the total to the millionth", () => {
    const found = recipientsOf([area("A", 1000, 1000, 60), area("B", 3000, 0, 10)], 70, RULES);
    // a = (1600 + 900) / (400 - 40 + 400 - 30)
    const prior = 2500 / 730;
    const [a, b] = [(40 * (60 + prior)) / (40 + prior), (30 * (10 + prior)) / (30 + prior)];
    expect(found.map(({ combined }) => combined / 1e6)).toEqual([expect.closeTo((a * 70) / (a + b), 5), expect.closeTo((b * 70) / (a + b), 5)]);
    expect(sum(found.map(({ combined }) => combined))).toBe(70_000_000);
    expect(found.map(({ observedPercent }) => observedPercent)).toEqual([92, 90]);
  });
  it("sum to the total whatever is known, in any order, and rise where more was observed", () => {
    fc.assert(
      fc.property(councils, fc.nat(3000), fc.nat(11), fc.integer({ min: 1, max: 20 }), (all, total, which, more) => {
        const found = recipientsOf(all, total, POLICY.demand);
        expect(sum(found.map(({ combined }) => combined))).toBe(total * 1_000_000);
        for (const { combined } of found) expect(Number.isSafeInteger(combined) && combined >= 0).toBe(true);
        expect(recipientsOf(all.toReversed(), total, POLICY.demand)).toEqual(found);
        const [modelled = 0, observed = 0] = [found[which % found.length]?.modelled, found[which % found.length]?.observed];
        expect(combine(modelled, observed + more, 5)).toBeGreaterThanOrEqual(combine(modelled, observed, 5));
        expect(sum(found.map((one) => one.modelled))).toBeCloseTo(total, 6);
      }),
      { numRuns: runs(500) },
    );
  });
  it("are the councils' totals of the ASCOF tables of 2024-25, shared out whole", () => {
    for (const total of [1675, 1634, 50])
      expect(sum(recipientsOf([area("A", 5, 7), area("B", 11, 13), area("C", 1, 0)], total, RULES).map(({ combined }) => combined))).toBe(total * 1e6);
  });
  it.each([
    ["stand twice", [area("A", 1, 1), area("A", 1, 2)], 5, "An area stands twice"],
    ["have nobody at all", [area("A", 0, 0)], 5, "No one lives in any of the areas"],
    ["have a part of a person", [area("A", 1.5, 0)], 5, "Numbers of people are whole numbers of 0 or more"],
    ["have less than nobody observed", [area("A", 1, 0, -1)], 5, "Numbers of people are whole numbers of 0 or more"],
    ["share a total that is not whole", [area("A", 1, 0)], 5.5, "Numbers of people are whole numbers of 0 or more"],
  ])("are refused where areas %s", (_, all, total, words) => {
    expect(() => recipientsOf(all, total, RULES)).toThrow(words);
  });
});

describe("hours that areas need", () => {
  const classes = [
    { code: "care", hoursEach: 10, unarrangedPercent: 25 },
    { code: "night", hoursEach: 0.3, unarrangedPercent: 100 },
  ];
  const recipients = recipientsOf([area("A", 1000, 1000, 40), area("B", 3000, 0, 30)], 70, RULES);

  it("are recipients by hours of a class: what is not yet arranged now, all of it as capacity", () => {
    const hours = (basis: "now" | "capacity") => hoursNeeded(basis, recipients, classes);
    expect(hours("capacity")).toEqual(
      new Map([
        ["A", [400e6, 12e6]],
        ["B", [300e6, 9e6]],
      ]),
    );
    expect(hours("now")).toEqual(
      new Map([
        ["A", [100e6, 12e6]],
        ["B", [75e6, 9e6]],
      ]),
    );
  });
  it("sum to the council's hours of each class, to the millionth", () => {
    fc.assert(
      fc.property(
        councils,
        fc.nat(3000),
        fc.double({ min: 0, max: 50, noNaN: true }),
        fc.integer({ min: 0, max: 100 }),
        (all, total, hoursEach, unarrangedPercent) => {
          const found = hoursNeeded("now", recipientsOf(all, total, POLICY.demand), [{ code: "c", hoursEach, unarrangedPercent }]);
          expect(sum([...found.values()].flat())).toBe(Math.round((total * hoursEach * unarrangedPercent * 1e6) / 100));
        },
      ),
      { numRuns: runs(300) },
    );
  });
});

it("every group of people has a rate in the policy", () => {
  expect(Object.keys(POLICY.demand.ratesPerTenThousand).toSorted()).toEqual([...PEOPLE_GROUPS].toSorted());
});
