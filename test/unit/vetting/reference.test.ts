import { describe, expect, it } from "vitest";
import { Referee, Reference, ReferenceAnswers, referenceState } from "../../../functions/vetting/rules/reference.ts";
import { daysAfter } from "../../../shared/domain/time.ts";
import { TODAY } from "./scene.ts";

const said = { known: "For two years", work: "Kind and on time.", again: "yes" };
const request = {
  id: "r1",
  case: "a-case",
  authority: "E10000018",
  owner: "owner",
  about: "Pip Tryout",
  tokenHash: "hash",
  name: "Rita Referee",
  relation: "Employer",
  state: "asked",
  askedOn: TODAY,
  until: TODAY,
};

describe("a request for a reference", () => {
  it("stands open on the last day its link works, and is over the day after", () => {
    expect(referenceState({ state: "asked", until: TODAY }, TODAY)).toBe("asked");
    expect(referenceState({ state: "asked", until: TODAY }, daysAfter(TODAY, 1))).toBe("expired");
  });
  it("stays answered, however long ago", () => {
    for (const state of ["given", "declined"] as const) expect(referenceState({ state, until: TODAY }, "2999-01-01")).toBe(state);
  });
  it("is read as it was written, and in no state that is none of ours", () => {
    const whole = { ...request, state: "given", answers: said, answeredOn: TODAY };
    expect(Reference.parse(whole)).toEqual(whole);
    for (const state of ["asked", "given", "declined"]) expect(Reference.safeParse({ ...request, state }).success).toBe(true);
    for (const wrong of [{ state: "lost" }, { until: "soon" }, { name: "" }, { tokenHash: undefined }])
      expect(Reference.safeParse({ ...request, ...wrong }).success).toBe(false);
    expect(Reference.safeParse({ ...request, name: "x".repeat(101) }).success).toBe(false);
    expect(Reference.safeParse({ ...request, relation: "x".repeat(201) }).success).toBe(false);
    expect(Reference.safeParse({ ...request, about: "x".repeat(101) }).success).toBe(false);
  });
});

describe("what a referee says", () => {
  it("is how they know them, how they work and whether they would have them again; concerns may be left out", () => {
    for (const right of [said, { ...said, again: "no", concerns: "Often late." }]) expect(ReferenceAnswers.parse(right)).toEqual(right);
    const { known: _k, ...unknown } = said;
    const { work: _w, ...idle } = said;
    for (const wrong of [unknown, idle, { ...said, again: "perhaps" }, { ...said, known: "x".repeat(501) }, { ...said, work: "x".repeat(4001) }])
      expect(ReferenceAnswers.safeParse(wrong).success).toBe(false);
    expect(ReferenceAnswers.safeParse({ ...said, concerns: "x".repeat(4001) }).success).toBe(false);
  });
});

describe("a referee", () => {
  it("has a name, an address and a relation", () => {
    const named = { name: "Rita Referee", email: "rita@example.org", relation: "Employer" };
    expect(Referee.parse(named)).toEqual(named);
    for (const field of ["name", "email", "relation"]) expect(Referee.safeParse({ ...named, [field]: undefined }).success, field).toBe(false);
    expect(Referee.safeParse({ ...named, email: "nowhere" }).success).toBe(false);
    expect(Referee.safeParse({ ...named, name: "x".repeat(101) }).success).toBe(false);
  });
});
