import { describe, expect, it } from "vitest";
import { daysAfter } from "../../../shared/domain/time.ts";
import reviews from "../../../shared/policy/reviews.json" with { type: "json" };
import { EXTRA_REASONS, LICENSED_TOOLS, POINT_PARTS, reviewPolicyOn } from "../../../shared/policy/reviews.ts";

/** Every version of every council's rules, as they are read on their first day. */
const ALL = Object.entries(reviews.councils).flatMap(([council, name]) =>
  (Object.entries(reviews.rules).find(([known]) => known === name)?.[1] ?? []).map(({ effectiveFrom }) => reviewPolicyOn(council, effectiveFrom)),
);

describe("a council's rules for reviews", () => {
  it("are there for each council from their first day on, and never before", () => {
    expect(ALL.length).toBeGreaterThanOrEqual(Object.keys(reviews.councils).length);
    for (const council of Object.keys(reviews.councils)) {
      const { effectiveFrom } = reviewPolicyOn(council, "2026-11-24");
      expect(() => reviewPolicyOn(council, daysAfter(effectiveFrom, -1))).toThrow(`No rules for reviews of ${council}`);
      expect(reviewPolicyOn(council, effectiveFrom).version).toBe(1);
    }
  });
  it("are there for no other council", () => {
    expect(() => reviewPolicyOn("E06000018", "2026-11-24")).toThrow("No rules for reviews of E06000018 on 2026-11-24");
  });
  it("never allow a review later than the law: six months to the first, twelve from each to the next", () => {
    for (const { dates } of ALL) {
      expect(dates.legalFirstMonths).toBeLessThanOrEqual(6);
      expect(dates.legalThenMonths).toBeLessThanOrEqual(12);
    }
  });
  it("have the light look at a new plan within six to eight weeks, before the target of the first review", () => {
    for (const { dates } of ALL) {
      expect(dates.planCheck).toEqual({ fromWeeks: 6, toWeeks: 8 });
      expect(dates.firstTargetWeeks).toBeGreaterThan(dates.planCheck.toWeeks);
    }
  });
  it("give each reason its days, each part of the queue its points, and each tool of others its licence", () => {
    for (const { extraDays, queue, licences } of ALL) {
      expect(Object.keys(extraDays).toSorted()).toEqual([...EXTRA_REASONS].toSorted());
      expect(Object.keys(queue.points).toSorted()).toEqual([...POINT_PARTS].toSorted());
      expect(Object.keys(licences).toSorted()).toEqual([...LICENSED_TOOLS].toSorted());
      for (const { each, most } of Object.values(queue.points)) expect(each > 0 && most >= each).toBe(true);
    }
  });
  it("show no tool without a licence, and no goal scores unless the council has them shown", () => {
    for (const { licences, goalScores } of ALL) {
      expect(Object.values(licences)).toEqual([false, false, false, false]);
      expect(goalScores).toEqual({ shown: false, correlationPercent: 30 });
    }
  });
  it("write words for services and purposes as they are looked for: in lower case, letters and single spaces", () => {
    for (const { outcomes } of ALL) for (const word of [...outcomes.serviceWords, ...outcomes.purposeWords]) expect(word).toMatch(/^\p{Ll}+( \p{Ll}+)*$/u);
  });
  it("have each code of client-level data once", () => {
    for (const { codes } of ALL)
      for (const list of [codes.reasons, codes.methods, codes.eventOutcomes]) expect(new Set(list.map(({ code }) => code)).size).toBe(list.length);
  });
});
