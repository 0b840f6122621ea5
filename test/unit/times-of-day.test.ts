import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { dayAndTime, londonDate, londonTime } from "../../shared/domain/time.ts";
import { ClockTime, clockWords, readTypedTime } from "../../shared/domain/typed-time.ts";
import { runs } from "../support/runs.ts";

const clock = fc.record({ hour: fc.integer({ min: 0, max: 23 }), minute: fc.integer({ min: 0, max: 59 }) });
const two = (number: number): string => String(number).padStart(2, "0");

describe("a time of day as people type it", () => {
  it("is read as clocks of 24 hours have it, and with am or pm as clocks of twelve", () => {
    fc.assert(
      fc.property(clock, fc.constantFrom(":", ".", " ", ""), fc.constantFrom("", " "), fc.boolean(), ({ hour, minute }, sign, space, upper) => {
        const time = `${two(hour)}:${two(minute)}`;
        expect(readTypedTime(`${two(hour)}${sign}${two(minute)}`)).toBe(time);
        const half = hour < 12 ? "am" : "pm";
        const typed = `${hour % 12 || 12}${sign || ":"}${two(minute)}${space}${half}`;
        expect(readTypedTime(upper ? typed.toUpperCase() : typed)).toBe(time);
        expect(readTypedTime(clockWords(time))).toBe(time);
      }),
      { numRuns: runs(500) },
    );
    for (const [typed, time] of [
      ["2pm", "14:00"],
      ["2 p.m.", "14:00"],
      ["10", "10:00"],
      ["9.30", "09:30"],
      ["noon", "12:00"],
      ["12am", "00:00"],
      [" 12 : 15 pm ", "12:15"],
      ["14h30", "14:30"],
      ["1400", "14:00"],
    ] as const)
      expect(readTypedTime(typed), typed).toBe(time);
  });
  it("is none where no clock shows it", () => {
    for (const typed of ["", "25:00", "10:60", "13pm", "0am", "half past ten", "10:3", "10:305", "-1", "2400", "10am 11am", "１０:３０"])
      expect(readTypedTime(typed), typed).toBeUndefined();
  });
  it("is a time or nothing, whatever is typed", () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.stringMatching(/^[0-9apm:. h]{0,8}$/)), (typed) => {
        const read = readTypedTime(typed);
        expect(read === undefined || ClockTime.safeParse(read).success).toBe(true);
      }),
      { numRuns: runs(1000) },
    );
  });
});

describe("a time of day in London", () => {
  it("is the instant at which clocks there show it, in summer and in winter", () => {
    const day = fc
      .date({ min: new Date("2024-01-01T00:00:00Z"), max: new Date("2032-12-31T00:00:00Z"), noInvalidDate: true })
      .map((at) => at.toISOString().slice(0, 10));
    fc.assert(
      // Clocks change between one and two at night.
      fc.property(day, fc.integer({ min: 3, max: 23 }), fc.integer({ min: 0, max: 59 }), (date, hour, minute) => {
        const at = londonTime(date, `${two(hour)}:${two(minute)}`);
        expect(londonDate(at)).toBe(date);
        expect(dayAndTime(at).split(", ")[1]).toBe(clockWords(`${two(hour)}:${two(minute)}`));
      }),
      { numRuns: runs(500) },
    );
    expect(new Date(londonTime("2026-07-01", "10:30")).toISOString()).toBe("2026-07-01T09:30:00.000Z");
    expect(new Date(londonTime("2026-12-01", "10:30")).toISOString()).toBe("2026-12-01T10:30:00.000Z");
  });
  it("is the first of the hour that comes twice, and goes on where an hour does not come", () => {
    expect(new Date(londonTime("2026-10-25", "01:30")).toISOString()).toBe("2026-10-25T00:30:00.000Z");
    expect(new Date(londonTime("2026-10-25", "02:00")).toISOString()).toBe("2026-10-25T02:00:00.000Z");
    expect(new Date(londonTime("2026-03-29", "00:59")).toISOString()).toBe("2026-03-29T00:59:00.000Z");
    expect(new Date(londonTime("2026-03-29", "01:30")).toISOString()).toBe("2026-03-29T01:30:00.000Z");
    expect(new Date(londonTime("2026-03-29", "02:00")).toISOString()).toBe("2026-03-29T01:00:00.000Z");
  });
});
