import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { asInvited, invitationWanted } from "../../../functions/reviews/rules/invitation-wanted.ts";
import { Review } from "../../../functions/reviews/rules/review.ts";
import { queueFactsOf, settled, withFacts } from "../../../functions/reviews/rules/review-facts.ts";
import { isSameStored } from "../../../shared/domain/same-value.ts";
import { daysAfter, type PlainDate } from "../../../shared/domain/time.ts";
import { runs } from "../../support/runs.ts";
import { aHeld, anOutcome, aReview, aSupport, aValue, facts, noon, RULES } from "./scene.ts";

describe("what records say of a payment", () => {
  it("begins its reviews, with what is due on the day", () => {
    const review = withFacts(undefined, facts({ name: "Rosemary", account: "acc-1" }), RULES, "2026-09-02");
    expect(Review.parse(review)).toEqual(review);
    expect(review).toMatchObject({ id: "payment-1", name: "Rosemary", owner: "acc-1", lookedOn: "2026-09-02", nextOn: "2026-10-13", legalOn: "2027-02-28" });
    expect(review).not.toHaveProperty("area");
  });
  it("leaves the very same record where it says nothing new, on whatever day nothing is due", () => {
    const review = withFacts(undefined, facts(), RULES, "2026-09-02");
    expect(withFacts(review, facts(), RULES, "2026-09-02")).toBe(review);
    expect(withFacts(review, facts(), RULES, "2026-10-12")).toBe(review);
    expect(withFacts(review, facts(), RULES, "2026-10-13")).toMatchObject({ openedOn: "2026-10-13" });
  });
  it("keeps what was given, held, said and tried, and the reassessment that was asked for", () => {
    const kept = {
      given: [{ reason: "concern" as const, since: "2026-10-01", by: "ruth", at: noon("2026-10-01") }],
      held: [aHeld("2026-10-05")],
      contacts: [{ on: "2026-10-04", way: "visit" as const, answered: true, by: "ruth" }],
      outcomes: [anOutcome({ values: [aValue(3, "2026-10-05")] })],
      reassessment: { since: "2026-10-05", review: "held-2026-10-05", words: "More nights" },
    };
    expect(withFacts(aReview(kept), facts({ name: "Rosemary", area: "physical" }), RULES, "2026-10-06")).toMatchObject({ ...kept, name: "Rosemary" });
  });
  it("takes away what records say no more", () => {
    const before = withFacts(undefined, facts({ area: "physical", balanceAskedOn: "2026-09-05", couldNotFind: true }), RULES, "2026-09-06");
    const after = withFacts(before, facts(), RULES, "2026-09-07");
    for (const field of ["area", "balanceAskedOn", "openedOn"]) expect(after).not.toHaveProperty(field);
    expect(after.couldNotFind).toBe(false);
  });
  it("is worked out on the day it is learned, so that the queue knows of it although no date moved", () => {
    // Long open, and past its target: nothing that comes now moves a date.
    const open = settled(aReview(), RULES, "2027-01-05");
    const after = withFacts(open, facts({ support: [aSupport("agr-1", { to: "2027-01-19" })], noSupportSince: "2027-01-20" }), RULES, "2027-01-20");
    expect(after).toMatchObject({ openedOn: open.openedOn, targetOn: open.targetOn, lookedOn: "2027-01-20" });
    expect(queueFactsOf(after, after.lookedOn)).toMatchObject({ extras: ["no-support"], providers: 0 });
  });
  it("moves every date with the first payment, where that is corrected", () => {
    const before = withFacts(undefined, facts(), RULES, "2026-09-02");
    expect(withFacts(before, facts({ firstPaymentOn: "2026-08-01" }), RULES, "2026-09-02")).toMatchObject({ legalOn: "2027-01-31", nextOn: "2026-09-12" });
  });
});

describe("an outcome whose support has ended", () => {
  const outcome = anOutcome({ arrangements: ["agr-1", "agr-2"] });
  const closedOn = (support: Review["support"], day: PlainDate) =>
    withFacts(aReview({ outcomes: [outcome] }), facts({ support }), RULES, day).outcomes[0]?.closedOn;
  it("is closed with the last day of the last of it, with its last value", () => {
    const support = [aSupport("agr-1", { to: "2026-11-20" }), aSupport("agr-2", { to: "2026-11-10" })];
    expect(closedOn(support, "2026-11-21")).toBe("2026-11-20");
  });
  it("goes on while some of it runs, or is not known", () => {
    expect(closedOn([aSupport("agr-1", { to: "2026-11-20" }), aSupport("agr-2")], "2026-11-21")).toBeUndefined();
    expect(closedOn([aSupport("agr-1", { to: "2026-11-20" })], "2026-11-21")).toBeUndefined();
    expect(closedOn([aSupport("agr-1", { to: "2026-11-20" }), aSupport("agr-1", { to: "2026-11-10" })], "2026-11-21")).toBeUndefined();
  });
  it("goes on until an end that is known ahead has come, and is looked at on the day after", () => {
    const support = [aSupport("agr-1", { to: "2026-11-20" }), aSupport("agr-2", { to: "2026-11-10" }), aSupport("agr-3")];
    const review = withFacts(aReview({ outcomes: [outcome], held: [aHeld("2026-11-01")], endedInvited: ["agr-2"] }), facts({ support }), RULES, "2026-11-11");
    expect(review.outcomes[0]).not.toHaveProperty("closedOn");
    expect(review.nextOn).toBe("2026-11-21");
    expect(settled(review, RULES, "2026-11-20").outcomes[0]).not.toHaveProperty("closedOn");
    expect(settled(review, RULES, "2026-11-21").outcomes[0]?.closedOn).toBe("2026-11-20");
  });
  it("stays closed as it was, whatever support comes", () => {
    const closed = { ...outcome, closedOn: "2026-10-01" };
    const of = (support: Review["support"]) => withFacts(aReview({ outcomes: [closed] }), facts({ support }), RULES, "2026-11-21").outcomes;
    expect(of([aSupport("agr-1"), aSupport("agr-2")])).toEqual([closed]);
    expect(of([aSupport("agr-1", { to: "2026-11-20" }), aSupport("agr-2", { to: "2026-11-20" })])).toEqual([closed]);
  });
});

// Any record, from a year before its first payment to two years after.
const day = (least: number, most: number) => fc.integer({ min: least, max: most }).map((after) => daysAfter("2026-09-01", after));
const maybe = <One>(arbitrary: fc.Arbitrary<One>, freq = 2) => fc.option(arbitrary, { nil: undefined, freq });
const someSupport = fc.record({ from: day(-200, 500), length: maybe(fc.nat(400)), isAssistant: fc.boolean(), isOut: fc.boolean() });
const someFacts = fc
  .record({
    firstPaymentOn: maybe(day(-100, 200), 9),
    endedOn: maybe(day(0, 700)),
    capacityChangedOn: maybe(day(-200, 600)),
    balanceAskedOn: maybe(day(-200, 600)),
    couldNotFind: fc.boolean(),
    support: fc.array(someSupport, { maxLength: 3 }),
  })
  .map(({ support, ...rest }) =>
    facts({
      ...rest,
      support: support.map(({ length, ...one }, index) =>
        aSupport(`agr-${index + 1}`, { ...one, ...(length === undefined ? {} : { to: daysAfter(one.from, length) }) }),
      ),
    }),
  );
const someReview = fc
  .record({ held: fc.array(day(-100, 100), { maxLength: 2 }), checked: maybe(day(30, 80)), arrangements: fc.subarray(["agr-1", "agr-2"], { minLength: 1 }) })
  .map(({ held, checked, arrangements }) =>
    aReview({
      held: [...held.toSorted().map((on) => aHeld(on)), ...(checked === undefined ? [] : [aHeld(checked, { kind: "plan-check" })])],
      outcomes: [anOutcome({ arrangements })],
    }),
  );

describe("a record that is looked at", () => {
  it("again on the same day is the very same, and so it is with the same facts", () => {
    fc.assert(
      fc.property(someReview, someFacts, day(100, 700), (before, known, today) => {
        const review = withFacts(before, known, RULES, today);
        expect(settled(review, RULES, today)).toBe(review);
        expect(withFacts(review, known, RULES, today)).toBe(review);
      }),
      { numRuns: runs(10_000, 1000) },
    );
  });
  it("on every day of a year is what it is looked at only on the days it names", () => {
    let looks = 0;
    fc.assert(
      fc.property(someReview, someFacts, day(100, 300), (before, known, first) => {
        // Whoever is to be invited is, by the job, as soon as it looks.
        const looked = (review: Review, day: PlainDate): Review => {
          const now = settled(review, RULES, day);
          return invitationWanted(now, day, RULES) === undefined ? now : settled(asInvited(now, day, RULES), RULES, day);
        };
        let daily = looked(withFacts(before, known, RULES, first), first);
        let named = daily;
        const differ: PlainDate[] = [];
        for (let ahead = 1; ahead <= 366; ahead += 1) {
          const today = daysAfter(first, ahead);
          daily = looked(daily, today);
          if (named.nextOn !== undefined && named.nextOn <= today) {
            named = looked(named, today);
            looks += 1;
          }
          // What the queue knows is what is true on the day.
          const knows = named.openedOn === undefined || isSameStored(queueFactsOf(named, named.lookedOn), queueFactsOf(named, today));
          if (!knows || !isSameStored(daily, named) || (named.nextOn !== undefined && named.nextOn <= today)) differ.push(today);
        }
        expect(differ).toEqual([]);
      }),
      { numRuns: runs(500, 25) },
    );
    expect(looks).toBeGreaterThan(0);
  });
});
