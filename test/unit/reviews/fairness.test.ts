import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { FAIRNESS_GROUPS, fairnessOf, faringOf } from "../../../functions/reviews/rules/fairness.ts";
import { runs } from "../../support/runs.ts";
import { RULES } from "./scene.ts";

const line = (areas: string) => [...areas].map((area) => ({ area, language: "en" }));

describe("who stands in front", () => {
  it("is the first tenth of the list, rounded up, counted in each group; what is not known is a group too", () => {
    const { area, language, channel } = fairnessOf(line("aabbbbbbbbb"));
    expect(area).toEqual({ a: { open: 2, first: 2 }, b: { open: 9, first: 0 } });
    expect(language).toEqual({ en: { open: 11, first: 2 } });
    expect(channel).toEqual({ none: { open: 11, first: 2 } });
    expect(fairnessOf([]).area).toEqual({});
    expect(fairnessOf(line("a")).area).toEqual({ a: { open: 1, first: 1 } });
  });
  it("adds up to everybody, however they are grouped", () => {
    const one = fc.record({
      area: fc.constantFrom("a", "b", undefined),
      language: fc.constantFrom("en", "pl"),
      format: fc.constantFrom("standard", "easy-read"),
    });
    fc.assert(
      fc.property(fc.array(one, { maxLength: 60 }), (all) => {
        const fairness = fairnessOf(all);
        for (const group of FAIRNESS_GROUPS) {
          const counts = Object.values(fairness[group]);
          expect(counts.reduce((sum, { open }) => sum + open, 0)).toBe(all.length);
          expect(counts.reduce((sum, { first }) => sum + first, 0)).toBe(Math.ceil(all.length / 10));
        }
      }),
      { numRuns: runs(300) },
    );
  });
});

describe("how a group fares", () => {
  const of = (first: number, open = 100, rest = { open: 900, first: 100 - first }) => faringOf({ open, first }, { this: { open, first }, rest }, RULES);
  it("is less below 80 in 100 of how often all stand in front, and more above 125", () => {
    // All: 100 of 1,000.
    expect([7, 8, 10, 12, 13].map((first) => of(first))).toEqual(["less", "alike", "alike", "alike", "more"]);
  });
  it("is said of ten people at least, and where anybody stands in front", () => {
    expect([
      faringOf({ open: 9, first: 9 }, { a: { open: 9, first: 9 } }, RULES),
      faringOf({ open: 10, first: 1 }, { a: { open: 10, first: 1 } }, RULES),
    ]).toEqual(["too-few", "alike"]);
    expect(faringOf({ open: 50, first: 0 }, { a: { open: 50, first: 0 } }, RULES)).toBe("too-few");
  });
});
