import { describe, expect, it } from "vitest";
import { councilCodes } from "../../../shared/policy/council.ts";
import { DO_NOT_KNOW, FEEDBACK_FORMS, FEEDBACK_FROM, feedbackPolicyOn, QUESTIONS_MOST, questionsIn } from "../../../shared/policy/feedback.ts";

const TODAY = "2026-11-24";

describe("the questions of feedback", () => {
  it("are there for every council, at most four a form, each with a code of its own", () => {
    for (const council of councilCodes) {
      const { forms } = feedbackPolicyOn(council, TODAY);
      expect(Object.keys(forms).toSorted()).toEqual([...FEEDBACK_FORMS].toSorted());
      for (const questions of Object.values(forms)) {
        expect(questions.length).toBeLessThanOrEqual(QUESTIONS_MOST);
        expect(new Set(questions.map(({ code }) => code)).size).toBe(questions.length);
      }
    }
  });
  it("let whoever is asked to choose say that they do not know, and whoever sends anything say it in words", () => {
    const { forms } = feedbackPolicyOn("E10000018", TODAY);
    for (const questions of Object.values(forms)) {
      for (const { options } of questions) if (options) expect(options.map(({ code }) => code)).toContain(DO_NOT_KNOW);
      expect(questions.filter(({ mostCharacters }) => mostCharacters !== undefined).length).toBe(1);
    }
  });
  it("are read by the version they were asked in, and are none of a version that never was", () => {
    const { version } = feedbackPolicyOn("E10000018", TODAY);
    expect(questionsIn("E10000018", version, "carer").map(({ code }) => code)).toEqual(["how-are-you", "time-for-yourself", "helps-both", "change"]);
    expect(questionsIn("E10000018", 999, "carer")).toEqual([]);
    expect(() => feedbackPolicyOn("E10000018", "2020-01-01")).toThrow("No rules for feedback");
  });
  it("are about the part somebody plays, and never about the person they support", () => {
    const { forms } = feedbackPolicyOn("E10000018", TODAY);
    for (const who of FEEDBACK_FROM) for (const { words } of forms[who] ?? []) expect(words).not.toMatch(/\b(?:name|address|who is)\b/i);
  });
});
