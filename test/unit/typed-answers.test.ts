import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { text } from "../../shared/domain/fields.ts";
import { longDate } from "../../shared/domain/time.ts";
import { readTypedAmount } from "../../shared/domain/typed-amount.ts";
import { dateIn, readTypedDate } from "../../shared/domain/typed-date.ts";
import { runs } from "../support/runs.ts";

describe("a date that was typed", () => {
  it("may have its month's name, a short year, slashes, dots or an ending after the day", () => {
    for (const typed of [
      "3 May 2026",
      "3 may 2026",
      "3rd of May 2026",
      "3/5/26",
      "03.05.2026",
      "3-5-2026",
      "2026-05-03",
      "2026 5 3",
      "May 3, 2026",
      "3 MAY 26",
    ])
      expect(readTypedDate(typed), typed).toEqual({ date: "2026-05-03" });
    expect(readTypedDate("9 sept 1987")).toEqual({ date: "1987-09-09" });
    expect(readTypedDate("9 9 87")).toEqual({ date: "1987-09-09" });
  });
  it("that lacks a part is said to, and one no calendar has is not taken", () => {
    for (const typed of ["3 may", "3", "2026", "may 2026", ""]) expect(readTypedDate(typed), typed).toEqual({ fault: "parts" });
    for (const typed of ["31 2 2026", "soon", "3 m 2026", "3 mayor 2026", "3 5 2026 4", "0 5 2026", "3 13 2026", "-3"])
      expect(readTypedDate(typed), typed).toEqual({ fault: typed === "-3" ? "parts" : "unreal" });
  });
  it("is read the same however it is written out", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 40_000 }), (day) => {
        const date = new Date(Date.UTC(1961, 0, 1 + day)).toISOString().slice(0, 10);
        const [y = "", m = "", d = ""] = date.split("-").map((part) => String(Number(part)));
        for (const typed of [longDate(date), `${d}/${m}/${y}`, `${d} ${m} ${y}`, date]) expect(readTypedDate(typed)).toEqual({ date });
      }),
      { numRuns: runs(200) },
    );
  });
  it("may stand in three boxes or whole in the first", () => {
    const boxes = (day: string, month: string, year: string) => dateIn(new URLSearchParams({ "on-day": day, "on-month": month, "on-year": year }), "on");
    expect([boxes("3", "May", "2026"), boxes("3 may 2026", "", ""), boxes("3/5/26", "", ""), boxes("", "", "")]).toEqual([
      "2026-05-03",
      "2026-05-03",
      "2026-05-03",
      undefined,
    ]);
    expect(boxes("3", "may", "")).toBe("3 may");
  });
});

describe("a number that was typed", () => {
  it("may carry its unit", () => {
    for (const typed of ["14.50", "£14.50", "£ 14.50", "14.50 an hour", "£14.50 per hour", "14.50/hour", "14.5", "14.50 pounds", "£14.50 p/h"])
      expect(readTypedAmount(typed, "pounds"), typed).toBe(14.5);
    for (const typed of ["20", "20 hours", "20 hrs a week", "20h", "20 hours per week"]) expect(readTypedAmount(typed, "hours"), typed).toBe(20);
    for (const typed of ["6", "6 miles", "6mi", "6 Miles"]) expect(readTypedAmount(typed, "miles"), typed).toBe(6);
    expect(readTypedAmount("£5,000,000", "pounds")).toBe(5_000_000);
    expect(readTypedAmount("3 people", "people")).toBe(3);
  });
  it("is not guessed from anything else", () => {
    for (const typed of ["", "far", "6 miles 3", "-6", "1e3", "£6", "6,5", "0x10"]) expect(readTypedAmount(typed, "miles"), typed).toBe(undefined);
    for (const typed of ["14.505", "14 or 15", "£", "1,45"]) expect(readTypedAmount(typed, "pounds"), typed).toBe(undefined);
  });
});

it("the length of a text counts a line break once, however a browser sends it", () => {
  expect(text(5).parse("ab\r\ncd")).toBe("ab\ncd");
  expect(text(5).safeParse("ab\r\ncde").success).toBe(false);
});
