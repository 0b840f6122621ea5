import { describe, expect, it } from "vitest";
import { Answers, conditionsOf, isPublic, isUndecided, LIVE_SECTIONS, mayChange, SECTIONS, VettingCase } from "../../../functions/vetting/rules/case.ts";
import { CASE_STATES } from "../../../functions/vetting/rules/moves.ts";
import { answers } from "../../support/vetting.ts";
import { caseOf, NOON, startingAs, TODAY } from "./scene.ts";

describe("what changes the checklist", () => {
  const doing = (services: string[], clientGroups: string[] = []) => conditionsOf({ work: { services, clientGroups, skills: [] } });
  const being = (start: Parameters<typeof startingAs>[0]) => conditionsOf({ start: startingAs(start).start });

  it("is what somebody does", () => {
    expect(doing(["personal-care"])).toEqual(["personal-care"]);
    expect(doing(["medication"])).toEqual(["medication"]);
    expect(doing(["transport"])).toEqual(["driving"]);
    expect(doing(["companionship"], ["children"])).toEqual(["children"]);
    expect(doing(["companionship"], ["older-people"])).toEqual([]);
  });
  it("is how they work", () => {
    expect(being({})).toEqual([]);
    expect(being({ driving: true })).toEqual(["driving"]);
    expect(being({ children: true })).toEqual(["children"]);
    expect(being({ cqcRegistered: true })).toEqual(["cqc-registered"]);
    expect([being({ people: 1 }), being({ people: 2 })]).toEqual([[], ["employs"]]);
  });
  it("is nothing while nothing is known", () => {
    expect(conditionsOf({})).toEqual([]);
  });
});

describe("a case's state", () => {
  it("is undecided until a second officer has decided", () => {
    expect(CASE_STATES.filter((state) => isUndecided({ state }))).toEqual(["draft", "referred", "submitted", "in-review", "needs-more", "recommended"]);
  });
  it("is public only on the list", () => {
    expect(CASE_STATES.filter((state) => isPublic({ state }))).toEqual(["accredited", "provisional"]);
  });
});

describe("the parts of an application", () => {
  it("come in this order, and these may be changed on the list without another check", () => {
    expect([...SECTIONS]).toEqual(["applicant", "start", "profile", "work", "times", "price", "place", "languages", "consent", "conduct"]);
    expect([...LIVE_SECTIONS]).toEqual(["profile", "times", "price", "place", "languages"]);
  });
  it("may all be changed while the applicant has the case, the live ones also on the list, and none otherwise", () => {
    const changeable = (state: (typeof CASE_STATES)[number]) => SECTIONS.filter((section) => mayChange({ state }, section));
    const byApplicant = ["draft", "referred", "needs-more"];
    const listed = ["accredited", "provisional", "paused"];
    for (const state of CASE_STATES)
      expect(changeable(state), state).toEqual(byApplicant.includes(state) ? SECTIONS : listed.includes(state) ? LIVE_SECTIONS : []);
  });
  it("are kept as they were given, each by itself or all", () => {
    expect(Answers.parse({})).toEqual({});
    expect(Answers.parse(answers)).toEqual(answers);
    for (const section of SECTIONS) expect(Answers.parse({ [section]: answers[section] })).toEqual({ [section]: answers[section] });
    const known = { ...answers, profile: { ...answers.profile, gender: "female" } };
    expect(Answers.parse(known)).toEqual(known);
  });
  it("are refused in words where they are wrong, and at their limits", () => {
    const refusals = (section: string, given: object): readonly string[] => {
      const whole: Readonly<Record<string, unknown>> = answers;
      const read = Answers.safeParse({ [section]: Object.assign({}, whole[section], given) });
      return read.success ? [] : read.error.issues.map(({ path, message }) => `${path.slice(1).join(".")} ${message}`);
    };
    const yesOrNo = ["driving", "children", "substitutes", "cqcRegistered"];
    for (const field of yesOrNo) expect(refusals("start", { [field]: "perhaps" })).toEqual([`${field} must be yes or no`]);
    expect(refusals("start", { type: "magician" })[0]).toContain("type must be one of employed-pa");
    expect(refusals("start", { people: 0 })).toEqual(["people must be at least 1"]);
    expect(refusals("start", { people: 501 })).toEqual(["people must be at most 500"]);
    expect(refusals("start", { people: 2.5 })).toEqual(["people must be a whole number of people"]);
    expect(refusals("start", { people: "two" })).toEqual(["people must be a number of people"]);
    expect([refusals("start", { people: 1 }), refusals("start", { people: 500 })]).toEqual([[], []]);
    expect(refusals("profile", { displayName: "x".repeat(101) })).toEqual(["displayName must be at most 100 characters"]);
    expect(refusals("profile", { about: "x".repeat(4001) })).toEqual(["about must be at most 4000 characters"]);
    expect(refusals("profile", { gender: "robot" })[0]).toContain("gender must be one of");
    expect(refusals("work", { services: [] })).toEqual(["services must name at least one service"]);
    expect(refusals("work", { services: ["magic"] })[0]).toContain("services.0 must be one of");
    expect(refusals("work", { clientGroups: ["wizards"] })[0]).toContain("clientGroups.0 must be one of");
    expect(refusals("work", { skills: ["flying"] })[0]).toContain("skills.0 must be one of");
    expect(refusals("times", { hoursFree: -1 })).toEqual(["hoursFree must be at least 0"]);
    expect(refusals("times", { hoursFree: 169 })).toEqual(["hoursFree must be at most 168"]);
    expect(refusals("times", { hoursFree: "some" })).toEqual(["hoursFree must be a number of hours a week"]);
    expect([refusals("times", { hoursFree: 0 }), refusals("times", { hoursFree: 168 })]).toEqual([[], []]);
    expect(refusals("price", { ratePence: 0 })).toEqual(["ratePence must be at least 1"]);
    expect(refusals("price", { ratePence: 100_001 })).toEqual(["ratePence must be at most 100000"]);
    expect(refusals("price", { ratePence: 12.5 })).toEqual(["ratePence must be a whole number of pence"]);
    expect(refusals("price", { ratePence: "dear" })).toEqual(["ratePence must be a number of pence an hour"]);
    expect(refusals("place", { base: "x".repeat(61) })).toEqual(["base must be at most 60 characters"]);
    expect(refusals("place", { travelMiles: 201 })).toEqual(["travelMiles must be at most 200"]);
    expect(refusals("place", { travelMiles: -1 })).toEqual(["travelMiles must be at least 0"]);
    expect(refusals("place", { travelMiles: "far" })).toEqual(["travelMiles must be a number of miles"]);
    expect(refusals("place", { area: {} })).toHaveLength(3);
    expect(refusals("languages", { languages: [] })).toEqual(["languages must name at least one language"]);
    expect(refusals("languages", { languages: ["klingon"] })).toEqual(["languages.0 must be an ISO 639 code such as gu"]);
    expect(refusals("consent", { list: false })).toEqual(["list must be given: there is no listing without it"]);
    expect(refusals("consent", { feed: "perhaps" })).toEqual(["feed must be yes or no"]);
    expect(refusals("conduct", { version: "1", signedBy: "x".repeat(101), on: "2026-02-30" })).toHaveLength(3);
    for (const [section, field] of [
      ["times", "availability"],
      ["languages", "languages"],
      ["work", "services"],
      ["place", "area"],
    ] as const)
      expect(refusals(section, { [field]: "none" }), field).toHaveLength(1);
  });
});

describe("a stored case", () => {
  const done = { by: "ann", at: NOON };
  const whole = caseOf({
    state: "suspended",
    workers: ["w1"],
    submittedAt: NOON,
    decideBy: TODAY,
    assignedTo: "ann",
    moreNeeded: "Which villages?",
    returned: "See the dates.",
    recommendation: { ...done, outcome: "provisional", reason: "New." },
    decision: { ...done, outcome: "refused", reason: "No." },
    review: { askedAt: NOON, reason: "Look again.", by: "cat", at: NOON, outcome: "It stays." },
    accreditation: "provisional",
    blockingEvidence: ["dbs"],
    suspension: { ...done, reason: "A concern." },
    tasks: [{ code: "lapsed", about: "dbs", since: TODAY }],
    listing: "listing-1",
    accreditedOn: TODAY,
    accreditedUntil: TODAY,
    reminded: [40],
    nextSweepOn: TODAY,
    renews: "another",
    touchedOn: TODAY,
    endedAt: NOON,
  });
  it("is read as it was written, whole or with the least there is", () => {
    for (const kept of [whole, caseOf()]) expect(VettingCase.parse(kept)).toEqual(kept);
    const bare = {
      ...whole,
      recommendation: { ...done, outcome: "accredited" },
      decision: { ...done, outcome: "accredited" },
      review: { askedAt: NOON, reason: "Look again." },
    };
    expect(VettingCase.parse(bare)).toEqual(bare);
  });
  it("may stand in every state, have every outcome and every task there is, and no other", () => {
    const reads = (changes: object) => VettingCase.safeParse({ ...whole, ...changes }).success;
    for (const state of CASE_STATES) expect(reads({ state }), state).toBe(true);
    for (const outcome of ["accredited", "provisional", "refused"])
      expect([reads({ recommendation: { ...done, outcome } }), reads({ decision: { ...done, outcome } })]).toEqual([true, true]);
    for (const code of ["status-check", "new-information", "lapsed", "asked-to-be-reviewed"])
      expect(reads({ tasks: [{ code, since: TODAY }] }), code).toBe(true);
    const wrong: readonly object[] = [
      { state: "lost" },
      { accreditation: "refused" },
      { recommendation: { ...done, outcome: "perhaps" } },
      { decision: { ...done, outcome: "perhaps" } },
      { decision: { outcome: "refused" } },
      { review: {} },
      { suspension: { ...done } },
      { suspension: { reason: "No." } },
      { tasks: [{ code: "dance", since: TODAY }] },
      { tasks: [{ code: "lapsed", since: "soon" }] },
      { moreNeeded: "x".repeat(2001) },
      { returned: "x".repeat(2001) },
      { workers: undefined },
    ];
    for (const one of wrong) expect(reads(one), JSON.stringify(one)).toBe(false);
  });
});
