import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { allAreas, figuresOf, standingOf } from "../../../functions/reviews/rules/figures.ts";
import { Review } from "../../../functions/reviews/rules/review.ts";
import { reviewForPerson, withoutPerson } from "../../../functions/reviews/rules/review-of-person.ts";
import { daysAfter } from "../../../shared/domain/time.ts";
import { runs } from "../../support/runs.ts";
import { aHeld, anOutcome, aReview, noon } from "./scene.ts";

const TODAY = "2026-11-24";
const at = (target: number, legal: number, area?: string) => ({
  ...{ targetOn: daysAfter(TODAY, target), legalOn: daysAfter(TODAY, legal) },
  ...(area === undefined ? {} : { area }),
});

describe("how an open review stands", () => {
  it("is in time up to its target, past the target up to the legal limit, and then past that", () => {
    expect([at(0, 5), at(-1, 0), at(-1, 5), at(-1, -1)].map((one) => standingOf(one, TODAY))).toEqual(["onTime", "pastTarget", "pastTarget", "pastLegal"]);
  });
});

describe("the figures of a month", () => {
  it("count what is open by its area, and by none where it has none", () => {
    const open = [at(0, 5, "physical"), at(-1, 5, "physical"), at(-9, -1, "social"), at(3, 9)];
    expect(figuresOf(open, [], TODAY)).toMatchObject({
      day: TODAY,
      areas: {
        physical: { onTime: 1, pastTarget: 1, pastLegal: 0 },
        social: { onTime: 0, pastTarget: 0, pastLegal: 1 },
        none: { onTime: 1, pastTarget: 0, pastLegal: 0 },
      },
      ...{ held: 0, heldInTarget: 0, heldInLaw: 0 },
    });
  });
  it("count what was held on its limit as within it, and what had no limit", () => {
    const held = [
      { on: "2026-11-10", targetOn: "2026-11-10", legalOn: "2026-11-30" },
      { on: "2026-11-11", targetOn: "2026-11-10", legalOn: "2026-11-11" },
      { on: "2026-11-12", targetOn: "2026-11-10", legalOn: "2026-11-11" },
      { on: "2026-11-13" },
    ];
    expect(figuresOf([], held, TODAY)).toMatchObject({ held: 4, heldInTarget: 2, heldInLaw: 3, areas: {} });
  });
  it("have everybody who is open in one place, whatever the order", () => {
    const one = fc.record({
      target: fc.integer({ min: -9, max: 9 }),
      legal: fc.integer({ min: -9, max: 9 }),
      area: fc.constantFrom(undefined, "physical", "social"),
    });
    fc.assert(
      fc.property(fc.array(one, { maxLength: 20 }), (all) => {
        const open = all.map(({ target, legal, area }) => at(Math.min(target, legal), legal, area));
        const figures = figuresOf(open, [], TODAY);
        const { onTime, pastTarget, pastLegal } = allAreas(figures);
        expect(onTime + pastTarget + pastLegal).toBe(all.length);
        // Who stands in front is the order itself.
        const { fairness: _, ...counted } = figures;
        expect(figuresOf(open.toReversed(), [], TODAY)).toMatchObject(counted);
      }),
      { numRuns: runs(5000, 500) },
    );
  });
});

const whole = aReview({
  ...{ owner: "acc-1", name: "Rosemary", reassessment: { since: TODAY, review: "held-1", words: "She needs nights" }, outcomes: [anOutcome()] },
  given: [
    { reason: "safety-concern", since: TODAY, by: "ruth", at: noon(TODAY), words: "Bruises" },
    { reason: "concern", since: TODAY, by: "ruth", at: noon(TODAY), words: "No payslips" },
  ],
  held: [aHeld("2026-10-01", { summary: "She was well" })],
  contacts: [{ on: TODAY, way: "phone", answered: false, by: "ruth", words: "Her son answered" }],
});

describe("the reviews as their person is given them", () => {
  it("have all of it but which officer did what, what officers noted of contacts, and a worry about their safety", () => {
    const given = JSON.stringify(reviewForPerson(whole));
    for (const kept of ["Rosemary", "No payslips", "She was well", "She needs nights", "See my sister"]) expect(given).toContain(kept);
    for (const left of ["ruth", "Her son answered", "safety-concern", "Bruises"]) expect(given).not.toContain(left);
  });
});

describe("the reviews without their person", () => {
  it("are whole, and hold nobody's words, outcomes, name or account", () => {
    const after = withoutPerson(whole);
    expect(Review.parse(after)).toEqual(after);
    const text = JSON.stringify(after);
    for (const word of ["Rosemary", "acc-1", "Bruises", "No payslips", "She was well", "Her son answered", "She needs nights", "See my sister"])
      expect(text).not.toContain(word);
  });
  it("tell still that reviews were held, in time, and why", () => {
    const after = withoutPerson(whole);
    expect(after.held.map(({ on, kind }) => [on, kind])).toEqual([["2026-10-01", "review"]]);
    expect(after.given.map(({ reason }) => reason)).toEqual(["safety-concern", "concern"]);
    expect([after.firstPaymentOn, after.contacts.length, after.reassessment?.since]).toEqual(["2026-09-01", 1, TODAY]);
  });
  it("are the same where they were without already", () => {
    expect(withoutPerson(withoutPerson(whole))).toEqual(withoutPerson(whole));
  });
});
