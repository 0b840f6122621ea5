import { describe, expect, it } from "vitest";
import {
  heldIn,
  OFFICER_REASONS,
  outcomeIn,
  REVIEW_MOVES,
  readContact,
  readPlanCheck,
  readReason,
  readValue,
  reviewMove,
  typedValue,
} from "../../../functions/reviews/rules/read-review-move.ts";
import { EXTRA_REASONS } from "../../../shared/policy/reviews.ts";
import { RULES } from "./scene.ts";

const form = (given: Readonly<Record<string, string>>) => new URLSearchParams(given);
const aDate = (name: string, [day = "", month = "", year = ""]: readonly string[]) => ({
  [`${name}-day`]: day,
  [`${name}-month`]: month,
  [`${name}-year`]: year,
});
const fields = (read: { ok: true } | { ok: false; errors: readonly { parameter: string; detail: string }[] }) =>
  read.ok ? {} : Object.fromEntries(read.errors.map(({ parameter, detail }) => [parameter, detail]));

describe("a step of an officer's", () => {
  it("is one of those there are", () => {
    expect(REVIEW_MOVES.map(reviewMove)).toEqual([...REVIEW_MOVES]);
    expect([reviewMove("cut-budget"), reviewMove("")]).toEqual([undefined, undefined]);
  });
});

describe("a value as it is typed", () => {
  const of = (value: string) => typedValue(form({ value }), "value");
  it("is a number, or yes and no, however they are written", () => {
    expect([of("4"), of(" 168 "), of("0"), of("yes"), of("YES"), of("No")]).toEqual([4, 168, 0, 1, 1, 0]);
  });
  it("is the text itself where it is none, and nothing where nothing was typed", () => {
    expect([of("four"), of("-1"), of("2.5"), of("1000"), of("  "), typedValue(form({}), "value")]).toEqual(["four", "-1", "2.5", "1000", undefined, undefined]);
  });
});

describe("what officers say", () => {
  const on = aDate("on", ["20", "11", "2026"]);
  it("of a reason has one that is theirs to give, since when, and why", () => {
    const given = { reason: "breach", ...aDate("since", ["20", "11", "2026"]), words: "No payslips" };
    expect(readReason(form(given))).toEqual({ ok: true, value: { reason: "breach", since: "2026-11-20", words: "No payslips" } });
    expect(fields(readReason(form({})))).toEqual({ reason: "is missing", since: "is missing", words: "is missing" });
    expect(EXTRA_REASONS.filter((reason) => !OFFICER_REASONS.some((one) => one === reason))).toEqual(["no-support", "provider-lapsed", "balance-case"]);
    expect(Object.keys(fields(readReason(form({ ...given, reason: "no-support" }))))).toEqual(["reason"]);
  });
  it("of a contact has its day, how, and whether somebody answered", () => {
    expect(readContact(form({ ...on, way: "phone", answered: "no" }))).toEqual({ ok: true, value: { on: "2026-11-20", way: "phone", answered: "no" } });
    expect(fields(readContact(form({})))).toEqual({ on: "is missing", way: "is missing", answered: "is missing" });
    expect(Object.keys(fields(readContact(form({ ...on, way: "fax", answered: "maybe" })))).toSorted()).toEqual(["answered", "way"]);
  });
  it("of a light look has its day and who was heard", () => {
    expect(readPlanCheck(form({ ...on, heard: "both" }))).toEqual({ ok: true, value: { on: "2026-11-20", heard: "both" } });
    expect(fields(readPlanCheck(form({})))).toEqual({ on: "is missing", heard: "is missing" });
  });
  it("of how an outcome is has a number, its day, who said it and how it came", () => {
    expect(readValue(form({ ...on, value: "yes", by: "self", channel: "phone" }))).toEqual({
      ok: true,
      value: { value: 1, on: "2026-11-20", by: "self", channel: "phone" },
    });
    expect(fields(readValue(form({ ...on, value: "four", by: "self", channel: "phone" })))).toEqual({ value: "must be a number" });
    expect(Object.keys(fields(readValue(form({ ...on, value: "4", by: "self", channel: "online" }))))).toEqual(["channel"]);
  });
  it("of a day that no calendar has is refused by its field", () => {
    expect(Object.keys(fields(readPlanCheck(form({ ...aDate("on", ["31", "11", "2026"]), heard: "both" }))))).toEqual(["on"]);
  });
});

describe("a new outcome as it is typed", () => {
  it("has its support as a list, its numbers as numbers, and nothing that was not given", () => {
    const given = new URLSearchParams([
      ...Object.entries({ words: " See my sister ", measure: "scale", baseline: "2", target: "six", ...aDate("targetOn", ["1", "6", "2027"]) }),
      ...[
        ["arrangements", "agr-1"],
        ["arrangements", "agr-2"],
      ],
    ]);
    expect(outcomeIn(given)).toEqual({
      ...{ words: "See my sister", measure: "scale", baseline: 2, target: "six", targetOn: "2027-06-01", channel: "visit" },
      arrangements: ["agr-1", "agr-2"],
    });
  });
});

describe("a review as it is typed", () => {
  const held = (given: Readonly<Record<string, string>>) => heldIn(form(given), [{ id: "out-1" }, { id: "out-2" }], RULES);
  it("has the value of each outcome that one was typed of, as its method has it come", () => {
    const given = { method: "Telephone", "value-out-1": "4", "helped-out-1": "some", by: "proxy", ...aDate("on", ["20", "11", "2026"]) };
    expect(held(given)).toEqual({
      ...{ on: "2026-11-20", method: "Telephone" },
      values: { "out-1": { value: 4, by: "proxy", channel: RULES.codes.methods.find(({ code }) => code === "Telephone")?.channel, helped: "some" } },
    });
  });
  it("takes nobody's word for theirs where nobody said whose it is", () => {
    expect(held({ method: "Telephone", "value-out-1": "4" })).toMatchObject({ values: { "out-1": { value: 4, channel: "phone" } } });
    expect(JSON.stringify(held({ method: "Telephone", "value-out-1": "4" }))).not.toContain('"by"');
  });
  it("has no values where none were typed, and no field that was not", () => {
    expect(held({})).toEqual({ values: {} });
  });
});
