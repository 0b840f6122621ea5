import { describe, expect, it } from "vitest";
import { completed, outcomesToSay, planChecked } from "../../../functions/reviews/rules/complete-review.ts";
import { Review } from "../../../functions/reviews/rules/review.ts";
import { extrasOf, settled } from "../../../functions/reviews/rules/review-facts.ts";
import type { PlainDate } from "../../../shared/domain/time.ts";
import { aHeld, anOutcome, aReview, aSupport, aValue, doing, noon, RULES } from "./scene.ts";

const TODAY = "2026-11-24";
/** A payment of 1 September whose first review is due since 13 October. */
const due = (given: Partial<Review> = {}): Review => ({ ...settled(aReview(), RULES, "2026-10-13"), ...given });
const said = (given: Record<string, unknown> = {}): Record<string, unknown> => ({
  ...{ on: "2026-11-20", heard: "person", method: "Face to face", reason: "Planned", eventOutcome: "No change in package" },
  ...{ summary: "All goes well", nextOn: "2027-11-01", values: {} },
  ...given,
});
const read = (given: Record<string, unknown> = {}, before: Review = due()) => completed(before, said(given), "held-1", doing(TODAY));
const wrong = (given: Record<string, unknown>, before: Review = due()) => {
  const found = read(given, before);
  return found.ok ? {} : Object.fromEntries(found.errors.map(({ parameter, detail }) => [parameter, detail]));
};
const done = (given: Record<string, unknown> = {}, before: Review = due()): Review => {
  const found = read(given, before);
  if (!found.ok) throw new Error(JSON.stringify(found.errors));
  return found.value;
};
const aSaid = (value: unknown, given: Record<string, unknown> = {}) => ({ value, by: "self", channel: "visit", ...given });

describe("a review that was held", () => {
  it("is kept in the codes of its release, with whoever held it, who was heard, and the days it was held against", () => {
    expect(done().held).toEqual([
      {
        ...{ id: "held-1", kind: "review", on: "2026-11-20", completedAt: noon(TODAY), by: "ruth", heard: "person", release: "2", reason: "Planned" },
        ...{ method: "Face to face", eventOutcome: "No change in package", summary: "All goes well", nextOn: "2027-11-01" },
        ...{ targetOn: "2026-12-01", legalOn: "2027-02-28" },
      },
    ]);
    expect(Review.parse(done())).toEqual(done());
  });
  it("sets the next one: twelve calendar months from it by law, and the day that was agreed as the target", () => {
    expect(done()).toMatchObject({ legalOn: "2027-11-20", targetOn: "2027-11-01", nextOn: "2027-10-04" });
    expect(done()).not.toHaveProperty("openedOn");
  });
  it("counts from the day it was held, and not from the day that was said", () => {
    expect(done({ on: "2026-10-20", nextOn: "2027-10-20" })).toMatchObject({ legalOn: "2027-10-20", targetOn: "2027-10-20" });
  });
  it("stands after those that were held before", () => {
    expect(done({}, due({ held: [aHeld("2026-10-01")] })).held.map(({ id }) => id)).toEqual(["held-2026-10-01", "held-1"]);
  });
  it("may be held before it is due", () => {
    const before = settled(aReview(), RULES, "2026-09-20");
    expect(before).not.toHaveProperty("openedOn");
    expect(done({ on: "2026-10-01", nextOn: "2027-09-01" }, before).held).toHaveLength(1);
  });
  it("changes neither money nor support: where the budget should change, a reassessment is asked for", () => {
    const before = due();
    const after = done({ eventOutcome: "Progress to Re-assessment/Unplanned Review", reassess: "More nights" }, before);
    expect(after.reassessment).toEqual({ since: "2026-11-20", review: "held-1", words: "More nights" });
    expect(after.support).toEqual(before.support);
    expect(JSON.stringify(after)).not.toMatch(/pence|budget|amount/i);
  });
});

describe("a review is refused", () => {
  it("with each field that is missing, and then with each that is wrong, all at once", () => {
    const found = completed(due(), {}, "held-1", doing(TODAY));
    expect(found.ok ? [] : found.errors.map(({ parameter, detail }) => `${parameter} ${detail}`).toSorted()).toEqual(
      ["eventOutcome", "heard", "method", "nextOn", "on", "reason", "summary", "values"].map((field) => `${field} is missing`),
    );
    expect(wrong({ on: "2026-11-25", method: "Fax", reason: "Because", eventOutcome: "Nothing", nextOn: TODAY })).toEqual({
      on: "must be a day that has been, since the first payment",
      method: "must be one of the list",
      reason: "must be one of the list",
      eventOutcome: "must be one of the list",
      nextOn: "must be after today, and no later than the law allows",
    });
  });
  it("on a day to come, before the first payment, or without one", () => {
    const refusal = { on: "must be a day that has been, since the first payment" };
    expect([wrong({ on: "2026-11-25" }), wrong({ on: "2026-08-31", nextOn: "2027-08-01" })]).toEqual([refusal, refusal]);
    expect([wrong({ on: TODAY }), wrong({ on: "2026-09-01", nextOn: "2027-08-01" })]).toEqual([{}, {}]);
    const { firstPaymentOn: _, ...never } = due();
    expect(wrong({}, never)).toEqual(refusal);
  });
  it("on the day of the last one, or before: each is after the other", () => {
    const before = due({ held: [aHeld("2026-11-19")] });
    const refusal = { on: "must be after the last review" };
    expect([wrong({ on: "2026-11-19" }, before), wrong({ on: "2026-11-18" }, before), wrong({}, before)]).toEqual([refusal, refusal, {}]);
  });
  it("without anybody heard: a form that somebody filled in is no review", () => {
    expect(Object.keys(wrong({ heard: "nobody" }))).toEqual(["heard"]);
    for (const heard of ["person", "representative", "both"]) expect(wrong({ heard })).toEqual({});
  });
  it("with its next day today or before, or later than the law allows from the day it was held", () => {
    const refusal = { nextOn: "must be after today, and no later than the law allows" };
    expect([wrong({ nextOn: TODAY }), wrong({ nextOn: "2027-11-21" })]).toEqual([refusal, refusal]);
    expect([wrong({ nextOn: "2026-11-25" }), wrong({ nextOn: "2027-11-20" })]).toEqual([{}, {}]);
  });
});

describe("the outcomes at a review", () => {
  const open = anOutcome();
  const closed = anOutcome({ id: "out-closed", closedOn: "2026-11-01" });
  const before = due({ outcomes: [open, closed] });
  it("have to be said of each that is open, by its field, and of no other", () => {
    expect(outcomesToSay(before)).toEqual([open]);
    expect(wrong({}, before)).toEqual({ "value-out-1": "is missing" });
    const after = done({ values: { "out-1": aSaid(4, { helped: "a-lot", elseChanged: "Moved house" }), "out-closed": aSaid(9), "out-9": aSaid(9) } }, before);
    expect(after.outcomes).toEqual([{ ...open, values: [aValue(4, "2026-11-20", { helped: "a-lot", elseChanged: "Moved house" })] }, closed]);
  });
  it("are values of their measure, by whoever there is to say, or are refused by their field", () => {
    const measure = { "value-out-1": "must be a number of its measure" };
    for (const value of [11, -1, 2.5]) expect(wrong({ values: { "out-1": aSaid(value) } }, before)).toEqual(measure);
    for (const value of [Number.NaN, "four", undefined]) expect(Object.keys(wrong({ values: { "out-1": aSaid(value) } }, before))).toEqual(["value-out-1"]);
    expect(Object.keys(wrong({ values: { "out-1": aSaid(4, { helped: "greatly" }) } }, before))).toEqual(["helped-out-1"]);
    expect(Object.keys(wrong({ values: { "out-1": aSaid(4, { by: "nobody" }) } }, before))).toEqual(["by"]);
    expect(Object.keys(wrong({ method: "Fax", values: { "out-1": aSaid("four") } }, before))).toEqual(["method", "value-out-1"]);
  });
  it("say once that nobody said who said them", () => {
    const both = due({ outcomes: [open, anOutcome({ id: "out-2" })] });
    const found = read({ values: { "out-1": aSaid(4, { by: undefined }), "out-2": aSaid(4, { by: undefined }) } }, both);
    expect(found).toEqual({ ok: false, errors: [{ parameter: "by", detail: "is missing" }] });
  });
  it("need not be said again where they were since the review was opened", () => {
    const since = (day: PlainDate) => due({ outcomes: [anOutcome({ values: [aValue(5, day)] })] });
    expect(wrong({}, since("2026-10-12"))).toEqual({ "value-out-1": "is missing" });
    expect(wrong({}, since("2026-10-13"))).toEqual({});
    expect(done({ values: { "out-1": aSaid(9) } }, since("2026-10-13")).outcomes).toEqual(since("2026-10-13").outcomes);
    const unopened = since("2026-10-13");
    expect(outcomesToSay({ outcomes: unopened.outcomes, openedOn: undefined })).toHaveLength(1);
  });
  it("need not be said of one that was agreed since, whose baseline says how it is", () => {
    const fresh = anOutcome({ id: "out-new", baseline: aValue(2, "2026-11-20"), setOn: "2026-11-20" });
    expect(wrong({}, due({ outcomes: [fresh] }))).toEqual({});
    expect(wrong({}, due({ outcomes: [{ ...fresh, baseline: aValue(2, "2026-11-01") }] }))).toEqual({});
    expect(wrong({ on: "2026-10-01", nextOn: "2027-09-01" }, aReview({ outcomes: [fresh] }))).toEqual({});
    expect(wrong({}, aReview({ outcomes: [fresh] }))).toEqual({});
    expect(done({ values: { "out-new": aSaid(3) } }, aReview({ outcomes: [fresh] })).outcomes[0]?.values).toEqual([aValue(3, "2026-11-20")]);
    const dayBefore = anOutcome({ id: "out-new", baseline: aValue(2, "2026-11-19") });
    expect(wrong({}, aReview({ outcomes: [dayBefore] }))).toEqual({ "value-out-new": "is missing" });
  });
  it("come together in the codes of client-level data, of the newest values of those that are open", () => {
    const achieved = (...values: readonly number[]) => {
      const outcomes = values.map((_, at) => anOutcome({ id: `out-${at}` }));
      const given = Object.fromEntries(values.map((value, at) => [`out-${at}`, aSaid(value)]));
      return done({ values: given }, due({ outcomes: [...outcomes, { ...closed, values: [aValue(9, "2026-10-20")] }] })).held[0]?.achieved;
    };
    expect([achieved(6, 7), achieved(6, 2), achieved(3), achieved(2, 1), achieved()]).toEqual(["full", "part", "part", "none", undefined]);
    expect(done({}, due({ outcomes: [anOutcome({ values: [aValue(6, "2026-11-01")] })] })).held[0]?.achieved).toBe("full");
  });
  it("leave out what was agreed at this review: nobody has had time for it", () => {
    const fresh = anOutcome({ id: "out-new", baseline: aValue(2, "2026-11-20"), setOn: "2026-11-20" });
    expect(done({ values: { "out-1": aSaid(6) } }, due({ outcomes: [open, fresh] })).held[0]?.achieved).toBe("full");
    expect(done({}, due({ outcomes: [fresh] })).held[0]).not.toHaveProperty("achieved");
  });
});

describe("what a review deals with", () => {
  const aReason = (since: PlainDate, learned: PlainDate = since) => ({ reason: "concern" as const, since, by: "ruth", at: noon(learned) });
  it("are the reasons up to its day; those since then, or learned since then, stay", () => {
    const given = [aReason("2026-11-01"), aReason("2026-11-20"), aReason("2026-11-21"), aReason("2026-11-10", "2026-11-22")];
    const after = done({}, due({ given }));
    expect(after.given).toEqual(given.slice(2));
    expect(after.openedOn).toBe(TODAY);
    expect(done({}, due({ given: given.slice(0, 2) }))).not.toHaveProperty("openedOn");
  });
  it("are the contacts about it", () => {
    const contacts = [{ on: "2026-11-01", way: "phone" as const, answered: false, by: "ruth" }];
    expect(done({}, due({ contacts })).contacts).toEqual([]);
  });
  it("is not that nobody supports them, until somebody does", () => {
    const before = due({ support: [aSupport("agr-1", { to: "2026-11-01" })] });
    const after = done({}, before);
    expect(extrasOf(after, TODAY)).toEqual([{ reason: "no-support", since: "2026-11-20" }]);
    expect(after).toMatchObject({ openedOn: TODAY, targetOn: "2026-11-27" });
  });
});

describe("the reassessment a review asks for", () => {
  const reassessment = { since: "2026-10-05", review: "held-0", words: "More nights" };
  it("stays until it is done, whatever later reviews say", () => {
    expect(done({}, due({ reassessment })).reassessment).toEqual(reassessment);
    expect(done({}, due({ reassessment: { ...reassessment, doneOn: "2026-11-01" } })).reassessment).toEqual({ ...reassessment, doneOn: "2026-11-01" });
    expect(done()).not.toHaveProperty("reassessment");
  });
  it("waits since it was asked for first, where it is asked for again before it is done", () => {
    const again = { reassess: "More days too" };
    expect(done(again, due({ reassessment })).reassessment).toEqual({ since: "2026-10-05", review: "held-1", words: "More days too" });
    const anew = done(again, due({ reassessment: { ...reassessment, doneOn: "2026-11-01" } })).reassessment;
    expect(anew).toEqual({ since: "2026-11-20", review: "held-1", words: "More days too" });
  });
});

describe("the light look at a new plan", () => {
  const look = (before: Review, on: PlainDate = "2026-10-20", today: PlainDate = "2026-10-21") =>
    planChecked(before, { on, heard: "both" }, "look-1", doing(today));
  it("is kept as what it is, with no codes, and moves neither the target nor the legal limit", () => {
    const after = look(due());
    expect(after?.held).toEqual([{ id: "look-1", kind: "plan-check", on: "2026-10-20", completedAt: noon("2026-10-21"), by: "ruth", heard: "both" }]);
    expect(after).toMatchObject({ legalOn: "2027-02-28", targetOn: "2026-12-01", nextOn: "2026-11-03" });
    expect(after).not.toHaveProperty("openedOn");
  });
  it("leaves a review open since its day that is due for another reason, and keeps reasons and outcomes", () => {
    const given = [{ reason: "concern" as const, since: "2026-10-10", by: "ruth", at: noon("2026-10-10") }];
    const before = settled(aReview({ given, outcomes: [anOutcome()] }), RULES, "2026-10-10");
    expect(look(before)).toMatchObject({ openedOn: "2026-10-10", given, outcomes: before.outcomes });
  });
  it("deals with the contacts about it", () => {
    expect(look(due({ contacts: [{ on: "2026-10-15", way: "phone", answered: false, by: "ruth" }] }))?.contacts).toEqual([]);
  });
  it("is none where there was one, or a review, under this payment", () => {
    expect(look(due({ held: [aHeld("2026-10-14", { kind: "plan-check" })] }))).toBeUndefined();
    expect(look(due({ held: [aHeld("2026-10-14")] }))).toBeUndefined();
    expect(look(due({ held: [aHeld("2026-08-31"), aHeld("2026-08-30", { kind: "plan-check" })] }))?.held).toHaveLength(3);
  });
  it("is none on a day to come, before the first payment, without one, or after the last day", () => {
    expect([look(due(), "2026-10-22"), look(due(), "2026-08-31")]).toEqual([undefined, undefined]);
    expect([look(due(), "2026-10-21")?.held.length, look(due(), "2026-09-01")?.held.length]).toEqual([1, 1]);
    const { firstPaymentOn: _, ...never } = due();
    expect([look(never), look(due({ endedOn: "2026-10-20" }))]).toEqual([undefined, undefined]);
  });
});
