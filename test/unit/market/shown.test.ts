import fc from "fast-check";
import { renderToString } from "preact-render-to-string";
import { describe, expect, it } from "vitest";
import { gapCsv } from "../../../functions/market/pages/gap-table.tsx";
import { areasInWords, floorSentence, hoursShown } from "../../../functions/market/pages/gap-words.ts";
import { Headline } from "../../../functions/market/pages/market.page.tsx";
import { classHoursOf } from "../../../functions/market/rules/class-hours.ts";
import { rowsOf, shadeOf, sumsOf } from "../../../functions/market/rules/gap-rows.ts";
import { withMonth } from "../../../functions/market/rules/history.ts";
import { microHours } from "../../../functions/market/rules/hours.ts";
import type { GapCell, GapSnapshot } from "../../../functions/market/rules/snapshot.ts";
import { runs } from "../../support/runs.ts";
import { LIMITS, POLICY } from "./scene.ts";

// What is made of a measure for pages: sums, an order, and words.

const cell = (need: number, shared: number, more: Partial<GapCell> = {}): GapCell => ({
  ...{ need: microHours(need), shared: microHours(shared), shortfall: microHours(Math.max(0, need - shared)), alone: 0, choice: 3, unknownHours: 0 },
  ...{ standing: shared === 0 ? "no-hours" : shared < need / 2 ? "short" : shared < need ? "tight" : "enough", confidence: "firm", doubts: [], fragile: [] },
  ...more,
});
const area = (name: string, modelled = 20) => ({
  ...{ code: name, name, label: "", district: name.startsWith("Melton") ? "E07000133" : "E07000130", rural: false },
  ...{ modelled, observed: 0, combined: 0, observedPercent: 0, nearBorder: false },
});
const STEP = 5;
const snapshot = (areas: GapSnapshot["areas"], cells: readonly GapCell[]): Pick<GapSnapshot, "areas" | "cells" | "classes" | "limits" | "leastPeople"> => ({
  ...{ areas, cells, limits: LIMITS, leastPeople: 5 },
  classes: [
    { code: "a", service: "meals", hoursEach: 1, unarrangedPercent: 20, from: "sample" },
    { code: "b", service: "garden", hoursEach: 1, unarrangedPercent: 20, from: "sample" },
  ],
});

describe("what no one could meet, in words", () => {
  const areas = ["Melton 004", "Melton 005", "Melton 006", "Charnwood 011"].map((name) => area(name));
  const floor = (more: object) => ({
    ...{ classes: ["a"], short: microHours(92) },
    certificate: { areas: areas.slice(0, 3).map(({ code }) => code), need: microHours(210), hours: microHours(118), listings: 9, everywhere: false, ...more },
  });
  it.each([
    [
      "a set of areas, with what they need and have",
      floor({}),
      "Melton 004 to 006 together need 210 hours a week. The 9 listings that reach any of them have 118.",
    ],
    ["one listing", floor({ listings: 1 }), "Melton 004 to 006 together need 210 hours a week. The 1 listing that reaches any of them has 118."],
    ["no listing", floor({ listings: 0, hours: 0 }), "Melton 004 to 006 together need 210 hours a week. No listing with hours reaches any of them."],
    [
      "short everywhere",
      floor({ everywhere: true }),
      "It is short everywhere: nearly all areas together need 210 hours a week. The 9 listings that reach any of them have 118.",
    ],
    ["less than an hour", { ...floor({}), short: microHours(0.9) }, undefined],
    ["nothing", undefined, undefined],
  ])("is said of %s", (_, given, words) => {
    expect(floorSentence(given, { areas }, 1)).toBe(words);
  });
  it("names areas in runs, district by district", () => {
    expect(areasInWords(["Melton 006", "Charnwood 011", "Melton 004", "Melton 005", "Melton 009"])).toBe("Charnwood 011, Melton 004 to 006 and 009");
    expect(areasInWords(["Nowhere", "Elsewhere"])).toBe("Elsewhere, Nowhere");
    expect([0, 0.2, 2.4, 2.6, 1234].map((hours) => hoursShown(microHours(hours), 5))).toEqual(["0", "under 5", "under 5", "5", "1,235"]);
  });
});

describe("rows of a table", () => {
  const all = snapshot(
    [area("Melton 001"), area("Melton 002", 4), area("Charnwood 001"), area("Melton 003")],
    [cell(10, 20), cell(10, 2), cell(9, 0), cell(9, 0), cell(10, 4), cell(0, 0, { standing: "no-need" }), cell(10, 1), cell(10, 1)],
  );
  const whole = all as GapSnapshot;
  it("come where most hours are short first, and those with too few people last; more than enough of one kind makes up for nothing of another", () => {
    expect(rowsOf(whole, {}).map(({ area: { name }, shortfall, tooFew, classesShort }) => [name, shortfall, tooFew, classesShort])).toEqual([
      ["Melton 003", microHours(18), false, 2],
      ["Melton 001", microHours(8), false, 1],
      ["Charnwood 001", microHours(6), false, 1],
      ["Melton 002", microHours(18), true, 2],
    ]);
    expect(rowsOf(whole, { needed: 0, district: "E07000133" }).map(({ area: { name }, standing }) => [name, standing])).toEqual([
      ["Melton 003", "short"],
      ["Melton 001", "enough"],
      ["Melton 002", "no-hours"],
    ]);
    expect(sumsOf([cell(10, 20), cell(10, 2)], LIMITS)).toEqual({
      need: microHours(20),
      shared: microHours(22),
      shortfall: microHours(8),
      reachable: 1.1,
      standing: "enough",
    });
  });
  it("are shaded by the limits of the rules, the fewest hours darkest, and not where nothing is said", () => {
    const shades = [1, 0.99, 0.5, 0.49, 0.25, 0.24, 0].map((reachable) => shadeOf({ tooFew: false, reachable }, LIMITS));
    expect(shades).toEqual([1, 2, 2, 3, 3, 4, 4]);
    expect([shadeOf({ tooFew: true, reachable: 1 }, LIMITS), shadeOf({ tooFew: false }, LIMITS)]).toEqual([undefined, undefined]);
  });
});

describe("a figure of a page", () => {
  it("can be worked out again from the page's own table, within what is rounded: needed, in reach and short, of a class, a district or all", () => {
    const hours = fc.oneof(fc.constant(0), fc.double({ min: 0, max: 400, noNaN: true }));
    const cells = fc.record({ need: hours, shared: hours }).map(({ need, shared }) => cell(need, shared));
    const measures = fc.integer({ min: 1, max: 12 }).chain((count) =>
      fc.array(cells, { minLength: count * 2, maxLength: count * 2 }).map((all) => ({
        ...snapshot(
          Array.from({ length: count }, (_, at) => area(`${at % 3 === 0 ? "Melton" : "Blaby"} ${String(at).padStart(3, "0")}`)),
          all,
        ),
        ...{ council: "E10000018", basis: "now" as const, day: "2026-11-24", policyVersion: 1, vintage: "Census 2021", floors: [], times: [], history: [] },
        ...{ total: { recipients: 40, from: "published" as const }, listings: { shown: 3, unknownHours: 0, unplacedHours: 0 } },
      })),
    );
    const figure = (words = ""): number => (words.startsWith("under ") ? STEP / 4 : Number(words.replaceAll(",", "")));
    fc.assert(
      fc.property(measures, fc.constantFrom(undefined, 0, 1), fc.constantFrom(undefined, "E07000133"), (measure, needed, district) => {
        const looked = { needed, district };
        const rows = rowsOf(measure, looked);
        const said = renderToString(Headline({ snapshot: measure, looked, rows, what: "Support", step: STEP }));
        const [, short = "", all = ""] = /((?:under )?[\d,]+) of ((?:under )?[\d,]+) hours a week/.exec(said) ?? [];
        const lines = gapCsv(rows, 2, STEP).rows.map((line) => line.slice(4, 8));
        const within = ((lines.length + 1) * STEP) / 2;
        const column = (at: number): number => lines.reduce((sum, line) => sum + figure(line[at]), 0);
        expect(Math.abs(column(0) - figure(all))).toBeLessThanOrEqual(within);
        expect(Math.abs(column(2) - figure(short))).toBeLessThanOrEqual(within);
        for (const [need, reach, , rate] of lines) {
          if (figure(need) < STEP) continue;
          // Both are half a step off at most, and what comes of them half a hundredth.
          const [n, r] = [figure(need), figure(reach)];
          expect(Number(rate)).toBeLessThanOrEqual((r + STEP / 2) / (n - STEP / 2) + 0.005 + 1e-9);
          expect(Number(rate)).toBeGreaterThanOrEqual((r - STEP / 2) / (n + STEP / 2) - 0.005 - 1e-9);
        }
        const areasShort = /(\d+) of (\d+) areas are short of it/.exec(said);
        expect(areasShort === null).toBe(needed === undefined);
        if (areasShort)
          expect(areasShort.slice(1).map(Number)).toEqual([rows.filter(({ standing }) => ["short", "no-hours"].includes(standing)).length, lines.length]);
      }),
      { numRuns: runs(500) },
    );
  });
});

describe("months", () => {
  const month = (day: string) => ({ month: day.slice(0, 7), day, classes: [] });
  it("each have their last measure, in order, and none is replaced by one that is older; three years stay", () => {
    const two = withMonth(withMonth([], month("2026-10-31")), month("2026-11-03"));
    expect(withMonth(two, month("2026-11-04")).map(({ day }) => day)).toEqual(["2026-10-31", "2026-11-04"]);
    expect(withMonth(two, month("2026-11-02"))).toBe(two);
    const many = Array.from({ length: 40 }, (_, at) => `${2020 + Math.floor(at / 12)}-${String((at % 12) + 1).padStart(2, "0")}-28`).reduce<
      ReturnType<typeof withMonth>
    >((all, day) => withMonth(all, month(day)), []);
    expect([many.length, many[0]?.month, many.at(-1)?.month]).toEqual([36, "2020-05", "2023-04"]);
  });
});

describe("hours that each recipient needs", () => {
  const demand = {
    ...POLICY.demand,
    leastPeople: 3,
    classes: [
      { code: "care-older", service: "personal-care", group: "older-people", hoursEach: 3, unarrangedPercent: 20 },
      { code: "care-pl", service: "personal-care", language: "pl", hoursEach: 1, unarrangedPercent: 60 },
      { code: "meals", service: "meals", hoursEach: 2, unarrangedPercent: 50 },
    ],
  };
  it("are those of the sample until enough people have arranged some; then what is arranged scales every class of the service, and no other", () => {
    const few = [{ "personal-care": 10 }, { "personal-care": 4 }, {}, {}];
    expect(classHoursOf(few, demand).map(({ hoursEach, from }) => [hoursEach, from])).toEqual([
      [3, "sample"],
      [1, "sample"],
      [2, "sample"],
    ]);
    // Four people have 14 + 14 hours: 5.6 each of 5. The sample has 2.4 + 0.4 arranged for each.
    const enough = [...few, { "personal-care": 14, meals: 1 }];
    expect(classHoursOf(enough, demand).map(({ code, hoursEach, from }) => [code, hoursEach, from])).toEqual([
      ["care-older", 6, "arrangements"],
      ["care-pl", 2, "arrangements"],
      ["meals", 2, "sample"],
    ]);
  });
});
