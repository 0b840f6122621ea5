import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { employerCost, shareUp } from "../../shared/domain/employer-cost.ts";
import { dutiesOn, minimumPence, payPolicy, wagesOn, wrongWithRate } from "../../shared/policy/pay.ts";
import { runs } from "../support/runs.ts";

const duties = dutiesOn("2026-11-24");
const { weeksAYear } = payPolicy;
const rate = fc.integer({ min: 800, max: 6000 });
const hours = fc.integer({ min: 1, max: 60 });

describe("the legal minimum", () => {
  it("is that of the day and the age, and the National Living Wage where no age is known", () => {
    expect([minimumPence("2026-03-31"), minimumPence("2026-04-01"), minimumPence("2026-11-24")]).toEqual([1221, 1271, 1271]);
    expect([17, 18, 20, 21, 64].map((age) => minimumPence("2026-04-01", age))).toEqual([800, 1085, 1085, 1271, 1271]);
    expect(wagesOn("2027-01-01").apprenticePence).toBe(800);
  });
  it("holds for whoever is employed, and for nobody else", () => {
    expect(wrongWithRate("employed", 1270, "2026-04-01")).toBe("must be at least £12.71, the legal minimum for an hour's work of someone who is employed");
    expect([
      wrongWithRate("employed", 1271, "2026-04-01"),
      wrongWithRate("self-employed", 500, "2026-04-01"),
      wrongWithRate("employed", undefined, "2026-04-01"),
    ]).toEqual([undefined, undefined, undefined]);
    expect(wrongWithRate("employed", 1221, "2026-03-31")).toBeUndefined();
  });
  it("never falls from one year to the next, and rises with age", () => {
    for (const [index, { effectiveFrom, minimum }] of payPolicy.wages.entries()) {
      const before = payPolicy.wages[index - 1];
      for (const { fromAge, pence } of minimum) {
        if (before) expect(pence).toBeGreaterThanOrEqual(minimumPence(before.effectiveFrom, fromAge));
        expect(minimumPence(effectiveFrom, fromAge + 5)).toBeGreaterThanOrEqual(pence);
      }
    }
  });
});

describe("what an employer pays in all", () => {
  it("is, worked out by hand, for 25 hours a week at £14.50", () => {
    // 25 x 1450 = 36250; 12.07 % of it 4375.375; 40626 in all. Pension 3 % of 40626 - 12000; National Insurance 15 % of 40626 - 9600.
    expect(employerCost(1450, 25, duties, weeksAYear)).toEqual({
      wage: 36_250,
      holiday: 4376,
      pension: 859,
      nationalInsurance: 4654,
      allowance: 4654,
      total: 36_250 + 4376 + 859,
    });
  });
  it("is whole pence, the sum of its parts, and never less than the exact figure nor a penny a part more", () => {
    fc.assert(
      fc.property(rate, hours, (pence, week) => {
        const cost = employerCost(pence, week, duties, weeksAYear);
        for (const part of Object.values(cost)) expect(Number.isInteger(part) && part >= 0).toBe(true);
        expect(cost.total).toBe(cost.wage + cost.holiday + cost.pension + cost.nationalInsurance - cost.allowance);
        const exact = (share: number, of: number) => (share / 10_000) * of;
        const pay = cost.wage + cost.holiday;
        for (const [part, figure] of [
          [cost.holiday, exact(duties.holiday.basisPoints, cost.wage)],
          [cost.nationalInsurance, Math.max(0, exact(duties.nationalInsurance.basisPoints, pay - duties.nationalInsurance.onWeeklyPenceAbove))],
        ] as const) {
          expect(part).toBeGreaterThanOrEqual(figure - 1e-6);
          expect(part).toBeLessThan(figure + 1);
        }
      }),
      { numRuns: runs(2000) },
    );
  });
  it("never falls when somebody works an hour more, or for a penny more", () => {
    fc.assert(
      fc.property(rate, hours, (pence, week) => {
        const { total } = employerCost(pence, week, duties, weeksAYear);
        expect(employerCost(pence + 1, week, duties, weeksAYear).total).toBeGreaterThan(total);
        expect(employerCost(pence, week + 1, duties, weeksAYear).total).toBeGreaterThan(total);
      }),
      { numRuns: runs(1000) },
    );
  });
  it("has no pension and no National Insurance below their limits", () => {
    fc.assert(
      fc.property(rate, hours, (pence, week) => {
        const { wage, holiday, pension, nationalInsurance } = employerCost(pence, week, duties, weeksAYear);
        expect(pension > 0).toBe(wage + holiday > duties.pension.fromWeeklyPence);
        expect(nationalInsurance > 0).toBe(wage + holiday > duties.nationalInsurance.onWeeklyPenceAbove);
      }),
      { numRuns: runs(1000) },
    );
  });
  it("rounds a share up to the next penny, and a whole one not at all", () => {
    expect([shareUp(10_000, 1207), shareUp(10_001, 1207), shareUp(0, 1207)]).toEqual([1207, 1208, 0]);
  });
});
