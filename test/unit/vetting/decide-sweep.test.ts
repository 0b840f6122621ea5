import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { VettingCase } from "../../../functions/vetting/rules/case.ts";
import { caseDueOn, caseRemovedOn, evidenceDueOn, sweepCase, sweepEvidence } from "../../../functions/vetting/rules/decide-sweep.ts";
import type { Evidence } from "../../../functions/vetting/rules/evidence.ts";
import { CASE_STATES } from "../../../functions/vetting/rules/moves.ts";
import { daysAfter, monthsAfter } from "../../../shared/domain/time.ts";
import { runs } from "../../support/runs.ts";
import { accepted, caseOf, checklist, FACTS, offered, situationOf, startingAs, TODAY } from "./scene.ts";

const { figures } = checklist;
const SENT = "2026-10-01T09:00:00.000Z";
const LISTED: Partial<VettingCase> = { state: "accredited", accreditation: "accredited", submittedAt: SENT, accreditedUntil: "2028-01-01" };
const OFFICERS_TASK = { code: "officer-task", to: "officer", values: {} };

const ending = (until: string, changes: Partial<Evidence> = {}): Evidence =>
  accepted("training", { accepted: { facts: {}, by: "ann", on: "2026-01-01", until }, ...changes });
const certificate = (changes: Partial<Evidence> = {}, facts = FACTS["dbs"] ?? {}, on = "2026-01-31"): Evidence =>
  accepted("dbs", { accepted: { facts, by: "ann", on }, ...changes });

describe("the day on which evidence is looked at", () => {
  const due = (evidence: Evidence) => evidenceDueOn(evidence, checklist);

  it("is each day of the checklist's reminders, and then the day after its last day: no listing is up one day without cover", () => {
    const until = "2027-06-30";
    expect(due(ending(until))).toBe("2027-05-21");
    expect(due(ending(until, { reminded: [40] }))).toBe("2027-06-18");
    expect(due(ending(until, { reminded: [40, 12] }))).toBe("2027-07-01");
    expect(due(ending(until, { reminded: [12] }))).toBe("2027-05-21");
  });
  it("is none where nothing ends, nothing is accepted or it has lapsed already", () => {
    expect(due(accepted("identity"))).toBeUndefined();
    expect(due(offered("training"))).toBeUndefined();
    expect(due(ending("2026-11-01", { lapsedOn: "2026-11-02" }))).toBeUndefined();
  });
  it("of a certificate is when its status is to be asked: so many months after it was accepted, or asked last", () => {
    expect(due(certificate())).toBe("2026-10-31");
    const first = { on: "2026-03-01", by: "ann", result: "BLANK_NO_NEW_INFO" } as const;
    expect(due(certificate({ statusChecks: [first, { ...first, on: "2026-06-30" }] }))).toBe("2027-03-30");
    expect(due(certificate({ statusChecks: [first, first, { ...first, on: "2026-06-30" }] }))).toBe("2027-03-30");
    expect(due(certificate({ reminded: [0] }))).toBeUndefined();
    expect(due(certificate({ lapsedOn: "2026-05-01" }))).toBeUndefined();
    expect(due(certificate({}, { ...FACTS["dbs"], updateService: false }))).toBeUndefined();
    expect(due(offered("dbs"))).toBeUndefined();
    expect(due(accepted("training", { accepted: { facts: { updateService: true }, by: "ann", on: TODAY } }))).toBeUndefined();
  });
  it("is when facts are to be erased, until they were", () => {
    expect(due(certificate({ reminded: [0], factsUntil: "2027-01-01" }))).toBe("2027-01-01");
    expect(due(certificate({ reminded: [0], factsUntil: "2027-01-01", factsErasedOn: "2027-01-01" }))).toBeUndefined();
    expect(due(certificate({ lapsedOn: "2026-05-01", factsUntil: "2027-01-01" }))).toBe("2027-01-01");
  });
  it("is the first of them all", () => {
    const all = (until: string, factsUntil: string, on: string) =>
      due(certificate({ accepted: { facts: FACTS["dbs"] ?? {}, by: "ann", on, until }, factsUntil }));
    expect(all("2030-01-01", "2029-01-01", "2026-01-01")).toBe("2026-10-01");
    expect(all("2030-01-01", "2026-09-01", "2026-01-01")).toBe("2026-09-01");
    expect(all("2026-09-09", "2029-01-01", "2026-01-01")).toBe("2026-07-31");
  });
  it("is never after the first day without cover, whatever has been done and whatever the figures are", () => {
    const day = fc.integer({ min: 0, max: 2000 }).map((days) => daysAfter("2026-01-01", days));
    fc.assert(
      fc.property(
        day,
        fc.array(fc.integer({ min: 1, max: 90 }), { maxLength: 4 }),
        fc.array(fc.integer({ min: 0, max: 90 }), { maxLength: 4 }),
        (until, reminderDays, reminded) => {
          const on = evidenceDueOn(ending(until, { reminded }), { figures: { ...figures, reminderDays } });
          expect(on !== undefined && on <= daysAfter(until, 1)).toBe(true);
        },
      ),
      { numRuns: runs(2000) },
    );
  });
});

describe("the day on which a case is looked at", () => {
  const due = (changes: Partial<VettingCase>) => caseDueOn(caseOf(changes), checklist);

  it("is when a draft that nobody touches is closed: counted from the last touch, or its beginning", () => {
    expect(due({ createdAt: "2026-08-31T09:00:00.000Z" })).toBe("2026-10-31");
    expect(due({ createdAt: "2026-08-31T09:00:00.000Z", touchedOn: "2026-12-31" })).toBe("2027-02-28");
    expect(due({ state: "referred", createdAt: "2026-08-31T09:00:00.000Z" })).toBe("2026-10-31");
  });
  it("is none while officers are at it", () => {
    expect(due({ state: "in-review", submittedAt: SENT })).toBeUndefined();
    expect(due({ state: "accredited", submittedAt: SENT })).toBeUndefined();
  });
  it("is each reminder to apply again, and then the day after the last day on the list", () => {
    const listed = { ...LISTED, accreditedUntil: "2027-06-30" };
    for (const state of ["accredited", "provisional", "paused"] as const) {
      expect(due({ ...listed, state })).toBe("2027-05-21");
      expect(due({ ...listed, state, reminded: [40] })).toBe("2027-06-18");
      expect(due({ ...listed, state, reminded: [40, 12] })).toBe("2027-07-01");
    }
  });
  it("is none of a suspended case, however late it is, and none of one that is on no list", () => {
    expect(due({ ...LISTED, state: "suspended", accreditedUntil: "2026-01-01" })).toBeUndefined();
    for (const state of ["lapsed", "refused", "review-asked", "in-review"] as const) expect(due({ ...LISTED, state })).toBeUndefined();
  });
  it("of an ended case is when it is removed: at once where it was never sent, and else so many months later", () => {
    const endedAt = "2026-08-31T23:59:00.000Z";
    expect(due({ state: "withdrawn", endedAt })).toBe("2026-08-31");
    expect(due({ state: "withdrawn", endedAt, submittedAt: SENT })).toBe("2029-02-28");
    expect(due({ ...LISTED, state: "lapsed", endedAt })).toBe("2029-02-28");
    expect(caseRemovedOn(caseOf({ state: "withdrawn", endedAt }), checklist)).toBe("2026-08-31");
    expect(caseRemovedOn(caseOf(LISTED), checklist)).toBeUndefined();
  });
});

describe("a night, for evidence", () => {
  const night = (evidence: Evidence, today: string, changes: Partial<VettingCase> = LISTED) => {
    const situation = situationOf({ case: changes, today });
    return { before: situation.case, ...sweepEvidence({ ...situation, evidence: [evidence] }, evidence.id) };
  };
  const until = "2027-06-30";

  it("does nothing about what is not there, and nothing before its day", () => {
    const situation = situationOf({ case: LISTED });
    expect(sweepEvidence(situation, "car-insurance")).toEqual({ case: situation.case, evidence: [], notices: [] });
    const early = night(ending(until), "2027-05-20");
    expect([early.case === early.before, early.evidence, early.notices]).toEqual([true, [], []]);
  });
  it("reminds on the day, of what and until when, and not twice", () => {
    const first = night(ending(until), "2027-05-21");
    expect(first.evidence).toEqual([ending(until, { reminded: [40] })]);
    expect(first.notices).toEqual([{ code: "check-due", to: "applicant", values: { item: "Training", day: until } }]);
    expect(first.case).toBe(first.before);
    expect(night(ending(until, { reminded: [40] }), "2027-05-22").evidence).toEqual([]);
    expect(night(ending(until, { reminded: [40] }), "2027-06-18").evidence).toEqual([ending(until, { reminded: [40, 12] })]);
  });
  it("reminds once of several periods that nights were missed for", () => {
    const late = night(ending(until), "2027-06-20");
    expect([late.evidence[0]?.reminded, late.notices.length]).toEqual([[40, 12], 1]);
  });
  it("notes a reminder without a word while a renewal is with us, the place is not live, or it is not required", () => {
    const silent = [
      night(ending(until, { offered: { facts: {}, at: SENT, state: "with-us" } }), "2027-05-21"),
      night(ending(until), "2027-05-21", { state: "in-review", submittedAt: SENT }),
      night(accepted("court-judgments", { accepted: { facts: {}, by: "ann", on: "2026-01-01", until } }), "2027-05-21"),
      night(accepted("car-insurance", { accepted: { facts: {}, by: "ann", on: "2026-01-01", until } }), "2027-05-21"),
    ];
    for (const { evidence, notices } of silent) expect([evidence[0]?.reminded, notices]).toEqual([[40], []]);
  });
  it("reminds whoever is on the list, or only kept off it for a while", () => {
    const live = CASE_STATES.filter((state) => night(ending(until), "2027-05-21", { ...LISTED, state }).notices.length > 0);
    expect(live).toEqual(["accredited", "provisional", "paused", "suspended"]);
  });
  it("leaves evidence in force on its last day, and lapses it and pauses its listing the day after", () => {
    const last = night(ending(until, { reminded: [40, 12] }), until);
    expect([last.case === last.before, last.evidence]).toEqual([true, []]);
    const after = night(ending(until, { reminded: [40, 12] }), "2027-07-01");
    expect(after.case).toMatchObject({ state: "paused", blockingEvidence: ["training"], tasks: [{ code: "lapsed", about: "training", since: "2027-07-01" }] });
    expect(after.evidence).toEqual([ending(until, { reminded: [40, 12], lapsedOn: "2027-07-01" })]);
    expect(after.notices.slice(0, 2)).toEqual([
      { code: "check-lapsed", to: "applicant", values: { item: "Training" } },
      { code: "listing-paused", to: "applicant", values: { reason: "Training has expired" } },
    ]);
    const again = night(ending(until, { lapsedOn: "2027-07-01" }), "2027-07-02");
    expect([again.case === again.before, again.evidence, again.notices]).toEqual([true, [], []]);
  });
  it("lapses what is optional, or of a case that is not on the list, and changes nothing else", () => {
    const optional = night(accepted("court-judgments", { accepted: { facts: {}, by: "ann", on: "2026-01-01", until } }), "2027-07-01");
    expect([optional.case === optional.before, optional.evidence[0]?.lapsedOn, optional.notices]).toEqual([true, "2027-07-01", []]);
    const early = night(ending(until), "2027-07-01", { state: "in-review", submittedAt: SENT });
    expect([early.case === early.before, early.evidence[0]?.lapsedOn, early.notices]).toEqual([true, "2027-07-01", []]);
    const gone = night(accepted("car-insurance", { accepted: { facts: {}, by: "ann", on: "2026-01-01", until } }), "2027-07-01");
    expect([gone.case === gone.before, gone.evidence[0]?.lapsedOn]).toEqual([true, "2027-07-01"]);
  });
  it("holds what lapses while suspended or paused, so that lifting does not put it back", () => {
    const suspended = night(ending(until), "2027-07-01", { ...LISTED, state: "suspended" });
    expect([suspended.case.state, suspended.case.blockingEvidence]).toEqual(["suspended", ["training"]]);
    expect(suspended.notices).toEqual([{ code: "check-lapsed", to: "applicant", values: { item: "Training" } }]);
  });
  it("deals with the piece it is about, and with no other", () => {
    const situation = situationOf({ case: LISTED, today: "2027-05-21" });
    const pieces = [...situation.evidence.filter(({ id }) => id !== "training"), ending(until)];
    expect(sweepEvidence({ ...situation, evidence: pieces }, "training").evidence).toEqual([ending(until, { reminded: [40] })]);
  });
  it("lapses, and reminds of, what a worker gave who is gone, without a word", () => {
    const left = (day: string) => night(accepted("training.w9", { accepted: { facts: {}, by: "ann", on: "2026-01-01", until } }), day);
    expect([left("2027-05-21").evidence[0]?.reminded, left("2027-05-21").notices]).toEqual([[40], []]);
    expect([left("2027-07-01").evidence[0]?.lapsedOn, left("2027-07-01").case.state, left("2027-07-01").notices]).toEqual(["2027-07-01", "accredited", []]);
  });
  it("looks at a worker's evidence as at anybody's", () => {
    const team: Partial<VettingCase> = { ...LISTED, answers: startingAs({ type: "micro-provider", people: 2 }), workers: ["w1"] };
    const workers = accepted("training.w1", { accepted: { facts: {}, by: "ann", on: "2026-01-01", until } });
    expect(night(workers, "2027-07-01", team).case).toMatchObject({ state: "paused", blockingEvidence: ["training.w1"] });
  });

  describe("of a DBS certificate", () => {
    it("gives an officer the task to ask for its status, on its day and once", () => {
      expect(night(certificate(), "2026-10-30").evidence).toEqual([]);
      const other = { code: "new-information", about: "dbs", since: "2026-10-01" } as const;
      const kept = { code: "lapsed", about: "training", since: "2026-10-01" } as const;
      const due = night(certificate(), "2026-10-31", { ...LISTED, tasks: [other, kept] });
      expect(due.case).toEqual({ ...due.before, tasks: [kept, { code: "status-check", about: "dbs", since: "2026-10-31" }] });
      expect(due.evidence).toEqual([certificate({ reminded: [0] })]);
      expect(due.notices).toEqual([OFFICERS_TASK]);
      expect(night(certificate({ reminded: [0] }), "2026-12-01").evidence).toEqual([]);
      const early = night(certificate(), "2026-10-31", { state: "in-review", submittedAt: SENT });
      expect([early.case.tasks, early.evidence[0]?.reminded, early.notices]).toEqual([[], [0], []]);
    });
    it("reminds of its end and asks for its status in one night", () => {
      const both = certificate({ accepted: { facts: FACTS["dbs"] ?? {}, by: "ann", on: "2026-01-31", until: "2026-11-10" } });
      const done = night(both, "2026-10-31");
      expect(done.evidence[0]?.reminded).toEqual([40, 12, 0]);
      expect(done.notices).toEqual([{ code: "check-due", to: "applicant", values: { item: "DBS certificate", day: "2026-11-10" } }, OFFICERS_TASK]);
    });
    it("erases its facts on their day, and keeps that it was checked and for what", () => {
      const factsUntil = "2027-02-28";
      const held = certificate({ reminded: [0], factsUntil });
      expect(night(held, "2027-02-27").evidence).toEqual([]);
      const erased = night(held, factsUntil);
      expect(erased.evidence).toStrictEqual([
        {
          ...certificate({ reminded: [0], factsErasedOn: factsUntil }),
          accepted: { facts: { level: "enhanced-barred", workforce: "adult", updateService: true }, by: "ann", on: "2026-01-31" },
        },
      ]);
      expect([erased.case === erased.before, erased.notices]).toEqual([true, []]);
      const again = night({ ...held, factsErasedOn: factsUntil }, "2027-03-01");
      expect(again.evidence).toEqual([]);
      // One that was never accepted has nothing to keep.
      const never = night(offered("dbs", { factsUntil, offered: { facts: FACTS["dbs"] ?? {}, at: SENT, state: "needs-more" } }), factsUntil);
      expect(["accepted" in (never.evidence[0] ?? {}), "offered" in (never.evidence[0] ?? {}), never.evidence[0]?.factsErasedOn]).toEqual([
        false,
        false,
        factsUntil,
      ]);
    });
    it("keeps what an officer has just been sent, but not what nobody looked at for as long as facts are kept", () => {
      const today = "2027-02-28";
      const waiting = (at: string, state: "with-us" | "needs-more" | "refused" = "with-us") =>
        night(certificate({ reminded: [0], factsUntil: today, offered: { facts: FACTS["dbs"] ?? {}, at, state } }), today).evidence[0];
      const line = monthsAfter(today, -figures.dbsFactsMonths);
      expect(line).toBe("2026-09-28");
      const kept = waiting("2026-09-29T00:00:00.000Z");
      expect([kept?.offered !== undefined, kept?.factsUntil, "factsErasedOn" in (kept ?? {})]).toEqual([true, "2027-07-28", false]);
      expect(kept?.accepted?.facts).toEqual({ level: "enhanced-barred", workforce: "adult", updateService: true });
      const old = waiting("2026-09-28T23:59:59.999Z");
      expect([old?.offered, old?.factsUntil, old?.factsErasedOn]).toEqual([undefined, undefined, today]);
      for (const state of ["needs-more", "refused"] as const) expect(waiting("2027-02-01T09:00:00.000Z", state)?.offered).toBeUndefined();
    });
    it("erases and lapses in one night, and remembers both", () => {
      const both = certificate({
        accepted: { facts: FACTS["dbs"] ?? {}, by: "ann", on: "2026-01-31", until: "2027-02-27" },
        reminded: [0, 12, 40],
        factsUntil: "2027-02-28",
      });
      const done = night(both, "2027-02-28").evidence[0];
      expect([done?.factsErasedOn, done?.lapsedOn]).toEqual(["2027-02-28", "2027-02-28"]);
      const unlisted = night(both, "2027-02-28", { state: "lapsed", submittedAt: SENT }).evidence[0];
      expect([unlisted?.factsErasedOn, unlisted?.lapsedOn]).toEqual(["2027-02-28", "2027-02-28"]);
    });
  });
});

describe("a night, for a case", () => {
  const night = (changes: Partial<VettingCase>, today = TODAY) => {
    const situation = situationOf({ case: changes, today });
    return { before: situation.case, ...sweepCase(situation) };
  };

  it("closes a draft that nobody touched for the checklist's months, on that day and not before", () => {
    const draft = { touchedOn: "2026-09-24" };
    const before = night(draft, "2026-11-23");
    expect([before.case === before.before, before.evidence, before.notices]).toEqual([true, [], []]);
    expect(night(draft, "2026-11-24").case).toMatchObject({ state: "withdrawn", endedAt: "2026-11-24T12:00:00.000Z" });
    expect(night({ ...draft, state: "referred" }, "2027-01-01").case.state).toBe("withdrawn");
  });
  it("leaves alone what officers are at, and what has ended", () => {
    for (const changes of [
      { state: "in-review", submittedAt: SENT, touchedOn: "2026-01-01" },
      { state: "withdrawn", endedAt: SENT, touchedOn: "2026-01-01" },
      { state: "lapsed", submittedAt: SENT, endedAt: SENT, accreditedUntil: "2026-01-01" },
      { state: "accredited", submittedAt: SENT },
    ] as const) {
      const done = night(changes);
      expect([done.case === done.before, done.evidence, done.notices]).toEqual([true, [], []]);
    }
  });
  it("leaves a place in force on its last day, and ends it the day after", () => {
    const listed = { ...LISTED, accreditedUntil: TODAY, reminded: [40, 12] };
    const last = night(listed);
    expect(last.case).toBe(last.before);
    const over = night(listed, daysAfter(TODAY, 1));
    expect(over.case).toMatchObject({ state: "lapsed", endedAt: "2026-11-25T12:00:00.000Z" });
    expect(over.notices).toEqual([
      { code: "check-lapsed", to: "applicant", values: { item: "Your place on the list" } },
      { code: "arrangement-paused", to: "recipients", values: {} },
    ]);
  });
  it("leaves a suspended case suspended, whatever its time", () => {
    const done = night({ ...LISTED, state: "suspended", accreditedUntil: "2026-01-01" });
    expect([done.case === done.before, done.notices]).toEqual([true, []]);
  });
  it("reminds to apply again on each day of the checklist, and not twice", () => {
    const listed = { ...LISTED, accreditedUntil: "2027-06-30" };
    expect(night(listed, "2027-05-20").case).toEqual(caseOf(listed));
    const first = night(listed, "2027-05-21");
    expect(first.case).toEqual({ ...first.before, reminded: [40] });
    expect(first.evidence).toEqual([]);
    expect(first.notices).toEqual([{ code: "check-due", to: "applicant", values: { item: "Your place on the list", day: "2027-06-30" } }]);
    const again = night({ ...listed, reminded: [40] }, "2027-06-17");
    expect([again.case === again.before, again.notices]).toEqual([true, []]);
    expect(night({ ...listed, reminded: [40] }, "2027-06-18").case.reminded).toEqual([40, 12]);
    const late = night(listed, "2027-06-29");
    expect([late.case.reminded, late.notices.length]).toEqual([[40, 12], 1]);
  });
});
