import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { CASE_STATES } from "../../../functions/vetting/rules/moves.ts";
import { daysLeft, nameMatches, SORTS, sorted, waitsFor } from "../../../functions/vetting/rules/queue-lines.ts";
import { firstChecklist } from "../../../shared/policy/checklists.ts";
import { runs } from "../../support/runs.ts";
import { aCase, answers } from "../../support/vetting.ts";
import { NOON, TODAY } from "./scene.ts";

const day = fc.constantFrom("2026-11-24", "2026-11-25", "2026-12-01");
const someCase = fc
  .record({
    id: fc.string({ minLength: 1, maxLength: 4 }),
    name: fc.string({ minLength: 1, maxLength: 8 }),
    sent: fc.option(day, { nil: undefined }),
    decideBy: fc.option(day, { nil: undefined }),
    assignedTo: fc.option(fc.constantFrom("ann", "ben"), { nil: undefined }),
  })
  .map(({ id, name, sent, ...more }) => ({
    body: aCase({
      id,
      owner: "pip",
      answers: { ...answers, profile: { displayName: name, about: "x" } },
      ...(sent === undefined ? {} : { submittedAt: `${sent}T09:00:00.000Z` }),
      ...Object.fromEntries(Object.entries(more).filter(([, value]) => value !== undefined)),
    }),
  }));

describe("the order of a list of cases", () => {
  it("holds each case once, is the same however they came, and is turned round by the other direction where no two are alike", () => {
    fc.assert(
      fc.property(fc.uniqueArray(someCase, { selector: ({ body }) => body.id, maxLength: 12 }), fc.constantFrom(...SORTS), fc.boolean(), (cases, by, down) => {
        const names = new Map([["ann", "Ann"]]);
        const once = sorted(cases, by, down, names);
        expect(once.map(({ body }) => body.id).toSorted()).toEqual(cases.map(({ body }) => body.id).toSorted());
        expect(sorted(cases.toReversed(), by, down, names).map(({ body }) => body.id)).toEqual(once.map(({ body }) => body.id));
      }),
      { numRuns: runs(300) },
    );
  });
  it("has what is to be decided before what is not", () => {
    const cases = [aCase({ id: "a", owner: "x" }), aCase({ id: "b", owner: "x", decideBy: "2026-12-31" })].map((body) => ({ body }));
    expect(sorted(cases, "decide-by", false, new Map()).map(({ body }) => body.id)).toEqual(["b", "a"]);
  });
});

describe("a name that is looked for", () => {
  it("is found by any of its words in any order and case, and by nothing that it does not hold", () => {
    fc.assert(
      fc.property(fc.array(fc.stringMatching(/^[a-z]{1,6}$/), { minLength: 1, maxLength: 4 }), (words) => {
        expect(nameMatches(words.join(" "), words.toReversed().join("  ").toUpperCase())).toBe(true);
        expect(nameMatches(words.join(" "), `${words.join(" ")} 7`)).toBe(false);
      }),
      { numRuns: runs(300) },
    );
    expect(nameMatches("Zoë Núñez", "nunez zoe")).toBe(true);
    for (const nothing of ["", "  "]) expect(nameMatches("Zoë", nothing)).toBe(false);
  });
});

describe("who a case waits for", () => {
  it("is somebody, in every state there is", () => {
    const references = { given: 0, wanted: 2 };
    const at = (state: (typeof CASE_STATES)[number], more = {}) =>
      waitsFor(
        { case: aCase({ id: "c", owner: "x", state, ...more }), evidence: [], checklist: firstChecklist("E10000018"), today: TODAY, at: NOON },
        references,
      );
    expect(Object.fromEntries(CASE_STATES.map((state) => [state, at(state)]))).toMatchObject({
      draft: "applicant",
      referred: "applicant",
      submitted: "us",
      "in-review": "us",
      "needs-more": "applicant",
      recommended: "us",
      "review-asked": "us",
      accredited: "no-one",
      paused: "applicant",
      suspended: "no-one",
    });
    expect(at("accredited", { tasks: [{ code: "lapsed", since: TODAY }] })).toBe("us");
    expect(at("withdrawn", { endedAt: NOON })).toBe("no-one");
    expect(at("refused", { endedAt: NOON, tasks: [{ code: "erasure", since: TODAY }] })).toBe("us");
  });
});

describe("days left", () => {
  it("are counted to the day that was promised, and below 0 once it is late", () => {
    expect(daysLeft({ decideBy: "2026-12-05" }, "2026-11-24")).toBe(11);
    expect(daysLeft({ decideBy: "2026-11-23" }, "2026-11-24")).toBe(-1);
    expect(daysLeft({}, "2026-11-24")).toBeUndefined();
  });
});
