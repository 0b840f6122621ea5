import { describe, expect, it } from "vitest";
import { SECTIONS, type VettingCase } from "../../../functions/vetting/rules/case.ts";
import { nextStep } from "../../../functions/vetting/rules/next-step.ts";
import type { Situation } from "../../../functions/vetting/rules/situation.ts";
import { aCase, answers } from "../../support/vetting.ts";
import { checklist, NOON, startingAs, TODAY } from "./scene.ts";

const situation = (given: Partial<VettingCase>): Situation => ({
  case: aCase({ id: "case", owner: "owner", state: "draft", workers: [], ...given }),
  evidence: [],
  checklist,
  today: TODAY,
  at: NOON,
});

describe("saving a part of an application", () => {
  it("goes on to the next in the order of the list, from the first to the last", () => {
    const given: Record<string, unknown> = {};
    for (const [index, part] of SECTIONS.entries()) {
      const step = nextStep(situation({ answers: given }), index === 0 ? undefined : SECTIONS[index - 1]);
      expect(step).toEqual({ kind: "part", part });
      given[part] = answers[part];
    }
  });
  it("asks nothing twice: what is there already is passed over, and what was passed over comes at the end", () => {
    const { profile: _p, work: _w, ...rest } = answers;
    expect(nextStep(situation({ answers: { ...rest, work: answers.work } }), "start")).toEqual({ kind: "part", part: "profile" });
    expect(nextStep(situation({ answers: rest }), "profile")).toEqual({ kind: "part", part: "work" });
    const { times: _t, ...withoutTimes } = answers;
    expect(nextStep(situation({ answers: withoutTimes }), { evidence: "hmrc" })).toEqual({ kind: "part", part: "times" });
  });
  it("goes on to people a group has not named yet, and then to the checks", () => {
    const group = { ...startingAs({ type: "micro-provider", people: 3 }) };
    expect(nextStep(situation({ answers: { ...answers, ...group } }), "conduct")).toEqual({ kind: "people" });
    expect(nextStep(situation({ answers }), "conduct")).toEqual({ kind: "evidence", id: "identity" });
    expect(nextStep(situation({ answers }), { evidence: "identity" })).toMatchObject({ kind: "evidence", id: "right-to-work" });
  });
});
