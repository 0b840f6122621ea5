import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { factOf, providerAnswersOf } from "../../../functions/reviews/rules/feedback-fact.ts";
import {
  afterStep,
  canBeAnswered,
  finished,
  type Invitation,
  newInvitation,
  nextStep,
  overAt,
  STOPPED_WHY,
  stoppedFor,
  withEnded,
} from "../../../functions/reviews/rules/invitation.ts";
import { asInvited, invitationWanted } from "../../../functions/reviews/rules/invitation-wanted.ts";
import { invitationForPerson, invitationWithoutPerson } from "../../../functions/reviews/rules/review-of-person.ts";
import { daysAfter, instantOf, type PlainDate } from "../../../shared/domain/time.ts";
import { newLetterCode, printedCode, readLetterCode } from "../../../shared/links/letter-code.ts";
import { linkHashIn, newLinkToken } from "../../../shared/links/one-time-link.ts";
import { noon } from "../../support/balance-cases.ts";
import { anInvitation } from "../../support/invitations.ts";
import { aReview } from "../../support/reviews.ts";
import { runs } from "../../support/runs.ts";
import { aSupport, RULES } from "./scene.ts";

const PLAIN = { format: "standard", language: "en" } as const;
const TODAY = "2026-11-01";
const at = (day: PlainDate) => instantOf(noon(day));
const due = (more: object = {}) =>
  aReview({ openedOn: TODAY, targetOn: "2026-11-29", legalOn: "2027-01-31", firstPaymentOn: "2026-08-01", owner: "ada", ...more });
const ended = (arrangement: string, to: PlainDate) => aSupport(arrangement, { from: "2026-08-01", to });

describe("whoever is to be invited", () => {
  it("is whose review is open and who was not invited for it, and whose support ended in the last weeks", () => {
    const wanted = (more: object, day = TODAY) => invitationWanted(due(more), day, RULES);
    expect(wanted({})).toBe("review");
    expect(wanted({ invitedFor: TODAY })).toBeUndefined();
    expect(wanted({ invitedFor: "2025-11-01" })).toBe("review");
    const closed = { openedOn: undefined };
    expect(wanted({ ...closed, support: [ended("a", "2026-10-31")] })).toBe("ended");
    expect(wanted({ ...closed, support: [ended("a", TODAY)] })).toBeUndefined();
    expect(wanted({ ...closed, support: [ended("a", "2026-10-04")] })).toBe("ended");
    expect(wanted({ ...closed, support: [ended("a", "2026-10-03")] })).toBeUndefined();
    expect(wanted({ ...closed, support: [ended("a", "2026-10-31")], endedInvited: ["a"] })).toBeUndefined();
    expect(wanted({ endedOn: "2026-10-31" })).toBeUndefined();
    expect(wanted({ endedOn: TODAY })).toBe("review");
    expect(wanted({ firstPaymentOn: "2026-11-02" })).toBeUndefined();
  });
  it("is no more once they are, of both at once", () => {
    const review = due({ support: [ended("a", "2026-10-31"), ended("b", "2026-10-30")], endedInvited: ["b"] });
    const after = asInvited(review, TODAY, RULES);
    expect(after).toMatchObject({ invitedFor: TODAY, endedInvited: ["b", "a"] });
    expect(invitationWanted(after, TODAY, RULES)).toBeUndefined();
    expect(asInvited(due({ openedOn: undefined }), TODAY, RULES)).not.toHaveProperty("endedInvited");
  });
  it("gets an invitation of one id for each opening and each end, with a first name and no other", () => {
    const made = newInvitation(due({ id: "rcp-1", name: " Ada  van der Test", area: "physical" }), "review", PLAIN, TODAY, RULES);
    expect(made).toMatchObject({
      id: "rv.2026-11-01.rcp-1",
      firstName: "Ada",
      owner: "ada",
      area: "physical",
      state: "planned",
      until: "2026-12-20",
      nextOn: TODAY,
    });
    const alone = newInvitation(due({ support: [ended("a", "2026-10-31")] }), "ended", { format: "easy-read", language: "pl" }, TODAY, RULES);
    expect(alone).toMatchObject({ id: "end.a", kind: "ended", ended: ["a"], format: "easy-read", language: "pl", until: "2026-12-13" });
    expect(newInvitation(due({ name: undefined, owner: undefined }), "review", PLAIN, TODAY, RULES)).not.toHaveProperty("firstName");
    expect(withEnded(alone, ["a", "b"]).ended).toEqual(["a", "b"]);
  });
});

/** All that happens to an invitation when the job runs on these days, with as many contacts by officers. */
function walked(first: Invitation, days: readonly PlainDate[], officers = 0, isReached = true): readonly (readonly [string, PlainDate])[] {
  let invitation = first;
  let contacts = officers;
  const done: (readonly [string, PlainDate])[] = [];
  for (const day of days) {
    const next = nextStep(invitation, contacts, RULES);
    if (!next || next.on > day) continue;
    done.push([next.step, day]);
    if (next.step === "over") return done;
    const way = isReached && next.step !== "call" ? ("email" as const) : undefined;
    if (way && next.step !== "notice") contacts += 1;
    invitation = afterStep(invitation, { step: next.step, on: day, way, links: ["h"] }, contacts, RULES);
  }
  return done;
}
const daily = (from: PlainDate, many: number) => Array.from({ length: many }, (_, after) => daysAfter(from, after));
const planned = newInvitation(due(), "review", PLAIN, TODAY, RULES);

describe("the steps of an invitation", () => {
  it("are a notice, the form after 7 days, reminders on day 7 and 14 after it, a call on day 21, and an end on day 43", () => {
    expect(walked(planned, daily(TODAY, 100))).toEqual([
      ["notice", TODAY],
      ["form", "2026-11-08"],
      ["reminder", "2026-11-15"],
      ["second-reminder", "2026-11-22"],
      ["call", "2026-11-29"],
      ["over", "2026-12-21"],
    ]);
  });
  it("of support that ended are the form at once, one reminder, and an end", () => {
    const alone = newInvitation(due({ support: [ended("a", "2026-10-31")] }), "ended", PLAIN, TODAY, RULES);
    expect(walked(alone, daily(TODAY, 100))).toEqual([
      ["form", TODAY],
      ["reminder", "2026-11-08"],
      ["over", "2026-12-14"],
    ]);
  });
  it("stop at four contacts, whoever made them: the notice is none", () => {
    const steps = (officers: number) => walked(planned, daily(TODAY, 100), officers).map(([step]) => step);
    expect(steps(1)).toEqual(["notice", "form", "reminder", "second-reminder", "over"]);
    expect(steps(2)).toEqual(["notice", "form", "reminder", "over"]);
    expect(steps(4)).toEqual(["notice", "over"]);
  });
  it("make it an officer's task on the day of the form where nobody can be reached", () => {
    const noticed = afterStep(planned, { step: "notice", on: TODAY, links: [] }, 0, RULES);
    expect(afterStep(noticed, { step: "form", on: "2026-11-08", links: [] }, 0, RULES)).toMatchObject({ state: "open", callSince: "2026-11-08" });
    expect(afterStep(noticed, { step: "form", on: "2026-11-08", way: "sms", links: ["h"] }, 1, RULES)).not.toHaveProperty("callSince");
  });
  it("come each once at most, in their order, at least as far apart as policy says, on whatever days the job runs", () => {
    const gaps = fc.array(fc.integer({ min: 0, max: 40 }), { minLength: 1, maxLength: 60 });
    fc.assert(
      fc.property(gaps, fc.nat(5), fc.boolean(), (days, officers, isReached) => {
        let day = TODAY;
        const all = days.map((gap) => {
          day = daysAfter(day, gap);
          return day;
        });
        const done = walked(planned, all, officers, isReached);
        const steps = done.map(([step]) => step);
        expect(new Set(steps).size).toBe(steps.length);
        const order = ["notice", "form", "reminder", "second-reminder", "call", "over"];
        expect(steps.map((step) => order.indexOf(step))).toEqual(steps.map((step) => order.indexOf(step)).toSorted((a, b) => a - b));
        const on = Object.fromEntries(done);
        const apart = (one: string, other: string, least: number) => {
          if (on[one] !== undefined && on[other] !== undefined) expect(on[other] >= daysAfter(on[one], least)).toBe(true);
        };
        apart("notice", "form", 7);
        apart("form", "reminder", 7);
        apart("form", "second-reminder", 14);
        apart("form", "call", 21);
        const contacts = steps.filter((step) => ["form", "reminder", "second-reminder"].includes(step)).length;
        if (isReached) expect(contacts + officers <= 4 || contacts === 0).toBe(true);
      }),
      { numRuns: runs(1000) },
    );
  });
});

describe("an end of an invitation", () => {
  it("is one of four, after which nothing is sent, asked or changed", () => {
    const open = anInvitation({ callSince: "2026-11-22" });
    const ends = [
      overAt(open, at("2026-12-14")),
      ...STOPPED_WHY.map((why) => stoppedFor(open, why, at("2026-11-10"))),
      finished(open, { by: "self", satisfied: "4" }, due(), { form: "f", at: at("2026-11-10"), channel: "online" }),
    ];
    for (const done of ends) {
      for (const field of ["nextOn", "callSince"]) expect(done).not.toHaveProperty(field);
      expect(done.endedAt).toBeDefined();
      expect(canBeAnswered(done, "2026-11-10")).toBe(false);
      expect(nextStep(done, 0, RULES)).toBeUndefined();
      expect(stoppedFor(done, "died", at("2026-11-11"))).toBe(done);
      expect(overAt(done, at("2026-12-14"))).toBe(done);
    }
    expect(stoppedFor(open, "died", at("2026-11-10")).stopped).toEqual({ why: "died", on: "2026-11-10" });
  });
  it("keeps what was saved and never sent, which counts as no answer", () => {
    const over = overAt(anInvitation({ answer: { by: "self", satisfied: "1" } }), at("2026-12-14"));
    expect(over.answer).toEqual({ by: "self", satisfied: "1" });
    expect(factOf(over)).not.toHaveProperty("satisfied");
    expect(factOf(over)).not.toHaveProperty("answeredOn");
    expect(providerAnswersOf(over)).toEqual([]);
  });
});

describe("what an answer leaves for figures", () => {
  const support = [
    aSupport("a", { listing: "pa-1" }),
    aSupport("b", { listing: "pa-2", to: "2026-11-09" }),
    aSupport("c"),
    aSupport("d", { listing: "pa-1" }),
    aSupport("e", { listing: "pa-3", from: "2026-11-11" }),
  ].map((one) => ({ ...one, from: one.from > "2026-11-10" ? one.from : "2026-08-01" }));
  const done = (answer: object, more: object = {}, channel: "online" | "phone" = "online") =>
    finished(anInvitation({ owner: "ada", area: "physical", ...more }), answer, due({ support }), { form: "f", at: at("2026-11-10"), channel });

  it("is for every listing that supports them that day, once each, where somebody said how happy they are", () => {
    expect(providerAnswersOf(done({ by: "self", satisfied: "4" }))).toEqual([
      { listing: "pa-1", council: "E10000018", person: "ada", answeredOn: "2026-11-10", satisfied: 4 },
    ]);
    expect(providerAnswersOf(done({ by: "proxy", satisfied: "dont-know" }))).toMatchObject([{ satisfied: "dont-know" }]);
    expect(providerAnswersOf(done({ by: "self", control: "4" }))).toEqual([]);
  });
  it("is for nobody where an assistant helped, and of no question why support ended: both are kept", () => {
    const helped = done({ by: "with-assistant", satisfied: "5", words: "All well" });
    expect(providerAnswersOf(helped)).toEqual([]);
    expect(helped.answer).toEqual({ by: "with-assistant", satisfied: "5", words: "All well" });
    expect(factOf(helped)).toMatchObject({ by: "with-help", satisfied: 5, listings: [] });
    expect(done({ by: "self", satisfied: "4" }, { kind: "ended" }).listings).toEqual([]);
  });
  it("says no name and no word, and who answered in four kinds", () => {
    const fact = factOf(done({ by: "self", satisfied: "4", control: "2", words: "Secret" }));
    expect(fact).toEqual({
      ...{ kind: "review", channel: "email", format: "standard", language: "en", sentOn: "2026-11-01", until: "2026-12-13", person: "ada", area: "physical" },
      ...{ answeredOn: "2026-11-10", listings: ["pa-1"], by: "self", satisfied: 4, control: 2 },
    });
    const by = (answerer: string, channel?: "phone") => factOf(done({ by: answerer, satisfied: "4" }, {}, channel))?.by;
    expect([by("with-family"), by("with-staff"), by("proxy"), by("self", "phone")]).toEqual(["with-help", "with-help", "proxy", "staff"]);
    expect(factOf(anInvitation({ steps: [{ step: "notice", on: TODAY, way: "email" }] }))).toBeUndefined();
    expect(factOf(anInvitation({ owner: undefined, steps: [{ step: "form", on: TODAY }] }))).toMatchObject({ channel: "phone", person: "rcp_1" });
  });
  it("stays without its person when they are erased, and nothing else does", () => {
    const erased = invitationWithoutPerson(done({ by: "self", satisfied: "4", words: "Secret" }), at("2027-01-01"));
    expect(erased).toMatchObject({ state: "answered", answer: {}, links: [], listings: [] });
    for (const field of ["owner", "firstName"]) expect(erased).not.toHaveProperty(field);
    expect(factOf(erased)).toMatchObject({ person: "rcp_1", answeredOn: "2026-11-10" });
    expect(invitationWithoutPerson(anInvitation({ owner: "ada" }), at("2026-11-10"))).toMatchObject({ state: "stopped", stopped: { why: "erased" } });
    expect(invitationForPerson(done({ by: "self", satisfied: "4" }))).not.toHaveProperty("links");
    expect(invitationForPerson(done({ by: "self", satisfied: "4" }))).toMatchObject({ answer: { by: "self", satisfied: "4" } });
  });
});

describe("the code of a letter", () => {
  const someCode = fc.array(fc.nat(23), { minLength: 11, maxLength: 11 }).map((numbers) => newLetterCode(() => numbers.pop() ?? 0));
  it("has eleven signs of twenty-four, 50 bits, and none that is taken for another", () => {
    expect(11 * Math.log2(24)).toBeGreaterThan(50);
    fc.assert(
      fc.property(someCode, (code) => {
        expect(code).toMatch(/^[2-9CDFHJKMNPQRTVWXY]{11}$/);
        expect(code).not.toMatch(/[ILOU01]/);
      }),
      { numRuns: runs(300) },
    );
  });
  it("is read in any case, with or without dashes and spaces, and with what its signs are taken for", () => {
    const mistaken: Readonly<Record<string, string>> = { Q: "O", "7": "1", V: "U", "8": "B", "5": "S", "2": "Z", "6": "G" };
    fc.assert(
      fc.property(someCode, fc.array(fc.boolean(), { minLength: 11, maxLength: 11 }), fc.constantFrom("-", " ", "", " - "), (code, swaps, between) => {
        const copied = [...code].map((sign, index) => ((swaps[index] ?? false) ? (mistaken[sign] ?? sign) : sign));
        expect(readLetterCode(copied.join(between))).toBe(code);
        expect(readLetterCode(copied.join("").toLowerCase())).toBe(code);
        expect(readLetterCode(printedCode(code))).toBe(code);
        expect(printedCode(code)).toMatch(/^.{4}-.{4}-.{3}$/);
      }),
      { numRuns: runs(300) },
    );
    for (const text of ["", "K7F3-9QWX-2M", "K7F3-9QWX-2MCC", "AAAA-AAAA-AAA", "E7F3-9QWX-2MC"]) expect(readLetterCode(text)).toBeUndefined();
  });
});

describe("what stands in a link", () => {
  it("is 32 signs by chance, never the same, and of before 48; nothing else is one", () => {
    const made = new Set(Array.from({ length: 200 }, newLinkToken));
    expect(made.size).toBe(200);
    for (const token of made) expect(token).toMatch(/^[0-9a-f]{32}$/);
    expect(linkHashIn("0".repeat(48))).toBeDefined();
    for (const text of ["", "0".repeat(31), "0".repeat(33), "0".repeat(47), "G".repeat(32), undefined]) expect(linkHashIn(text)).toBeUndefined();
  });
});
