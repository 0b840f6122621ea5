import { describe, expect, it } from "vitest";
import type { VettingCase } from "../../../functions/vetting/rules/case.ts";
import type { Evidence } from "../../../functions/vetting/rules/evidence.ts";
import { listingOf } from "../../../functions/vetting/rules/listing-of-case.ts";
import { CASE_STATES } from "../../../functions/vetting/rules/moves.ts";
import { daysAfter } from "../../../shared/domain/time.ts";
import { answers } from "../../support/vetting.ts";
import { accepted, checklist, offered, situationOf, startingAs, TODAY } from "./scene.ts";

const LISTED: Partial<VettingCase> = { state: "accredited", listing: "listing-1", accreditedOn: "2026-11-01", accreditedUntil: "2028-06-01" };
const listed = (changes: Partial<VettingCase> = {}, evidence?: readonly Evidence[]) => {
  const situation = situationOf({ case: { ...LISTED, ...changes } });
  return listingOf(situation.case, evidence ?? situation.evidence, checklist, TODAY);
};

describe("the listing of a case", () => {
  it("is what the applicant said of themselves, where they stand and which checks hold: no evidence, no worker and no private answer", () => {
    expect(listed({}, [accepted("identity"), accepted("training")])).toStrictEqual({
      id: "listing-1",
      authority: "E10000018",
      provider: "owner",
      kind: "personal-assistant",
      employment: "self-employed",
      displayName: "Pip Tryout",
      about: "I like walking and cooking.",
      postcode: "Melton Mowbray",
      area: { key: "place:2642705", lat: 52.766, lon: -0.887 },
      travelMiles: 10,
      districts: [],
      services: ["personal-care", "companionship"],
      clientGroups: ["older-people"],
      skills: [],
      languages: ["en"],
      availability: { mon: ["morning"] },
      hoursFree: 12,
      ratePence: 1450,
      status: "accredited",
      accreditedOn: "2026-11-01",
      accreditedUntil: "2028-06-01",
      checks: [
        { code: "identity", on: "2026-11-10" },
        { code: "training", on: "2026-11-10" },
      ],
    });
  });
  it("is there in every state that was ever on the list, and says which", () => {
    const status = Object.fromEntries(CASE_STATES.flatMap((state) => (listed({ state }) === undefined ? [] : [[state, listed({ state })?.status]])));
    expect(status).toStrictEqual({
      accredited: "accredited",
      provisional: "provisional",
      paused: "paused",
      suspended: "suspended",
      lapsed: "lapsed",
      withdrawn: "withdrawn",
    });
  });
  it("is none before there is an id for it, or while a part of what it shows is missing", () => {
    expect(listed({ listing: undefined })).toBeUndefined();
    for (const section of ["start", "profile", "work", "times", "price", "place", "languages"] as const) {
      const { [section]: _, ...rest } = answers;
      expect(listed({ answers: rest }), section).toBeUndefined();
    }
    const { consent: _consent, conduct: _conduct, ...enough } = answers;
    expect(listed({ answers: enough })).toBeDefined();
  });
  it("is of the kind they apply as", () => {
    const kindOf = (type: "employed-pa" | "self-employed-pa" | "micro-provider" | "agency") => {
      const { kind, employment } = listed({ answers: startingAs({ type }) }) ?? {};
      return [kind, employment];
    };
    expect(kindOf("employed-pa")).toEqual(["personal-assistant", "employed"]);
    expect(kindOf("self-employed-pa")).toEqual(["personal-assistant", "self-employed"]);
    expect(kindOf("micro-provider")).toEqual(["micro-provider", "organisation"]);
    expect(kindOf("agency")).toEqual(["agency", "organisation"]);
  });
  it("says a gender and dates only where there are any", () => {
    expect(listed({ answers: { ...answers, profile: { displayName: "Pip", about: "Hello.", gender: "female" } } })?.gender).toBe("female");
    const bare = listed({ accreditedOn: undefined, accreditedUntil: undefined });
    expect(["gender" in (bare ?? {}), "accreditedOn" in (bare ?? {}), "accreditedUntil" in (bare ?? {})]).toEqual([false, false, false]);
  });
  it("says where the Care Quality Commission knows them, once that was checked", () => {
    const cqc = accepted("cqc", { accepted: { facts: { locationId: "1-123456789" }, by: "ann", on: TODAY } });
    expect(listed({}, [accepted("identity"), cqc])?.cqc).toEqual({ locationId: "1-123456789" });
    expect("cqc" in (listed({}, [offered("cqc")]) ?? {})).toBe(false);
    expect("cqc" in (listed({}, [accepted("identity", { accepted: { facts: { locationId: "1-123456789" }, by: "ann", on: TODAY } })]) ?? {})).toBe(false);
  });
});

describe("the checks a listing shows", () => {
  const checks = (...evidence: readonly Evidence[]) => listed({}, evidence)?.checks;
  const on = (id: string, day: string, until?: string) =>
    accepted(id, { accepted: { facts: {}, by: "ann", on: day, ...(until === undefined ? {} : { until }) } });

  it("are those that count today: on their last day still, and not the day after", () => {
    expect(checks(on("training", "2026-01-01", TODAY))).toEqual([{ code: "training", on: "2026-01-01", until: TODAY }]);
    expect(checks(on("training", "2026-01-01", daysAfter(TODAY, -1)))).toEqual([]);
    expect(checks(accepted("training", { lapsedOn: TODAY }), offered("identity"))).toEqual([]);
  });
  it("are what is asked of them, required or not, and nothing else", () => {
    expect(checks(on("court-judgments", "2026-02-02"), on("car-insurance", "2026-02-02"))).toEqual([{ code: "court-judgments", on: "2026-02-02" }]);
  });
  it("are named once for everybody there, by the oldest date and the earliest end", () => {
    const team: Partial<VettingCase> = { answers: startingAs({ type: "micro-provider", people: 3 }), workers: ["w1", "w2"] };
    const evidence = [on("training", "2026-03-01"), on("training.w1", "2026-01-01", "2029-01-01"), on("training.w2", "2026-02-01", "2027-02-01")];
    expect(listed(team, evidence)?.checks).toEqual([{ code: "training", on: "2026-01-01", until: "2027-02-01" }]);
  });
});
