import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  ATTEMPTS,
  contactKey,
  contactKeysOf,
  isOutOfReach,
  lastDayOf,
  Referee,
  Reference,
  ReferenceAnswers,
  referenceState,
  TAKEN_BY,
  waitsForOfficer,
} from "../../../functions/vetting/rules/reference.ts";
import { afterHearing, type Heard, mayReach } from "../../../functions/vetting/rules/take-reference.ts";
import { sentOn } from "../../../functions/vetting/use-cases/references.ts";
import { daysAfter } from "../../../shared/domain/time.ts";
import { runs } from "../../support/runs.ts";
import { aCase } from "../../support/vetting.ts";
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
    expect(referenceState({ state: "asked", askedOn: TODAY, until: TODAY }, TODAY)).toBe("asked");
    expect(referenceState({ state: "asked", askedOn: TODAY, until: TODAY }, daysAfter(TODAY, 1))).toBe("expired");
  });
  it("stays answered, however long ago", () => {
    for (const state of ["given", "declined"] as const) expect(referenceState({ state, askedOn: TODAY, until: TODAY }, "2999-01-01")).toBe(state);
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
  const ways = [
    { by: "email", email: "rita@example.org" },
    { by: "phone", phone: "01632 960 001" },
    { by: "post", address: "1 High Street\nMelton Mowbray\nLE13 1GH" },
  ] as const;
  const referee = (way: object) => ({ name: "Rita Referee", relation: "Employer", ...way });
  it("has a name, a relation and one way to be contacted", () => {
    for (const way of ways) {
      const named = referee(way);
      expect(Referee.parse(named)).toEqual(named);
      for (const field of Object.keys(named)) expect(Referee.safeParse({ ...named, [field]: undefined }).success, field).toBe(false);
      expect(Referee.safeParse({ ...named, name: "x".repeat(101) }).success).toBe(false);
    }
    for (const wrong of [
      { by: "email", email: "nowhere" },
      { by: "phone", phone: "12" },
      { by: "phone", phone: "0900 000 0000" },
      { by: "post", address: "LE13 1GH" },
      { by: "pigeon", email: "rita@example.org" },
    ])
      expect(Referee.safeParse(referee(wrong)).success, JSON.stringify(wrong)).toBe(false);
  });
  it("is known by the same key however their number or address is written, and by no other's", () => {
    const keyOf = (way: object) => contactKey(Referee.parse(referee(way)));
    expect(new Set(["01632 960 001", "+44 1632 960001", "(01632) 960-001"].map((phone) => keyOf({ by: "phone", phone }))).size).toBe(1);
    const written = ["1 High Street\nMelton Mowbray\nLE13 1GH", "1 high street, Melton Mowbray, LE13 1gh", "1  High Street\n Melton Mowbray \nLE131GH"];
    expect(new Set(written.map((address) => keyOf({ by: "post", address }))).size).toBe(1);
    expect(keyOf({ by: "post", address: "11 High Street\nMelton Mowbray\nLE13 1GH" })).not.toBe(keyOf(ways[2]));
    expect(contactKeysOf({ email: "rita@example.org", phone: "01632960001", postalAddress: written[1] })).toEqual(ways.map(keyOf));
    expect(contactKeysOf({})).toEqual([]);
  });
});

const officers = ["ann", "ben"] as const;
const heardOf = fc.oneof(
  fc.constantFrom(...ATTEMPTS).map((outcome): Heard => ({ kind: "attempt", outcome })),
  fc.constant<Heard>({ kind: "declined" }),
  fc.constantFrom(...TAKEN_BY).map((how): Heard => ({ kind: "given", answers: ReferenceAnswers.parse(said), how })),
);
const asked = Reference.parse({ ...request, until: daysAfter(TODAY, 28), by: "phone", contact: "01632 960 001" });

describe("a request that an officer makes", () => {
  const RUNS = runs(300);
  it("ends once, whatever is heard in whatever order: with the first answer the contact goes, and nothing is heard after it", () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(heardOf, fc.constantFrom(...officers), fc.nat(40)), { maxLength: 12 }), (all) => {
        let reference = asked;
        for (const [heard, officer, days] of all) {
          const today = daysAfter(TODAY, days);
          const after = afterHearing(reference, heard, officer, { today, sentOn: TODAY });
          if (reference.state !== "asked" || days > 28) expect(after).toEqual({ ok: false, refusal: "over" });
          if (!after.ok) continue;
          expect(Reference.parse(after.value)).toEqual(after.value);
          expect(afterHearing(after.value, heard, officer, { today, sentOn: TODAY })).toEqual(
            heard.kind === "attempt" ? { ok: true, value: after.value } : { ok: false, refusal: "over" },
          );
          reference = after.value;
          expect(reference.contact === undefined).toBe(reference.state !== "asked");
          expect(reference.taken?.by).toBe(reference.state === "asked" ? undefined : officer);
        }
      }),
      { numRuns: RUNS },
    );
  });
  it("counts its days from when the council has the case, as many as a link has from when it was sent", () => {
    fc.assert(
      fc.property(fc.nat(60), fc.integer({ min: 1, max: 60 }), (later, length) => {
        const of = { by: "phone" as const, askedOn: TODAY, until: daysAfter(TODAY, length) };
        expect(lastDayOf(of, undefined)).toBeUndefined();
        expect(lastDayOf(of, daysAfter(TODAY, later))).toBe(daysAfter(TODAY, length + later));
        expect(lastDayOf(of, daysAfter(TODAY, -later))).toBe(of.until);
        expect(lastDayOf({ ...of, by: undefined }, daysAfter(TODAY, later))).toBe(of.until);
        expect(referenceState({ ...of, state: "asked" }, daysAfter(TODAY, length + later), daysAfter(TODAY, later))).toBe("asked");
        expect(referenceState({ ...of, state: "asked" }, daysAfter(TODAY, length + later + 1), daysAfter(TODAY, later))).toBe("expired");
        expect(referenceState({ ...of, state: "asked" }, "2999-01-01")).toBe("asked");
      }),
      { numRuns: RUNS },
    );
  });
  it("is asked from the day the case was sent, which London's calendar says", () => {
    expect([sentOn({}), sentOn({ submittedAt: "2026-07-01T22:59:59Z" }), sentOn({ submittedAt: "2026-07-01T23:00:00Z" })]).toEqual([
      undefined,
      "2026-07-01",
      "2026-07-02",
    ]);
  });
  it("cannot be reached once so many days brought no answer, or at once where the number is wrong", () => {
    const tried = (...outcomes: readonly (typeof ATTEMPTS)[number][]) => ({ attempts: outcomes.map((outcome) => ({ on: TODAY, by: "ann", outcome })) });
    expect([
      isOutOfReach({}, 3),
      isOutOfReach(tried("no-answer", "no-answer"), 3),
      isOutOfReach(tried("letter-sent", "letter-sent", "letter-sent"), 3),
    ]).toEqual([false, false, false]);
    expect([isOutOfReach(tried("no-answer", "no-answer", "no-answer"), 3), isOutOfReach(tried("wrong-contact"), 3)]).toEqual([true, true]);
  });
  it("waits for an officer until it is answered or a letter is posted; one by email never does", () => {
    const posted = { attempts: [{ on: TODAY, by: "ann", outcome: "letter-sent" as const }] };
    expect(waitsForOfficer({ by: "phone", standing: "asked", ...posted })).toBe(true);
    expect(waitsForOfficer({ by: "post", standing: "asked" })).toBe(true);
    expect(waitsForOfficer({ by: "post", standing: "asked", ...posted })).toBe(false);
    expect(waitsForOfficer({ standing: "asked" })).toBe(false);
    for (const standing of ["given", "declined", "expired", "unreachable"] as const) expect(waitsForOfficer({ by: "phone", standing })).toBe(false);
  });
  it("is the work of the officer who has the case, who did not enter it and has no interest", () => {
    const of = aCase({ id: "a-case", owner: "pip", state: "in-review", assignedTo: "ann" });
    const officer = (subject: string, same: readonly string[] = []) => ({ kind: "officer" as const, subject, same });
    const sent = (by?: string) => ({ offered: { facts: {}, at: "2026-11-20T09:00:00.000Z", state: "with-us" as const, ...(by ? { by } : {}) } });
    expect(mayReach(of, sent(), officer("ann"))).toBeUndefined();
    expect(mayReach(of, sent(), officer("other", ["ann"]))).toBeUndefined();
    expect(mayReach(of, sent(), officer("ben"))).toBe("not-taken");
    expect(mayReach(of, sent("ann"), officer("ann"))).toBe("same-officer");
    expect(mayReach({ ...of, enteredBy: ["ann"] }, sent(), officer("ann"))).toBe("same-officer");
    expect(mayReach({ ...of, conflicts: ["ann"] }, sent(), officer("ann"))).toBe("interest");
    expect(mayReach(of, sent(), { kind: "applicant", subject: "pip" })).toBe("not-yours");
    expect(mayReach(of, sent(), officer("ann", ["pip"]))).toBe("not-yours");
    for (const state of ["draft", "referred", "refused", "withdrawn", "lapsed", "renewed", "review-asked"] as const)
      expect(mayReach({ ...of, state }, sent(), officer("ann")), state).toBe("not-open");
    for (const state of ["accredited", "provisional", "paused", "suspended"] as const)
      expect(mayReach({ ...of, state }, sent(), officer("ben")), state).toBeUndefined();
  });
});
