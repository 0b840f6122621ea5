import { describe, expect, it } from "vitest";
import {
  type HoursQuestion,
  hoursTyped,
  isOpenOn,
  isToBeAsked,
  questionAnswered,
  questionAsked,
  questionWanted,
} from "../../../functions/arrangements/rules/hours-question.ts";
import { daysAfter } from "../../../shared/domain/time.ts";
import { ListingId } from "../../../shared/listing/listing.ts";
import { aListing } from "../../support/builders.ts";

const TODAY = "2026-11-24";
const POLICY = { askEveryDays: 30, linkDays: 21 };
const pips = { ...aListing({ id: "LEI-4KX7", provider: "pip" }), provider: "pip", hoursFree: 12 };
const question: HoursQuestion = {
  id: "LEI-4KX7",
  owner: "pip",
  authority: "E10000018",
  listing: ListingId.parse("LEI-4KX7"),
  state: "asked",
  linkHash: "hash",
  hours: 12,
  askedOn: TODAY,
  until: daysAfter(TODAY, 21),
  nextOn: daysAfter(TODAY, 30),
  createdAt: "2026-11-24T09:00:00.000Z",
};

describe("whom the monthly question is for", () => {
  it("is whoever said nothing for so many days, by when they said it or were asked, whichever was later", () => {
    const asked = (hoursSaidOn: string | undefined, askedOn?: string) =>
      isToBeAsked(hoursSaidOn === undefined ? pips : { ...pips, hoursSaidOn }, askedOn === undefined ? undefined : { ...question, askedOn }, TODAY, POLICY);
    expect(asked(undefined)).toBe(true);
    expect([asked("2026-10-25"), asked("2026-10-26")]).toEqual([true, false]);
    expect([asked("2026-09-01", "2026-10-25"), asked("2026-09-01", "2026-10-26"), asked("2026-10-26", "2026-09-01")]).toEqual([true, false, false]);
  });
  it("is nobody who is off the list, has no account, never said how many, asked us to stop, or is erased", () => {
    const { provider: _, ...registers } = pips;
    const { hoursFree: _free, ...unknown } = pips;
    expect(isToBeAsked({ ...pips, status: "paused" }, undefined, TODAY, POLICY)).toBe(false);
    expect(isToBeAsked({ ...pips, accreditedUntil: daysAfter(TODAY, -1) }, undefined, TODAY, POLICY)).toBe(false);
    expect(isToBeAsked(registers, undefined, TODAY, POLICY)).toBe(false);
    expect(isToBeAsked(unknown, undefined, TODAY, POLICY)).toBe(false);
    const old = { ...question, askedOn: "2026-01-01" };
    expect(isToBeAsked(pips, { ...old, state: "stopped" }, TODAY, POLICY)).toBe(false);
    expect(isToBeAsked(pips, { ...old, endedAt: "2026-02-01T09:00:00.000Z" }, TODAY, POLICY)).toBe(false);
    expect(isToBeAsked(pips, old, TODAY, POLICY)).toBe(true);
  });
});

describe("the monthly question", () => {
  it("is asked with a link for so many days, and the next is due so many days later, unless it is answered", () => {
    const asked = questionAsked(pips, undefined, { today: TODAY, linkHash: "hash", at: "2026-11-24T09:00:00.000Z" }, POLICY);
    expect(asked).toStrictEqual(question);
    const { nextOn: _, ...answered } = question;
    expect(questionAnswered(question)).toStrictEqual({ ...answered, state: "answered" });
    expect(questionAsked(pips, { ...question, createdAt: "2026-01-01T09:00:00.000Z" }, { today: TODAY, linkHash: "other", at: "now" }, POLICY)).toMatchObject({
      linkHash: "other",
      createdAt: "2026-01-01T09:00:00.000Z",
    });
  });
  it("can be answered until its last day, and once", () => {
    expect([isOpenOn(question, daysAfter(TODAY, 21)), isOpenOn(question, daysAfter(TODAY, 22))]).toEqual([true, false]);
    expect([isOpenOn({ ...question, state: "answered" }, TODAY), isOpenOn({ ...question, state: "stopped" }, TODAY)]).toEqual([false, false]);
    expect(isOpenOn({ state: "asked" }, TODAY)).toBe(false);
  });
  it("stops when they say so, also before the first, and goes on when they say so", () => {
    const stopped = questionWanted(pips, undefined, false, "2026-11-24T09:00:00.000Z");
    expect(stopped).toStrictEqual({
      id: "LEI-4KX7",
      owner: "pip",
      authority: "E10000018",
      listing: "LEI-4KX7",
      createdAt: "2026-11-24T09:00:00.000Z",
      state: "stopped",
    });
    expect(questionWanted(pips, question, false, "later")).not.toHaveProperty("nextOn");
    expect(questionWanted(pips, stopped, true, "later").state).toBe("answered");
  });
});

describe("typed hours", () => {
  it("are whole or halves, up to those of a week", () => {
    expect(["0", "12", "12.5", "12.50 hours", "7 hours a week", "168"].map(hoursTyped)).toEqual([0, 12, 12.5, 12.5, 7, 168]);
    expect(["", "12.3", "168.5", "-1", "twelve", "1e2", "12,5"].map(hoursTyped)).toEqual(Array.from({ length: 7 }, () => undefined));
  });
});
