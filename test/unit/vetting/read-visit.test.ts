import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { factSentence } from "../../../functions/vetting/rules/evidence-errors.ts";
import { OFFERED_NUMBERS, readOffer, readSaid } from "../../../functions/vetting/rules/read-visit.ts";
import { startOf, VISIT_PLACES } from "../../../functions/vetting/rules/visit.ts";
import { daysAfter } from "../../../shared/domain/time.ts";
import { servicePolicy } from "../../../shared/policy/service.ts";
import { runs } from "../../support/runs.ts";
import { NOON, TODAY } from "./scene.ts";

const AT = Date.parse(NOON);
const { mostOffered, furthestDays } = servicePolicy.visits;

type Row = readonly [day: string | undefined, time: string | undefined];
const typed = (rows: readonly Row[], more: { readonly place?: string; readonly where?: string } = { place: "office", where: "Made-up House" }) => ({
  ...more,
  days: new Map(rows.map(([day], index) => [index + 1, day] as const)),
  times: new Map(rows.map(([, time], index) => [index + 1, time] as const)),
});
const wrong = (rows: readonly Row[], more?: { readonly place?: string; readonly where?: string }, homeKnown = true) => {
  const read = readOffer(typed(rows, more), AT, homeKnown);
  return read.ok ? {} : Object.fromEntries(read.errors.map(({ parameter, detail }) => [parameter, detail]));
};

describe("what an officer offers", () => {
  it("is a place and times, in their order, however they are typed", () => {
    expect(
      readOffer(
        typed([
          ["3 december 2026", "2pm"],
          ["1 12 26", "10.30am"],
          [undefined, undefined],
        ]),
        AT,
        false,
      ),
    ).toEqual({
      ok: true,
      value: {
        place: { kind: "office", words: "Made-up House" },
        times: [
          { day: "2026-12-01", time: "10:30" },
          { day: "2026-12-03", time: "14:00" },
        ],
      },
    });
    // At somebody's home no words are needed, and none are kept.
    expect(readOffer(typed([["1 12 2026", "10"]], { place: "home", where: "1 High Street" }), AT, true)).toMatchObject({
      ok: true,
      value: { place: { kind: "home" } },
    });
    const home = readOffer(typed([["1 12 2026", "10"]], { place: "home", where: "1 High Street" }), AT, true);
    expect(home.ok && home.value.place).toEqual({ kind: "home" });
  });
  it("is told field by field what is wrong with it", () => {
    expect(wrong([[undefined, undefined]], {})).toEqual({ place: "Select where the visit will be", "day-1": "Enter date 1", "time-1": "Enter start time 1" });
    expect(wrong([["1 12 2026", "10am"]], { place: "elsewhere", where: " " })).toEqual({ where: "Enter where the visit will be" });
    expect(wrong([["1 12 2026", "10am"]], { place: "office", where: "x".repeat(201) })).toEqual({
      where: "Where the visit will be must be 200 characters or fewer",
    });
    expect(wrong([["1 12 2026", "10am"]], { place: "home" }, false)).toEqual({
      place: "We do not have their home address. Select another place, or ask them for it",
    });
    expect(wrong([["1 12 2026", "10am"]], { place: "video" })).toEqual({ place: "Select where the visit will be" });
    expect(
      wrong([
        ["30 2 2027", "10am"],
        ["1 12", "25:00"],
        ["23 11 2026", "7am"],
      ]),
    ).toEqual({
      "day-1": "Date 1 must be a real date, like 27 3 2027",
      "day-2": "Date 2 must include a day, month and year",
      "time-2": "Start time 2 must be a time, like 10:30am or 2pm",
      "day-3": "Date 3 must be in the future",
      "time-3": "Start time 3 must be from 8am to 8pm",
    });
    expect(
      wrong([
        ["1 12 2026", "10am"],
        ["1 12 2026", "10:00"],
        [daysAfter(TODAY, furthestDays + 1), undefined],
      ]),
    ).toEqual({
      "time-2": "Date and start time 2 must not be the same as another",
      "day-3": `Date 3 must be in the next ${furthestDays} days`,
      "time-3": "Enter start time 3",
    });
    // Today, but before now.
    expect(wrong([["24 11 2026", "11:59am"]])).toEqual({ "time-1": "Start time 1 must be in the future" });
    expect(
      wrong([
        ["24 11 2026", "12:01pm"],
        [daysAfter(TODAY, furthestDays), "8pm"],
      ]),
    ).toEqual({});
  });
  it("lies ahead, within the days and hours of policy, and is never offered twice, whatever is typed", () => {
    const day = fc.oneof(
      fc.integer({ min: -3, max: furthestDays + 3 }).map((days) => daysAfter(TODAY, days)),
      fc.string({ maxLength: 12 }),
      fc.constant(undefined),
    );
    const time = fc.oneof(fc.stringMatching(/^[0-9]{1,2}(:[0-5][0-9])?(am|pm)?$/), fc.string({ maxLength: 6 }), fc.constant(undefined));
    fc.assert(
      fc.property(
        fc.array(fc.tuple(day, time), { minLength: 1, maxLength: mostOffered + 2 }),
        fc.constantFrom(...VISIT_PLACES),
        fc.boolean(),
        (rows, place, known) => {
          const read = readOffer(typed(rows, { place, where: "Somewhere" }), AT, known);
          if (!read.ok) {
            expect(read.errors.length).toBeGreaterThan(0);
            for (const { detail } of read.errors) expect(detail).not.toMatch(/Check this answer|\{/);
            return;
          }
          const { times } = read.value;
          expect(times.length).toBeGreaterThan(0);
          expect(times.length).toBeLessThanOrEqual(mostOffered);
          expect(times.map(startOf)).toEqual([...new Set(times.map(startOf))].toSorted((a, b) => a - b));
          for (const one of times) {
            expect(startOf(one)).toBeGreaterThan(AT);
            expect(one.day <= daysAfter(TODAY, furthestDays) && one.time >= "08:00" && one.time <= "20:00").toBe(true);
          }
        },
      ),
      { numRuns: runs(1000) },
    );
    expect(OFFERED_NUMBERS).toEqual([1, 2, 3]);
  });
});

describe("what somebody says of a visit", () => {
  it("is words of a length that can be read, or what is wrong", () => {
    expect(readSaid("  Weekends only ", "said", "visitSaid")).toEqual({ ok: true, value: "Weekends only" });
    expect(readSaid(null, "said", "visitSaid")).toEqual({ ok: false, errors: [{ parameter: "said", detail: "Enter when you could come" }] });
    expect(readSaid("x".repeat(501), "reason", "visitWhy")).toEqual({
      ok: false,
      errors: [{ parameter: "reason", detail: "Why must be 500 characters or fewer" }],
    });
  });
  it("has a sentence for every answer that cannot be taken", () => {
    for (const fault of ["missing", "form", "past"] as const) expect(factSentence("visitAnswer", fault)).not.toBe("Check this answer");
  });
});
