import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  isFalling,
  newestValue,
  type Outcome,
  type OutcomeResult,
  progressOf,
  RESULTS,
  resultOf,
  summaryOf,
} from "../../../functions/reviews/rules/outcome.ts";
import { runs } from "../../support/runs.ts";
import { anOutcome, aValue } from "./scene.ts";

/** An outcome from a value to a target. */
const fromTo = (baseline: number, target: number, aim: Outcome["aim"] = "change"): Outcome =>
  anOutcome({ aim, baseline: aValue(baseline, "2026-09-10"), target: { value: target, on: "2027-06-01" } });
const runsOf = { numRuns: runs(10_000, 1000) };

describe("how far along an outcome is", () => {
  it("goes from 0 at the baseline to 1 at the target, up or down, and beyond both", () => {
    expect([1, 2, 3, 4, 6, 8].map((value) => progressOf(fromTo(2, 6), value))).toEqual([-0.25, 0, 0.25, 0.5, 1, 1.5]);
    // What goes down has nothing of the way at its baseline too: 0, of whichever sign.
    expect([9, 8, 6, 5, 4].map((value) => (progressOf(fromTo(8, 5), value) ?? Number.NaN) + 0)).toEqual([-1 / 3, 0, 2 / 3, 1, 4 / 3]);
  });
  it("is not worked out where something is to be kept: there is no way to go", () => {
    expect(progressOf(fromTo(7, 5, "keep"), 6)).toBeUndefined();
  });
});

describe("whether a value meets an outcome", () => {
  const results = (outcome: Outcome, values: readonly number[]) => values.map((value) => resultOf(outcome, value));
  it("is fully at the target and beyond, in part on the way, and not at the baseline or behind it", () => {
    expect(results(fromTo(2, 6), [0, 1, 2, 3, 5, 6, 7, 10])).toEqual(["none", "none", "none", "part", "part", "full", "full", "full"]);
  });
  it("is the same of an outcome that should go down", () => {
    expect(results(fromTo(6, 2), [10, 7, 6, 5, 3, 2, 1, 0])).toEqual(["none", "none", "none", "part", "part", "full", "full", "full"]);
  });
  it("is yes or no of a question with these answers: half of it there is not", () => {
    const outcome = { ...fromTo(0, 1), measure: "yes-no" as const };
    expect(results(outcome, [0, 1])).toEqual(["none", "full"]);
    expect(results({ ...fromTo(1, 0), measure: "yes-no" }, [0, 1])).toEqual(["full", "none"]);
  });
  it("is fully on the right side of the limit for what is to be kept, whichever side that is, and else not", () => {
    expect(results(fromTo(7, 5, "keep"), [4, 5, 6, 10])).toEqual(["none", "full", "full", "full"]);
    expect(results(fromTo(3, 5, "keep"), [0, 4, 5, 6])).toEqual(["full", "full", "full", "none"]);
    expect(results(fromTo(5, 5, "keep"), [4, 5, 6])).toEqual(["none", "full", "full"]);
  });
  it("keeps at nothing what is at nothing: no falls a week is a limit above, as there is no less", () => {
    expect(results({ ...fromTo(0, 0, "keep"), measure: "count-a-week" }, [0, 1, 3])).toEqual(["full", "none", "none"]);
    expect(results({ ...fromTo(0, 0, "keep"), measure: "yes-no" }, [0, 1])).toEqual(["full", "none"]);
  });
  it("gets no worse the nearer a value is to the target", () => {
    const values = fc.integer({ min: 0, max: 10 });
    fc.assert(
      fc.property(values, values, values, values, (baseline, target, one, other) => {
        fc.pre(baseline !== target);
        const outcome = fromTo(baseline, target);
        const [less, more] = target > baseline ? [Math.min(one, other), Math.max(one, other)] : [Math.max(one, other), Math.min(one, other)];
        // From the best: full, part, none.
        expect(RESULTS.indexOf(resultOf(outcome, more))).toBeLessThanOrEqual(RESULTS.indexOf(resultOf(outcome, less)));
      }),
      runsOf,
    );
  });
});

describe("what a review says of all outcomes together", () => {
  const some = fc.array(fc.constantFrom(...RESULTS), { maxLength: 8 });
  it("is fully where all are, in part where one is at least in part, else not, and nothing of none", () => {
    expect(summaryOf([])).toBeUndefined();
    const cases: readonly (readonly [OutcomeResult, readonly OutcomeResult[]])[] = [
      ["full", ["full"]],
      ["full", ["full", "full"]],
      ["part", ["full", "none"]],
      ["part", ["part"]],
      ["part", ["none", "part", "none"]],
      ["part", ["part", "full"]],
      ["none", ["none"]],
      ["none", ["none", "none"]],
    ];
    for (const [summary, results] of cases) expect(summaryOf(results)).toBe(summary);
  });
  it("is the same in whatever order they are given", () => {
    fc.assert(
      fc.property(
        some.chain((all) => fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length }))),
        ([all, mixed]) => {
          expect(summaryOf(mixed)).toBe(summaryOf(all));
        },
      ),
      runsOf,
    );
  });
  it("never falls where one of them rises", () => {
    fc.assert(
      fc.property(some, fc.nat(7), (all, at) => {
        const raised = all.map((one, index): OutcomeResult => (index !== at ? one : one === "none" ? "part" : "full"));
        const place = (results: readonly OutcomeResult[]) => RESULTS.indexOf(summaryOf(results) ?? "none");
        expect(place(raised)).toBeLessThanOrEqual(place(all));
      }),
      runsOf,
    );
  });
});

describe("the newest value", () => {
  it("is the baseline where nothing was said since", () => {
    expect(newestValue(anOutcome()).value).toBe(2);
  });
  it("is that of the latest day, in whatever order they came, and of one day the one given last", () => {
    const values = [aValue(5, "2026-12-01"), aValue(3, "2026-10-01"), aValue(6, "2026-12-01"), aValue(4, "2026-11-01")];
    expect(newestValue(anOutcome({ values })).value).toBe(6);
  });
  it("is one of the baseline's day rather than the baseline, and none of a day before", () => {
    expect(newestValue(anOutcome({ values: [aValue(5, "2026-09-10")] })).value).toBe(5);
    expect(newestValue(anOutcome({ values: [aValue(9, "2026-09-09")] })).value).toBe(2);
  });
});

describe("an outcome that falls", () => {
  const falling = (outcome: Outcome, ...values: readonly (readonly [number, string])[]) =>
    isFalling({ ...outcome, values: values.map(([value, on]) => aValue(value, on)) });
  it("is one whose last value is further from the target than the value before", () => {
    expect(falling(fromTo(2, 6), [5, "2026-12-01"], [4, "2027-02-01"])).toBe(true);
    expect(falling(fromTo(2, 6), [4, "2026-12-01"], [5, "2027-02-01"])).toBe(false);
    expect(falling(fromTo(6, 2), [3, "2026-12-01"], [4, "2027-02-01"])).toBe(true);
    expect(falling(fromTo(6, 2), [4, "2026-12-01"], [3, "2027-02-01"])).toBe(false);
  });
  it("goes by the baseline where one value was given, and by nothing where none was", () => {
    expect([falling(fromTo(2, 6), [1, "2026-12-01"]), falling(fromTo(2, 6), [2, "2026-12-01"]), falling(fromTo(2, 6))]).toEqual([true, false, false]);
  });
  it("is no longer one that rises again, whatever came before, and none that stays", () => {
    expect(falling(fromTo(2, 6), [5, "2026-10-01"], [3, "2026-11-01"], [4, "2026-12-01"])).toBe(false);
    expect(falling(fromTo(2, 6), [3, "2026-10-01"], [3, "2026-11-01"])).toBe(false);
  });
  it("goes by days and not by the order in which values came", () => {
    expect(falling(fromTo(2, 6), [4, "2027-02-01"], [5, "2026-12-01"])).toBe(true);
    expect(falling(fromTo(2, 6), [5, "2026-12-01"], [4, "2026-12-01"])).toBe(true);
  });
  it("goes the wrong way of its limit where something is to be kept, also while it is still met", () => {
    expect([falling(fromTo(7, 5, "keep"), [6, "2026-12-01"]), falling(fromTo(7, 5, "keep"), [8, "2026-12-01"])]).toEqual([true, false]);
    expect([falling(fromTo(3, 5, "keep"), [4, "2026-12-01"]), falling(fromTo(3, 5, "keep"), [2, "2026-12-01"])]).toEqual([true, false]);
    expect([falling(fromTo(5, 5, "keep"), [4, "2026-12-01"]), falling(fromTo(5, 5, "keep"), [6, "2026-12-01"])]).toEqual([true, false]);
  });
  it("is one that was to be kept at nothing, and is more", () => {
    expect(falling({ ...fromTo(0, 0, "keep"), measure: "count-a-week" }, [2, "2026-12-01"])).toBe(true);
  });
});
