import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { attributedTo, isAttributable } from "../../../functions/reviews/rules/attribution.ts";
import { type Goal, goalScore } from "../../../functions/reviews/rules/goal-score.ts";
import { daysAfter } from "../../../shared/domain/time.ts";
import { runs } from "../../support/runs.ts";
import { RULES } from "./scene.ts";

const runsOf = { numRuns: runs(10_000, 1000) };

describe("support that a change may be put down to", () => {
  // From 1 to 10 November are ten days, both counted.
  const [BASELINE, MEASURED] = ["2026-11-01", "2026-11-10"];
  const may = (from: string, to?: string) => isAttributable({ arrangement: "agr-1", from, to }, BASELINE, MEASURED, RULES);
  it("ran on half of the days from the baseline to the measurement, or more", () => {
    expect([may("2026-11-06"), may("2026-11-07")]).toEqual([true, false]);
    expect([may("2026-01-01", "2026-11-05"), may("2026-01-01", "2026-11-04")]).toEqual([true, false]);
    expect([may("2026-11-03", "2026-11-07"), may("2026-11-03", "2026-11-06")]).toEqual([true, false]);
  });
  it("ran on more than half, where the days are of an odd number", () => {
    expect(isAttributable({ arrangement: "agr-1", from: "2026-11-06" }, "2026-11-01", "2026-11-11", RULES)).toBe(true);
    expect(isAttributable({ arrangement: "agr-1", from: "2026-11-07" }, "2026-11-01", "2026-11-11", RULES)).toBe(false);
  });
  it("is none that was over before the baseline, or began after the measurement", () => {
    expect([may("2026-01-01", "2026-10-31"), may("2026-11-11"), may("2026-12-01", "2026-12-31")]).toEqual([false, false, false]);
  });
  it("is what runs on the one day, where the measurement is of the day of the baseline", () => {
    const may = (from: string, to?: string) => isAttributable({ arrangement: "agr-1", from, to }, BASELINE, BASELINE, RULES);
    expect([may("2026-11-01"), may("2026-11-01", "2026-11-01"), may("2026-11-02"), may("2026-10-01", "2026-10-31")]).toEqual([true, true, false, false]);
  });
  it("is none of a measurement before the baseline", () => {
    expect(isAttributable({ arrangement: "agr-1", from: "2026-01-01" }, "2026-11-02", "2026-11-01", RULES)).toBe(false);
  });
  it("is as counting the days one by one says", () => {
    const span = fc.tuple(fc.integer({ min: -20, max: 40 }), fc.option(fc.nat(40), { nil: undefined }));
    fc.assert(
      fc.property(span, fc.nat(30), ([from, length], days) => {
        const last = length === undefined ? Number.POSITIVE_INFINITY : from + length;
        let ran = 0;
        for (let day = 0; day <= days; day += 1) if (from <= day && day <= last) ran += 1;
        const on = (day: number) => daysAfter(BASELINE, day);
        const support = { arrangement: "agr-1", from: on(from), ...(length === undefined ? {} : { to: on(last) }) };
        expect(isAttributable(support, BASELINE, on(days), RULES)).toBe(ran * 2 >= days + 1);
      }),
      runsOf,
    );
  });
  it("may be several, or none: each is named", () => {
    const support = [
      { arrangement: "agr-1", from: "2026-01-01" },
      { arrangement: "agr-2", from: "2026-11-08" },
      { arrangement: "agr-3", from: "2026-11-01", to: "2026-11-05" },
    ];
    expect(attributedTo(support, BASELINE, MEASURED, RULES)).toEqual(["agr-1", "agr-3"]);
    expect(attributedTo(support.slice(1, 2), BASELINE, MEASURED, RULES)).toEqual([]);
  });
});

describe("the score of goals whose levels were agreed beforehand", () => {
  const R = RULES.goalScores.correlationPercent;
  const equal = (...levels: Goal["level"][]) => levels.map((level): Goal => ({ level, weight: 1 }));
  it("is 50 where all came as expected", () => {
    expect([goalScore(equal(0), R), goalScore(equal(0, 0, 0), R)]).toEqual([50, 50]);
  });
  it("is what the corrected formula says", () => {
    expect(goalScore(equal(1, 1, 1), R)).toBeCloseTo(63.6931, 4);
    expect(goalScore(equal(-2), R)).toBeCloseTo(30, 10);
    const weighted: Goal[] = [
      { level: -1, weight: 1 },
      { level: 0, weight: 2 },
      { level: 2, weight: 3 },
    ];
    expect(goalScore(weighted, R)).toBeCloseTo(61.0163, 4);
  });
  it("is none without goals, or without weights", () => {
    expect([goalScore([], R), goalScore([{ level: 1, weight: 0 }], R)]).toEqual([undefined, undefined]);
  });
  const goals = fc.array(fc.record({ level: fc.constantFrom(-2, -1, 0, 1, 2), weight: fc.integer({ min: 1, max: 9 }) }), { minLength: 1, maxLength: 8 });
  it("stays where all weights grow by the same factor, and mirrors at 50 where all levels do", () => {
    fc.assert(
      fc.property(goals, fc.integer({ min: 2, max: 50 }), (all, factor) => {
        const score = goalScore(all, R) ?? Number.NaN;
        expect(
          goalScore(
            all.map(({ level, weight }) => ({ level, weight: weight * factor })),
            R,
          ),
        ).toBeCloseTo(score, 9);
        const mirrored = all.map(({ level, weight }): Goal => ({ level: ([2, 1, 0, -1, -2] as const)[level + 2] ?? 0, weight }));
        expect(goalScore(mirrored, R)).toBeCloseTo(100 - score, 9);
      }),
      runsOf,
    );
  });
  it("is the same in whatever order goals are given, and never falls where one rises", () => {
    fc.assert(
      fc.property(goals, fc.nat(7), (all, at) => {
        const score = goalScore(all, R) ?? Number.NaN;
        expect(goalScore(all.toReversed(), R)).toBeCloseTo(score, 9);
        const raised = all.map(
          (one, index): Goal => (index === at && one.level < 2 ? { ...one, level: ([-1, 0, 1, 2, 2] as const)[one.level + 2] ?? 2 } : one),
        );
        expect(goalScore(raised, R)).toBeGreaterThanOrEqual(score);
      }),
      runsOf,
    );
  });
});
