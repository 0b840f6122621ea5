import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { MEASURES } from "../../../functions/reviews/rules/outcome.ts";
import { isServiceAlone, isValueOf, readOutcome } from "../../../functions/reviews/rules/read-outcome.ts";
import { daysAfter, monthsAfter } from "../../../shared/domain/time.ts";
import { runs } from "../../support/runs.ts";
import { RULES } from "./scene.ts";

const TODAY = "2026-11-24";
const SUPPORT = [
  { arrangement: "agr-1", from: "2026-11-01" },
  { arrangement: "agr-2", from: "2026-01-01", to: "2027-03-31" },
  { arrangement: "agr-last", from: "2026-01-01", to: "2026-11-24" },
  { arrangement: "agr-over", from: "2026-01-01", to: "2026-11-23" },
];
const said = (given: Record<string, unknown> = {}): Record<string, unknown> => ({
  ...{ words: "See my sister every week", domain: "family", measure: "scale", low: "I never see her", high: "As often as I like", aim: "change" },
  ...{ baseline: 2, baselineOn: "2026-11-10", by: "self", channel: "visit", target: 6, targetOn: "2027-06-01", arrangements: ["agr-1"] },
  ...given,
});
const read = (given: Record<string, unknown> = {}) => readOutcome(said(given), { id: "out-1", today: TODAY, support: SUPPORT, policy: RULES });
/** The fields that are wrong, and what is said of each. */
const wrong = (given: Record<string, unknown>) => {
  const found = read(given);
  return found.ok ? {} : Object.fromEntries(found.errors.map(({ parameter, detail }) => [parameter, detail]));
};
const kept = (given: Record<string, unknown> = {}) => {
  const found = read(given);
  if (!found.ok) throw new Error(JSON.stringify(found.errors));
  return found.value;
};

describe("a new outcome", () => {
  it("is kept as it was said, with the day it was set", () => {
    expect(kept()).toEqual({
      ...{ id: "out-1", words: "See my sister every week", domain: "family", measure: "scale", aim: "change", rememberedLater: false, setOn: TODAY },
      ends: { low: "I never see her", high: "As often as I like" },
      baseline: { value: 2, on: "2026-11-10", by: "self", channel: "visit" },
      target: { value: 6, on: "2027-06-01" },
      ...{ arrangements: ["agr-1"], values: [] },
    });
  });
  it("says of every field that is missing that it is", () => {
    const found = readOutcome({}, { id: "out-1", today: TODAY, support: SUPPORT, policy: RULES });
    const missing = found.ok ? [] : found.errors.map(({ parameter, detail }) => `${parameter} ${detail}`);
    const fields = ["aim", "arrangements", "baseline", "baselineOn", "by", "channel", "domain", "measure", "target", "targetOn", "words"];
    expect(missing.toSorted()).toEqual(fields.map((field) => `${field} is missing`));
  });
  it("names everything that is wrong at once", () => {
    expect(Object.keys(wrong({ words: "A PA", low: undefined, baseline: 11, target: 12, arrangements: ["agr-9"] })).toSorted()).toEqual([
      "arrangements",
      "baseline",
      "low",
      "target",
      "words",
    ]);
  });
});

describe("a specific outcome", () => {
  it("has five characters of words at least, and 300 at most", () => {
    expect(wrong({ words: "Walk" })).toEqual({ words: "must say what is to change" });
    expect(wrong({ words: "Walks" })).toEqual({});
    expect(wrong({ words: "a".repeat(300) })).toEqual({});
    expect(wrong({ words: "a".repeat(301) })).toEqual({ words: "must be at most 300 characters" });
  });
  it("counts no blanks around its words", () => {
    expect(wrong({ words: "  Walk   " })).toEqual({ words: "must say what is to change" });
  });
  it("is a change in a life, and no service alone", () => {
    for (const words of ["Have a PA 10 hours", "A personal assistant.", "More HOURS a week!", "Respite, twice a year", "A direct payment", "Two carers"])
      expect(wrong({ words })).toEqual({ words: "must say what the support will let them do" });
  });
  it("may name a service, with what it is for", () => {
    for (const words of ["Have a PA so I can swim", "Go to the day centre to see friends", "Cook without my carers", "Have a PA, and get out on my own"])
      expect(wrong({ words })).toEqual({});
  });
  it("takes no part of a word for a service: a path is no PA", () => {
    for (const words of ["Walk the path by the canal", "Visit my grandpa", "Have careful days", "See two pandas"])
      expect(isServiceAlone(words, RULES)).toBe(false);
  });
  it("is about one part of life", () => {
    expect(Object.keys(wrong({ domain: "money" }))).toEqual(["domain"]);
    expect(Object.keys(wrong({ domain: ["family", "home"] }))).toEqual(["domain"]);
  });
  it("says what both ends of its scale mean, and keeps none of other measures", () => {
    expect(wrong({ low: undefined })).toEqual({ low: "must say what 0 means to them" });
    expect(wrong({ high: undefined })).toEqual({ high: "must say what the highest number means to them" });
    expect(wrong({ measure: "count-a-week", low: undefined, high: undefined })).toEqual({});
    expect(kept({ measure: "count-a-week" })).not.toHaveProperty("ends");
  });
});

describe("a quantifiable outcome", () => {
  it.each([
    ["scale", [0, 1, 10], [-1, 11, 2.5, Number.NaN, Number.POSITIVE_INFINITY]],
    ["count-a-week", [0, 1, 168], [-1, 169, 0.5]],
    ["yes-no", [0, 1], [-1, 2, 0.5]],
  ] as const)("of measure '%s' has whole numbers within it", (measure, good, bad) => {
    expect(good.filter((value) => !isValueOf(measure, value, RULES))).toEqual([]);
    expect(bad.filter((value) => isValueOf(measure, value, RULES))).toEqual([]);
  });
  it("refuses a baseline and a target that are no values of its measure, each by its field", () => {
    expect(wrong({ baseline: 11 })).toEqual({ baseline: "must be a number of its measure" });
    expect(wrong({ target: 11 })).toEqual({ target: "must be a number of its measure" });
    expect(wrong({ baseline: "2" })).toEqual({ baseline: "must be a number" });
    expect(wrong({ target: "6" })).toEqual({ target: "must be a number" });
  });
  it("differs from how it is now by one at least, unless it is to be kept", () => {
    expect(wrong({ target: 2 })).toEqual({ target: "must differ from how it is now" });
    expect([wrong({ target: 3 }), wrong({ target: 1 }), wrong({ target: 2, aim: "keep" })]).toEqual([{}, {}, {}]);
  });
  it("has a baseline of a day that has been", () => {
    expect(wrong({ baselineOn: "2026-11-25" })).toEqual({ baselineOn: "must be a day that has been" });
    expect(wrong({ baselineOn: TODAY })).toEqual({});
    expect(wrong({ baselineOn: "2026-11-31" })).toEqual({ baselineOn: "is not a day in the calendar" });
  });
  it("has a target from today on, after its baseline, and within twelve months", () => {
    const refusal = { targetOn: "must be in the next twelve months" };
    expect([wrong({ targetOn: "2026-11-23" }), wrong({ targetOn: TODAY })]).toEqual([refusal, {}]);
    expect([wrong({ targetOn: "2027-11-24" }), wrong({ targetOn: "2027-11-25" })]).toEqual([{}, refusal]);
    expect([wrong({ baselineOn: TODAY, targetOn: TODAY }), wrong({ baselineOn: TODAY, targetOn: "2026-11-25" })]).toEqual([refusal, {}]);
  });
  it("is remembered later, and kept, where its baseline is over 28 days before the support began, or over 42 after", () => {
    const isLater = (baselineOn: string, from: string) =>
      readOutcome(said({ baselineOn }), { id: "out-1", today: TODAY, support: [{ arrangement: "agr-1", from }], policy: RULES });
    const later = (days: number) => {
      const found = isLater("2026-11-10", daysAfter("2026-11-10", -days));
      return found.ok && found.value.rememberedLater;
    };
    expect([-29, -28, 0, 42, 43].map(later)).toEqual([true, false, false, false, true]);
  });
  it("is not remembered later where it is near the beginning of one of its supports", () => {
    expect(kept({ arrangements: ["agr-2"] }).rememberedLater).toBe(true);
    expect(kept({ arrangements: ["agr-2", "agr-1"] }).rememberedLater).toBe(false);
  });
});

describe("an attributable outcome", () => {
  const refusal = { arrangements: "must be support of theirs" };
  it("names support, and only theirs", () => {
    expect(wrong({ arrangements: [] })).toEqual({ arrangements: "must name the support it is for" });
    expect([wrong({ arrangements: ["agr-9"] }), wrong({ arrangements: ["agr-1", "agr-9"] })]).toEqual([refusal, refusal]);
    expect(wrong({ arrangements: ["agr-1", "agr-2"] })).toEqual({});
  });
  it("keeps each once", () => {
    expect(kept({ arrangements: ["agr-1", "agr-1"] }).arrangements).toEqual(["agr-1"]);
  });
  it("takes nobody else's for theirs because one of theirs ran twice", () => {
    const twice = [
      { arrangement: "agr-1", from: "2026-01-01", to: "2026-05-31" },
      { arrangement: "agr-1", from: "2026-11-01" },
    ];
    const found = readOutcome(said({ arrangements: ["agr-1", "agr-9"] }), { id: "out-1", today: TODAY, support: twice, policy: RULES });
    expect(found).toEqual({ ok: false, errors: [{ parameter: "arrangements", detail: "must be support of theirs" }] });
  });
  it("is for support that goes on: of what is over it would be closed on the day it is set", () => {
    expect(wrong({ arrangements: ["agr-over"] })).toEqual({ arrangements: "must be support that goes on" });
    expect([wrong({ arrangements: ["agr-over", "agr-1"] }), wrong({ arrangements: ["agr-last"] })]).toEqual([{}, {}]);
  });
});

describe("whatever is said of an outcome", () => {
  it("is refused, or kept with a target of its measure that can be reached in time", () => {
    const day = fc.integer({ min: -60, max: 500 }).map((days) => daysAfter(TODAY, days));
    const number = fc.integer({ min: -2, max: 170 });
    const input = fc.record({ measure: fc.constantFrom(...MEASURES), aim: fc.constantFrom("change", "keep"), baseline: number, target: number });
    let outcomes = 0;
    fc.assert(
      fc.property(input, day, day, (given, baselineOn, targetOn) => {
        const found = read({ ...given, baselineOn, targetOn });
        if (!found.ok) return;
        outcomes += 1;
        const { baseline, target, measure, aim } = found.value;
        expect([baseline.value, target.value].every((value) => isValueOf(measure, value, RULES))).toBe(true);
        expect(aim === "keep" || baseline.value !== target.value).toBe(true);
        expect(baseline.on <= TODAY && target.on > baseline.on && target.on >= TODAY && target.on <= monthsAfter(TODAY, 12)).toBe(true);
      }),
      { numRuns: runs(20_000, 2000) },
    );
    expect(outcomes).toBeGreaterThan(10);
  });
});
