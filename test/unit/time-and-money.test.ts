import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { pounds } from "../../shared/domain/money.ts";
import { isoWeekIndex, londonDate, longDate, monthAndYear, PlainDate } from "../../shared/domain/time.ts";

describe("an ISO week", () => {
  it("begins on Monday and lasts seven days", () => {
    const sunday = Date.parse("2026-11-22T23:59:59.999Z");
    expect(isoWeekIndex(sunday + 1)).toBe(isoWeekIndex(sunday) + 1);
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 4e12 }), (at) => {
        const weekday = (new Date(at).getUTCDay() + 6) % 7;
        const monday = Math.floor(at / 86_400_000) * 86_400_000 - weekday * 86_400_000;
        expect(isoWeekIndex(at)).toBe(isoWeekIndex(monday));
        expect(isoWeekIndex(monday - 1)).toBe(isoWeekIndex(at) - 1);
      }),
    );
  });
});

describe("a date", () => {
  it("is London's, through both changes of the clocks", () => {
    expect(londonDate(Date.parse("2026-03-28T23:30:00Z"))).toBe("2026-03-28");
    expect(londonDate(Date.parse("2026-03-29T23:30:00Z"))).toBe("2026-03-30");
    expect(londonDate(Date.parse("2026-10-24T23:30:00Z"))).toBe("2026-10-25");
    expect(londonDate(Date.parse("2026-10-25T23:30:00Z"))).toBe("2026-10-25");
  });
  it("must be in the calendar", () => {
    for (const good of ["2024-02-29", "2026-12-31"]) expect(PlainDate.safeParse(good).success).toBe(true);
    for (const bad of ["2026-02-29", "2026-13-01", "1 May 2026", "2026-5-1", "", "2026-04-31"]) expect(PlainDate.safeParse(bad).success).toBe(false);
  });
  it("is written out in words", () => {
    expect(longDate("2026-05-03")).toBe("3 May 2026");
    expect(monthAndYear("2026-05-03")).toBe("May 2026");
  });
});

describe("money", () => {
  it("is shown in pounds with its pence", () => {
    expect([0, 5, 1450, 123450].map(pounds)).toEqual(["£0.00", "£0.05", "£14.50", "£1,234.50"]);
  });
});
