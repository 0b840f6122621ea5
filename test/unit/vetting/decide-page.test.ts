import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { VettingCase } from "../../../functions/vetting/rules/case.ts";
import { agreedPage, pageAsTyped, refusedPage, withPage } from "../../../functions/vetting/rules/decide-page.ts";
import { runs } from "../../support/runs.ts";
import { aCase, answers } from "../../support/vetting.ts";

const DAY = "2026-11-24";
const name = fc.constantFrom("Pip Tryout", "Pippa Newname", "P. T.");
const about = fc.constantFrom("I like walking.", "I like swimming.", "I am an NHS nurse.", "Sent by Melton Borough Council.");
const step = fc.oneof(
  { weight: 4, arbitrary: fc.record({ act: fc.constant("type" as const), name, about }) },
  { weight: 1, arbitrary: fc.record({ act: fc.constantFrom("agree" as const, "refuse" as const) }) },
);
const state = fc.constantFrom("accredited" as const, "provisional" as const, "paused" as const, "suspended" as const);
const isClaim = (words: string | undefined) => /NHS|Council/.test(words ?? "");

describe("the public words of somebody on the list", () => {
  it("are always those an officer agreed to, or typed since without a name or a claim of their own", () => {
    fc.assert(
      fc.property(state, fc.array(step, { maxLength: 12 }), (where, steps) => {
        const first = { displayName: "Pip Tryout", about: "I like walking." };
        let vettingCase: VettingCase = aCase({ id: "c", owner: "pip", state: where, answers: { ...answers, profile: first } });
        let agreed = first;
        let typed = first;
        for (const one of steps) {
          if (one.act === "type") {
            typed = { displayName: one.name, about: one.about };
            vettingCase = withPage(vettingCase, typed, DAY);
          } else {
            if (vettingCase.pageChange === undefined) continue;
            if (one.act === "agree") agreed = typed;
            else typed = agreed;
            vettingCase = one.act === "agree" ? agreedPage(vettingCase) : refusedPage(vettingCase);
          }
          const { profile } = vettingCase.answers;
          expect(profile?.displayName).toBe(agreed.displayName);
          if (profile?.about !== agreed.about) expect(isClaim(profile?.about)).toBe(false);
          if (!isClaim(typed.about)) expect(profile?.about).toBe(typed.about);
          expect(pageAsTyped(vettingCase)).toEqual(typed);
          // There is something to do exactly while what was typed is not what was agreed to.
          const differs = typed.displayName !== agreed.displayName || typed.about !== agreed.about;
          expect([vettingCase.pageChange !== undefined, vettingCase.tasks.length]).toEqual([differs, differs ? 1 : 0]);
        }
      }),
      { numRuns: runs(2000) },
    );
  });
  it("are as typed before anything was decided", () => {
    const draft = aCase({ id: "c", owner: "pip" });
    const typed = { displayName: "Pippa", about: "I am an NHS nurse." };
    expect(withPage(draft, typed, DAY)).toEqual({ ...draft, answers: { ...answers, profile: typed } });
  });
  it("keep the day of the first change that waits", () => {
    const live = aCase({ id: "c", owner: "pip", state: "accredited" });
    const once = withPage(live, { displayName: "Pippa", about: "I like walking and cooking." }, "2026-11-01");
    const twice = withPage(once, { displayName: "Poppy", about: "I like walking and cooking." }, DAY);
    expect([twice.pageChange?.since, twice.tasks]).toEqual(["2026-11-01", [{ code: "page-changed", since: "2026-11-01" }]]);
  });
});
