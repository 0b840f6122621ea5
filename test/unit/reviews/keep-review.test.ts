import { describe, expect, it } from "vitest";
import { withContact, withOutcome, withoutOutcome, withReason, withReassessment, withValue } from "../../../functions/reviews/rules/keep-review.ts";
import type { Review } from "../../../functions/reviews/rules/review.ts";
import { settled } from "../../../functions/reviews/rules/review-facts.ts";
import type { PlainDate } from "../../../shared/domain/time.ts";
import { aHeld, anOutcome, aReview, aValue, doing, noon, RULES } from "./scene.ts";

const TODAY = "2026-10-20";
/** A payment of which the light look is due since 13 October. */
const open = (given: Partial<Review> = {}): Review => ({ ...settled(aReview(), RULES, "2026-10-13"), ...given });
const closed = aReview({ held: [aHeld("2026-09-20")] });
const refusal = (name: string) => ({ ok: false, refusal: name });
const value = <Value>(result: { ok: true; value: Value } | { ok: false; refusal: string }): Value => {
  if (!result.ok) throw new Error(result.refusal);
  return result.value;
};
/** Whether nothing but some fields changed, apart from the dates. */
const same = (before: Review, after: Review, ...but: readonly (keyof Review)[]) => {
  const dates = ["openedOn", "targetOn", "legalOn", "nextOn", "lookedOn"];
  const rest = (review: Review) => Object.fromEntries(Object.entries(review).filter(([key]) => ![...dates, ...but].includes(key)));
  expect(rest(after)).toEqual(rest(before));
};

describe("a reason for a review before its turn", () => {
  const breach = { reason: "breach" as const, since: "2026-10-18" };
  it("is kept with who gave it and when, opens the review and brings its target forward", () => {
    const after = value(withReason(closed, { ...breach, words: "No payslips" }, doing(TODAY)));
    expect(after.given).toEqual([{ ...breach, words: "No payslips", by: "ruth", at: noon(TODAY) }]);
    expect(after).toMatchObject({ openedOn: TODAY, targetOn: "2026-11-15", legalOn: "2027-09-20" });
    same(closed, after, "given");
  });
  it("is kept without words, where none were said", () => {
    expect(value(withReason(closed, { ...breach, words: undefined }, doing(TODAY))).given[0]).not.toHaveProperty("words");
  });
  it("stands beside others", () => {
    const after = value(withReason(value(withReason(closed, breach, doing(TODAY))), { ...breach, reason: "concern" }, doing(TODAY)));
    expect(after.given.map(({ reason }) => reason)).toEqual(["breach", "concern"]);
  });
  it("is refused as 'already' while it stands", () => {
    const after = value(withReason(closed, breach, doing(TODAY)));
    expect(withReason(after, { reason: "breach", since: "2026-10-19" }, doing(TODAY))).toEqual(refusal("already"));
  });
  it("is refused as 'day' on a day to come, and on one before the payment", () => {
    const on = (since: PlainDate) => withReason(closed, { ...breach, since }, doing(TODAY));
    expect([on("2026-10-21"), on("2026-08-31")]).toEqual([refusal("day"), refusal("day")]);
    expect([on(TODAY).ok, on("2026-09-01").ok]).toEqual([true, true]);
  });
  it("is refused as 'over' before the first payment, without one, and after the last day", () => {
    const on = (given: Partial<Review>) => withReason(aReview(given), breach, doing(TODAY));
    const { firstPaymentOn: _, ...never } = aReview();
    expect([on({ firstPaymentOn: "2026-10-21" }), on({ endedOn: "2026-10-19" }), withReason(never, breach, doing(TODAY))]).toEqual([
      ...[refusal("over"), refusal("over"), refusal("over")],
    ]);
    expect([on({ firstPaymentOn: "2026-10-18" }).ok, on({ endedOn: TODAY }).ok]).toEqual([true, true]);
  });
  it("goes by the day in London, where it is already the next in summer", () => {
    const late = { ...doing(TODAY), at: "2026-10-19T23:30:00.000Z" };
    expect(withReason(closed, { ...breach, since: TODAY }, late).ok).toBe(true);
    expect(withReason(closed, { ...breach, since: TODAY }, { ...late, at: "2026-10-19T22:30:00.000Z" })).toEqual(refusal("day"));
  });
});

describe("a contact about the review that is due", () => {
  const call = { on: "2026-10-19", way: "phone" as const, answered: false, words: "No answer" };
  it("is kept with who tried, after those before, and moves no date", () => {
    const before = value(withContact(open(), { ...call, on: "2026-10-14" }, doing(TODAY)));
    const after = value(withContact(before, call, doing(TODAY)));
    expect(after.contacts).toEqual([
      { ...call, on: "2026-10-14", by: "ruth" },
      { ...call, by: "ruth" },
    ]);
    expect(after.openedOn).toBe("2026-10-13");
    same(open(), after, "contacts");
  });
  it("is refused as 'none' while no review is due", () => {
    expect(withContact(closed, call, doing(TODAY))).toEqual(refusal("none"));
  });
  it("is refused as 'day' on a day to come, and on one before the review was opened", () => {
    const on = (day: PlainDate) => withContact(open(), { ...call, on: day }, doing(TODAY));
    expect([on("2026-10-21"), on("2026-10-12")]).toEqual([refusal("day"), refusal("day")]);
    expect([on(TODAY).ok, on("2026-10-13").ok]).toEqual([true, true]);
  });
});

describe("one more outcome", () => {
  const outcomes = (count: number, given: Parameters<typeof anOutcome>[0] = {}) =>
    Array.from({ length: count }, (_, at) => anOutcome({ id: `out-${at}`, ...given }));
  it("is kept after those before", () => {
    const after = value(withOutcome(open({ outcomes: outcomes(7) }), anOutcome({ id: "new" }), doing(TODAY)));
    expect(after.outcomes.map(({ id }) => id)).toEqual([...outcomes(7).map(({ id }) => id), "new"]);
    same(open(), after, "outcomes");
  });
  it("is refused as 'many' where eight are open, whatever is closed", () => {
    expect(withOutcome(open({ outcomes: outcomes(8) }), anOutcome({ id: "new" }), doing(TODAY))).toEqual(refusal("many"));
    expect(withOutcome(open({ outcomes: outcomes(12, { closedOn: "2026-10-01" }) }), anOutcome({ id: "new" }), doing(TODAY)).ok).toBe(true);
  });
  it("is refused as 'over' where no payment runs", () => {
    expect(withOutcome(open({ endedOn: "2026-10-19" }), anOutcome(), doing(TODAY))).toEqual(refusal("over"));
    expect(withOutcome(open({ firstPaymentOn: "2026-10-21" }), anOutcome(), doing(TODAY))).toEqual(refusal("over"));
    expect(withOutcome(open({ firstPaymentOn: TODAY }), anOutcome(), doing(TODAY)).ok).toBe(true);
  });
});

describe("how an outcome is on a day", () => {
  const before = open({ outcomes: [anOutcome({ values: [aValue(3, "2026-10-01")] }), anOutcome({ id: "out-2" })] });
  it("is kept after what was said before, which stays, with its day, who said it and how it came", () => {
    const said = aValue(5, "2026-10-19", { by: "proxy", theirView: 4, helped: "some", channel: "phone" });
    const after = value(withValue(before, "out-1", said, doing(TODAY)));
    expect(after.outcomes[0]?.values).toEqual([aValue(3, "2026-10-01"), said]);
    expect(after.outcomes[1]).toBe(before.outcomes[1]);
    same(before, after, "outcomes");
  });
  it("is refused as 'none' of an outcome that is not there, or is closed", () => {
    expect(withValue(before, "out-9", aValue(5, TODAY), doing(TODAY))).toEqual(refusal("none"));
    const over = open({ outcomes: [anOutcome({ closedOn: "2026-10-19" })] });
    expect(withValue(over, "out-1", aValue(5, TODAY), doing(TODAY))).toEqual(refusal("none"));
  });
  it("is refused as 'day' on a day to come, and on one before the baseline", () => {
    const on = (day: PlainDate) => withValue(before, "out-1", aValue(5, day), doing(TODAY));
    expect([on("2026-10-21"), on("2026-09-09")]).toEqual([refusal("day"), refusal("day")]);
    expect([on(TODAY).ok, on("2026-09-10").ok]).toEqual([true, true]);
  });
  it("is refused as 'value' where it is none of its measure, as is the view that a proxy thinks they have", () => {
    const say = (number: number, theirView?: number) =>
      withValue(before, "out-1", aValue(number, TODAY, theirView === undefined ? {} : { theirView }), doing(TODAY));
    expect([say(11), say(-1), say(5, 11), say(5, 2.5)]).toEqual([refusal("value"), refusal("value"), refusal("value"), refusal("value")]);
    expect([say(10).ok, say(5, 0).ok]).toEqual([true, true]);
  });
});

describe("an outcome that is no longer aimed for", () => {
  const before = open({ outcomes: [anOutcome(), anOutcome({ id: "out-2" }), anOutcome({ id: "out-3", closedOn: "2026-10-01" })] });
  it("is closed on the day, with all that was said, and no other is", () => {
    const after = value(withoutOutcome(before, "out-1", doing(TODAY)));
    expect(after.outcomes).toEqual([{ ...anOutcome(), closedOn: TODAY }, before.outcomes[1], before.outcomes[2]]);
    same(before, after, "outcomes");
  });
  it("is refused as 'none' where it is not there, or is closed already", () => {
    expect([withoutOutcome(before, "out-9", doing(TODAY)), withoutOutcome(before, "out-3", doing(TODAY))]).toEqual([refusal("none"), refusal("none")]);
  });
});

describe("the reassessment that a review asked for", () => {
  const reassessment = { since: "2026-10-05", review: "held-1", words: "More nights" };
  it("is done on the day, and stays with its words", () => {
    const after = value(withReassessment(open({ reassessment }), doing(TODAY)));
    expect(after.reassessment).toEqual({ ...reassessment, doneOn: TODAY });
    same(open(), after, "reassessment");
  });
  it("is refused as 'none' where none was asked for, or it is done", () => {
    expect(withReassessment(open(), doing(TODAY))).toEqual(refusal("none"));
    expect(withReassessment(open({ reassessment: { ...reassessment, doneOn: "2026-10-10" } }), doing(TODAY))).toEqual(refusal("none"));
  });
});

describe("whatever is kept of a review", () => {
  it("brings the record to the day, also where time alone has opened it", () => {
    const before = aReview({ outcomes: [anOutcome()] });
    expect(value(withValue(before, "out-1", aValue(3, TODAY), doing(TODAY)))).toMatchObject({ openedOn: TODAY, targetOn: "2026-12-01", lookedOn: TODAY });
  });
  it("never moves the legal limit", () => {
    const before = open({ outcomes: [anOutcome()], reassessment: { since: "2026-10-05", review: "held-1", words: "More nights" } });
    const all = [
      withReason(before, { reason: "safety-concern", since: "2026-10-01" }, doing(TODAY)),
      withContact(before, { on: TODAY, way: "letter", answered: true }, doing(TODAY)),
      withOutcome(before, anOutcome({ id: "out-2" }), doing(TODAY)),
      withValue(before, "out-1", aValue(0, TODAY), doing(TODAY)),
      withoutOutcome(before, "out-1", doing(TODAY)),
      withReassessment(before, doing(TODAY)),
    ];
    expect(all.map((one) => value(one).legalOn)).toEqual(all.map(() => "2027-02-28"));
  });
});
