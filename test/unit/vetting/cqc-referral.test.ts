import { describe, expect, it } from "vitest";
import type { Start } from "../../../functions/vetting/rules/case.ts";
import { referralOf } from "../../../functions/vetting/rules/cqc-referral.ts";
import { PROVIDER_TYPES } from "../../../shared/policy/checklists.ts";
import { answers } from "../../support/vetting.ts";
import { checklist, startingAs } from "./scene.ts";

// The checklist of these tests calls three people a team, and takes micro-providers of up to six.
const withCare = (start: Partial<Start>) => referralOf(startingAs(start), checklist);
const withoutCare = (start: Partial<Start>) =>
  referralOf({ ...startingAs(start), work: { services: ["companionship"], clientGroups: [], skills: [] } }, checklist);

describe("the line of the Care Quality Commission", () => {
  it("stands in nobody's way before it is known what they apply as", () => {
    const { start: _, ...rest } = answers;
    expect(referralOf(rest, checklist)).toBeUndefined();
  });
  it("stops a personal assistant who sends others or leads a team, whatever they do", () => {
    for (const type of ["employed-pa", "self-employed-pa"] as const) {
      for (const referral of [withCare, withoutCare]) {
        expect(referral({ type, people: 1 })).toBeUndefined();
        expect(referral({ type, people: 2 })).toBeUndefined();
        expect(referral({ type, people: 3 })).toBe("sends-others");
        expect(referral({ type, people: 1, substitutes: true })).toBe("sends-others");
      }
    }
  });
  it("stops a micro-provider whose team gives personal care, and no other", () => {
    const type = "micro-provider";
    expect([withCare({ type, people: 2 }), withCare({ type, people: 3 }), withoutCare({ type, people: 3 })]).toEqual([
      undefined,
      "team-giving-care",
      undefined,
    ]);
    expect(withCare({ type, people: 1, substitutes: true })).toBeUndefined();
  });
  it("stops an agency that gives personal care, of any size, and no other", () => {
    expect(withCare({ type: "agency", people: 40 })).toBe("agency-giving-care");
    expect([withCare({ type: "agency" }), withoutCare({ type: "agency", people: 400, substitutes: true })]).toEqual(["agency-giving-care", undefined]);
  });
  it("stops none that is registered", () => {
    for (const type of PROVIDER_TYPES) expect(withCare({ type, people: 4, substitutes: true, cqcRegistered: true }), type).toBeUndefined();
  });
  it("sends a micro-provider of more people than the checklist's most to another type, registered or not", () => {
    for (const cqcRegistered of [true, false]) {
      expect(withoutCare({ type: "micro-provider", people: 6, cqcRegistered })).toBeUndefined();
      expect(withoutCare({ type: "micro-provider", people: 7, cqcRegistered })).toBe("too-many-people");
    }
    expect(withoutCare({ type: "agency", people: 7 })).toBeUndefined();
  });
});
