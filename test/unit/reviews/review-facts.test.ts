import { describe, expect, it } from "vitest";
import { asInvited } from "../../../functions/reviews/rules/invitation-wanted.ts";
import type { Review } from "../../../functions/reviews/rules/review.ts";
import { datesOf, extrasOf, lastReviewOn, queueFactsOf, runningOn, settled, withFacts } from "../../../functions/reviews/rules/review-facts.ts";
import { daysAfter, type PlainDate } from "../../../shared/domain/time.ts";
import { aHeld, anOutcome, aReview, aSupport, aValue, facts, noon, RULES } from "./scene.ts";

const on = (day: PlainDate, given: Partial<Review> = {}) => settled(aReview(given), RULES, day);
/** The record once its person is invited. */
const invited = (review: Review, day: PlainDate) => settled(asInvited(review, day, RULES), RULES, day);
const reasons = (given: Partial<Review>, day: PlainDate) => extrasOf(aReview(given), day);

describe("what is due of a payment", () => {
  it("is open from the first day of the light look on, and looked at next on that day", () => {
    expect(on("2026-09-02")).toMatchObject({ nextOn: "2026-10-13", targetOn: "2026-12-01", legalOn: "2027-02-28" });
    expect(on("2026-10-12").openedOn).toBeUndefined();
    const open = on("2026-10-13");
    expect(open).toMatchObject({ openedOn: "2026-10-13", lookedOn: "2026-10-13", nextOn: "2026-10-13" });
    expect(invited(open, "2026-10-13")).not.toHaveProperty("nextOn");
  });
  it("is open from four weeks before its target on, where the light look was held", () => {
    const held = [aHeld("2026-10-20", { kind: "plan-check" })];
    expect(on("2026-10-21", { held })).toMatchObject({ nextOn: "2026-11-03", targetOn: "2026-12-01" });
    expect(on("2026-11-02", { held })).not.toHaveProperty("openedOn");
    expect(on("2026-11-03", { held }).openedOn).toBe("2026-11-03");
  });
  it("is open at once for another reason, and no longer where that is gone", () => {
    const held = [aHeld("2026-10-20")];
    const open = invited(on("2026-12-02", { held, balanceAskedOn: "2026-12-01" }), "2026-12-02");
    expect(open).toMatchObject({ openedOn: "2026-12-02", targetOn: "2027-01-12" });
    expect(open).not.toHaveProperty("nextOn");
    const { balanceAskedOn: _, ...without } = open;
    const closed = settled(without, RULES, "2026-12-03");
    expect(closed).not.toHaveProperty("openedOn");
    expect(closed.nextOn).toBe(daysAfter(closed.targetOn ?? "", -28));
  });
  it("is looked at on the day it is known that its person is to be invited, until they are", () => {
    const open = on("2026-10-20");
    expect(open.nextOn).toBe("2026-10-20");
    expect(settled(open, RULES, "2026-10-25")).toBe(open);
    expect(settled({ ...open, nextOn: "2026-10-26" }, RULES, "2026-10-26").nextOn).toBe("2026-10-26");
    const later = settled({ ...invited(open, "2026-10-20"), openedOn: "2026-11-05" }, RULES, "2026-11-05");
    expect(later).toMatchObject({ invitedFor: "2026-10-20", nextOn: "2026-11-05" });
  });
  it("stays open since the day it was opened", () => {
    const open = on("2026-10-20");
    expect(settled(open, RULES, "2027-05-05")).toBe(open);
  });
  it("is nothing before the first payment, which is when it is looked at, also where its last day is known ahead", () => {
    expect(on("2026-08-30")).toMatchObject({ nextOn: "2026-09-01" });
    expect(on("2026-08-30", { endedOn: "2027-08-31" })).toMatchObject({ nextOn: "2026-09-01" });
    expect(on("2026-08-30", { endedOn: "2026-09-01" })).toMatchObject({ nextOn: "2026-09-01" });
    expect(on("2026-08-31", { endedOn: "2026-08-31" })).not.toHaveProperty("nextOn");
    expect(on("2026-08-30")).not.toHaveProperty("legalOn");
    expect(on("2026-09-01")).toMatchObject({ legalOn: "2027-02-28" });
    const { firstPaymentOn: _, ...never } = aReview();
    expect(settled(never, RULES, "2026-09-01")).toBe(never);
  });
  it("is over after the last day of the payment: it has no dates, is not open, and nobody looks again", () => {
    const open = invited(on("2026-11-01", { endedOn: "2026-11-30" }), "2026-11-01");
    expect(open).toMatchObject({ openedOn: "2026-11-01", nextOn: "2026-12-01" });
    expect(settled(open, RULES, "2026-11-30")).toBe(open);
    const ended = settled(open, RULES, "2026-12-01");
    for (const field of ["openedOn", "targetOn", "legalOn", "nextOn"]) expect(ended).not.toHaveProperty(field);
    expect(datesOf(ended, RULES, "2026-12-01")).toBeUndefined();
    expect(settled(ended, RULES, "2027-12-01")).toBe(ended);
  });
});

describe("reasons besides the turn", () => {
  it("are those given, whatever was held since they began", () => {
    const given = [{ reason: "breach" as const, since: "2026-10-01", by: "ruth", at: noon("2026-12-01") }];
    expect(reasons({ given, held: [aHeld("2026-11-01")] }, "2026-12-01")).toEqual([{ reason: "breach", since: "2026-10-01" }]);
  });
  it("are a change of capacity and a question about the balance since the last review, which looked at those before", () => {
    const known = { capacityChangedOn: "2026-11-01", balanceAskedOn: "2026-11-02" };
    const [capacity, balance] = [
      { reason: "capacity-change", since: "2026-11-01" },
      { reason: "balance-case", since: "2026-11-02" },
    ];
    expect(reasons(known, "2026-11-02")).toEqual([capacity, balance]);
    expect(reasons(known, "2026-11-01")).toEqual([capacity]);
    expect(reasons({ ...known, held: [aHeld("2026-11-01")] }, "2026-11-02")).toEqual([balance]);
    expect(reasons({ ...known, held: [aHeld("2026-11-02")] }, "2026-11-02")).toEqual([]);
    expect(reasons({ ...known, held: [aHeld("2026-11-02", { kind: "plan-check" })] }, "2026-11-02")).toEqual([capacity, balance]);
  });
  it("are none of before the first payment: what stood then was part of agreeing on it", () => {
    expect(reasons({ capacityChangedOn: "2026-08-31", balanceAskedOn: "2025-01-01" }, "2026-11-02")).toEqual([]);
    expect(reasons({ capacityChangedOn: "2026-09-01" }, "2026-11-02")).toEqual([{ reason: "capacity-change", since: "2026-09-01" }]);
  });
});

describe("nobody to support somebody", () => {
  const ended = [aSupport("agr-1", { to: "2026-11-10" }), aSupport("agr-2", { to: "2026-10-01" })];
  const known = { support: ended, noSupportSince: "2026-11-11" };
  it("is a reason since the day after the last support", () => {
    expect(reasons(known, "2026-11-11")).toEqual([{ reason: "no-support", since: "2026-11-11" }]);
    expect(reasons(known, "2026-11-10")).toEqual([]);
  });
  it("is one from that day on, where the end of support was known ahead and no record changes on the day", () => {
    expect(reasons({ support: ended }, "2026-11-11")).toEqual([{ reason: "no-support", since: "2026-11-11" }]);
    const before = on("2026-11-02", { support: ended, held: [aHeld("2026-10-30")] });
    expect(before.nextOn).toBe("2026-11-11");
    expect(settled(before, RULES, "2026-11-11")).toMatchObject({ openedOn: "2026-11-11", targetOn: "2026-11-18" });
  });
  it("stands still after a review, and counts from it: it is looked at until there is somebody", () => {
    expect(reasons({ ...known, held: [aHeld("2026-11-20")] }, "2026-12-01")).toEqual([{ reason: "no-support", since: "2026-11-20" }]);
    expect(on("2026-11-20", { ...known, held: [aHeld("2026-11-20")] })).toMatchObject({ openedOn: "2026-11-20", targetOn: "2026-11-27" });
  });
  it("is none once there is somebody, also before records say so", () => {
    expect(reasons({ ...known, support: [...ended, aSupport("agr-3", { from: "2026-11-15" })] }, "2026-11-15")).toEqual([]);
    expect(reasons({ ...known, support: [...ended, aSupport("agr-3", { from: "2026-11-15", to: "2026-11-15" })] }, "2026-11-15")).toEqual([]);
  });
  it("counts from the first payment, where it began before", () => {
    expect(reasons({ support: [], noSupportSince: "2026-07-01" }, "2026-09-05")).toEqual([{ reason: "no-support", since: "2026-09-01" }]);
  });
  it("is no reason where there never was support", () => {
    expect(reasons({ support: [] }, "2026-12-01")).toEqual([]);
  });
});

describe("a provider who is not on the list any more", () => {
  const lapsed = facts({ support: [aSupport("agr-1", { isOut: true }), aSupport("agr-2", { isAssistant: false })] });
  const known = (day: PlainDate, before?: Review) => withFacts(before, lapsed, RULES, day);
  it("is a reason since the day that was learned, on every day after", () => {
    const review = known("2026-09-20");
    expect(review).toMatchObject({ openedOn: "2026-09-20", targetOn: "2026-10-18" });
    expect(extrasOf(review, "2026-10-01")).toEqual([{ reason: "provider-lapsed", since: "2026-09-20" }]);
    expect(known("2026-10-05", review)).toBe(review);
  });
  it("is looked at in a review, and no reason again while they stay: people may choose anybody", () => {
    const review = { ...known("2026-09-20"), held: [aHeld("2026-10-05")] };
    expect(extrasOf(review, "2026-10-06")).toEqual([]);
    const after = settled(review, RULES, "2026-10-06");
    expect(after).not.toHaveProperty("openedOn");
  });
  it("is a reason again where they were on the list in between", () => {
    const back = withFacts({ ...known("2026-09-20"), held: [aHeld("2026-10-05")] }, facts(), RULES, "2026-10-20");
    expect(extrasOf(known("2026-11-01", back), "2026-11-01")).toEqual([{ reason: "provider-lapsed", since: "2026-11-01" }]);
  });
  it("counts from the first of several, and from those alone that no review has looked at", () => {
    const out = (arrangement: string, outSince: PlainDate) => aSupport(arrangement, { isOut: true, outSince });
    const support = [out("agr-1", "2026-10-05"), out("agr-2", "2026-10-09"), out("agr-3", "2026-10-07")];
    const since = (held: Review["held"]) => reasons({ support, held }, "2026-10-20").map((one) => one.since);
    expect([since([]), since([aHeld("2026-10-05")]), since([aHeld("2026-10-07")]), since([aHeld("2026-10-09")])]).toEqual([
      ...[["2026-10-05"], ["2026-10-07"], ["2026-10-09"], []],
    ]);
  });
  it("is none of support that has ended, or not begun", () => {
    const support = [aSupport("agr-1", { isOut: true, to: "2026-09-25" }), aSupport("agr-3", { isOut: true, from: "2026-10-02" }), aSupport("agr-2")];
    const review = withFacts(undefined, facts({ support }), RULES, "2026-09-20");
    const standing = ["2026-09-25", "2026-09-26", "2026-10-01", "2026-10-02"].map((day) => extrasOf(review, day).length);
    expect(standing).toEqual([1, 0, 0, 1]);
  });
});

describe("a payment after one before", () => {
  const again = { firstPaymentOn: "2026-09-01", held: [aHeld("2026-03-01")] };
  it("has no last review, and was never reviewed: what was held before was of another plan", () => {
    expect(lastReviewOn(aReview(again))).toBeUndefined();
    expect(lastReviewOn(aReview({ held: [aHeld("2026-09-01")] }))).toBe("2026-09-01");
    expect(queueFactsOf(on("2026-10-20", again), "2026-10-20")?.neverReviewed).toBe(true);
  });
  it("has the last of its reviews in whatever order they are kept, and no light look among them", () => {
    const held = [aHeld("2027-01-01"), aHeld("2026-10-01"), aHeld("2027-02-01", { kind: "plan-check" })];
    expect(lastReviewOn(aReview({ held }))).toBe("2027-01-01");
  });
});

describe("what the queue goes by", () => {
  const of = (given: Partial<Review>, day = "2026-10-20") => queueFactsOf(on(day, given), day);
  it("is nothing while no review is to be worked on", () => {
    expect(of({}, "2026-09-10")).toBeUndefined();
  });
  it("is the dates, the reasons each once, and what is known of support, contacts and outcomes", () => {
    const given = [
      { reason: "concern" as const, since: "2026-10-01", by: "ruth", at: noon("2026-10-01") },
      { reason: "no-support" as const, since: "2026-10-02", by: "ruth", at: noon("2026-10-02") },
    ];
    const contacts = [false, true, false].map((answered) => ({ on: "2026-10-19", way: "phone" as const, answered, by: "ruth" }));
    const falls = anOutcome({ values: [aValue(1, "2026-10-15")] });
    const outcomes = [falls, { ...falls, id: "out-2", closedOn: "2026-10-16" }, anOutcome({ id: "out-3" })];
    expect(of({ given, contacts, outcomes, couldNotFind: true })).toEqual({
      ...{ payment: "payment-1", legalOn: "2027-02-28", targetOn: "2026-10-09", neverReviewed: true, extras: ["concern", "no-support"] },
      ...{ fallingOutcomes: 1, unanswered: 1, couldNotFind: true, providers: 2, aloneWithoutBackup: false },
    });
  });
  it("counts contacts since the last that was answered", () => {
    const answers = (...all: readonly boolean[]) =>
      of({ contacts: all.map((answered) => ({ on: "2026-10-19", way: "phone" as const, answered, by: "ruth" })) })?.unanswered;
    expect([answers(), answers(false, false), answers(false, true), answers(true, false, false), answers(false, false, true, false)]).toEqual([0, 2, 0, 2, 1]);
  });
  it("counts who supports them on the day, from first day to last", () => {
    const support = [aSupport("agr-1", { to: "2026-10-19" }), aSupport("agr-2", { from: "2026-10-20" }), aSupport("agr-3", { to: "2026-10-20" })];
    expect(runningOn({ support }, "2026-10-20").map(({ arrangement }) => arrangement)).toEqual(["agr-2", "agr-3"]);
    expect(of({ support })?.providers).toBe(2);
  });
  it("says that somebody is alone with one assistant, and not with one agency, or with two", () => {
    const alone = (...all: Review["support"]) => of({ support: all })?.aloneWithoutBackup;
    expect([alone(aSupport("a")), alone(aSupport("a", { isAssistant: false })), alone(aSupport("a"), aSupport("b"))]).toEqual([true, false, false]);
    expect(alone(aSupport("a", { to: "2026-10-19" }))).toBe(false);
  });
});
