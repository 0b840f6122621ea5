import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { VettingCase } from "../../../functions/vetting/rules/case.ts";
import { afterVisitMove, endedVisit, needsNoVisit, type VisitInput } from "../../../functions/vetting/rules/decide-visit.ts";
import { checklistLines } from "../../../functions/vetting/rules/evidence.ts";
import { CASE_STATES, type MovedBy } from "../../../functions/vetting/rules/moves.ts";
import { waitsFor } from "../../../functions/vetting/rules/queue-lines.ts";
import { queueOf } from "../../../functions/vetting/rules/queues.ts";
import type { Situation } from "../../../functions/vetting/rules/situation.ts";
import { sweepVisit, visitDueOn } from "../../../functions/vetting/rules/sweep-visit.ts";
import { bringWords } from "../../../functions/vetting/rules/to-bring.ts";
import {
  confirmedTime,
  isOpenVisit,
  placeForApplicant,
  placeForOfficer,
  startOf,
  Visit,
  type VisitTime,
  visitTimeCode,
} from "../../../functions/vetting/rules/visit.ts";
import { VISIT_MOVES, type VisitMove, visitMove, visitMoveRefusal } from "../../../functions/vetting/rules/visit-moves.ts";
import { withVisitDue } from "../../../functions/vetting/use-cases/commit-outcome.ts";
import { daysAfter, instantOf, londonDate } from "../../../shared/domain/time.ts";
import { servicePolicy } from "../../../shared/policy/service.ts";
import { runs } from "../../support/runs.ts";
import { ANN, BEN, CAT, OWNER, offered, situationOf, TODAY, TRELLIS } from "./scene.ts";

function there<Value>(value: Value | undefined): Value {
  if (value === undefined) throw new Error("It is not there");
  return value;
}

const FIRST: VisitTime = { day: "2026-12-01", time: "10:30" };
const SECOND: VisitTime = { day: "2026-12-03", time: "14:00" };
const OFFER = { place: { kind: "office", words: "Made-up House" }, times: [FIRST, SECOND] } as const;
const NONE = { given: 0, wanted: 2 };

/** A case that Ann checks, whose originals are still to be seen. */
const sceneAt = (at: string, visit?: Visit, changes: Partial<VettingCase> = {}): Situation => ({
  ...situationOf({
    case: { state: "in-review", assignedTo: "ann", submittedAt: "2026-11-20T09:00:00.000Z", ...changes },
    evidence: { identity: offered("identity"), dbs: offered("dbs") },
    today: londonDate(Date.parse(at)),
  }),
  at,
  visit,
});
const NOW = `${TODAY}T12:00:00.000Z`;
const AFTER = "2026-12-01T11:00:00.000Z";

/** A visit after some moves, each of which must be legal. */
function visitAfter(...moves: readonly (readonly [VisitMove, MovedBy, VisitInput?, string?])[]): Visit | undefined {
  let visit: Visit | undefined;
  for (const [move, by, input = {}, at = NOW] of moves) {
    const done = afterVisitMove(sceneAt(at, visit), move, by, input);
    if (!done.ok) throw new Error(`${move}: ${done.refusal}`);
    visit = done.value.visit.after;
  }
  return visit;
}
const proposed = () => visitAfter(["propose", ANN, { offer: OFFER }]);
const confirmed = () => visitAfter(["propose", ANN, { offer: OFFER }], ["pick", OWNER, { chosen: visitTimeCode(FIRST) }]);
const noneFits = () => visitAfter(["propose", ANN, { offer: OFFER }], ["decline", OWNER, { reason: "Weekends only" }]);
const refusalOf = (visit: Visit | undefined, move: VisitMove, by: MovedBy, input: VisitInput = {}, at = NOW, changes: Partial<VettingCase> = {}) => {
  const done = afterVisitMove(sceneAt(at, visit, changes), move, by, input);
  return done.ok ? undefined : done.refusal;
};

describe("the moves of a visit", () => {
  it("lead from where to where as this says, and nowhere else", () => {
    expect(Object.fromEntries(Object.entries(VISIT_MOVES).map(([name, { from, to, by }]) => [name, `${from.join(" ")} -> ${to} by ${by}`]))).toEqual({
      propose: "none cancelled done missed -> proposed by officer",
      change: "proposed confirmed none-fits -> proposed by officer",
      pick: "proposed none-fits -> confirmed by either",
      decline: "proposed -> none-fits by either",
      "cannot-come": "confirmed -> none-fits by either",
      cancel: "proposed confirmed none-fits -> cancelled by officer",
      complete: "confirmed -> done by officer",
      miss: "confirmed -> missed by officer",
      end: "proposed confirmed none-fits -> cancelled by system",
    });
    expect([visitMove("pick"), visitMove("toString")]).toEqual(["pick", undefined]);
  });
  it("are the officer's who has the case while it is checked, anyone's of the council once it is listed, and no stranger's", () => {
    for (const move of ["propose", "change", "cancel", "pick", "decline", "cannot-come"] as const) {
      const visit = { propose: undefined, change: proposed(), cancel: proposed(), pick: proposed(), decline: proposed(), "cannot-come": confirmed() }[move];
      expect(visitMoveRefusal(move, sceneAt(NOW, visit), ANN), move).toBeUndefined();
      for (const state of ["in-review", "needs-more", "recommended"] as const)
        expect(visitMoveRefusal(move, sceneAt(NOW, visit, { state }), BEN), move).toBe("not-assigned");
      expect(visitMoveRefusal(move, sceneAt(NOW, visit, { state: "submitted" }), ANN), move).toBe("not-open");
      // Whose case it is is no officer in it, and no officer is whoever it is for.
      expect(visitMoveRefusal(move, sceneAt(NOW, visit), { subject: "owner", kind: "system" }), move).toBe("not-yours");
      expect(visitMoveRefusal(move, sceneAt(NOW, visit, { state: "accredited" }), BEN), move).toBeUndefined();
      expect(visitMoveRefusal(move, sceneAt(NOW, visit, { conflicts: ["ann"] }), ANN), move).toBe("interest");
      expect(visitMoveRefusal(move, sceneAt(NOW, visit), { subject: "stranger", kind: "applicant" }), move).toBe("not-yours");
      // Somebody's second account is theirs: nobody arranges their own visit as an officer.
      expect(visitMoveRefusal(move, sceneAt(NOW, visit), { subject: "ann", kind: "officer", same: ["owner"] }), move).toBe("not-yours");
      expect(visitMoveRefusal(move, sceneAt(NOW, visit), TRELLIS), move).toBe("not-yours");
    }
    expect(refusalOf(confirmed(), "end", ANN)).toBe("not-yours");
    for (const move of ["propose", "change", "cancel", "complete", "miss"] as const) expect(refusalOf(confirmed(), move, OWNER, {}, AFTER)).not.toBeUndefined();
  });
  it("are open where somebody has the case, or it is listed, and nowhere else", () => {
    const open = CASE_STATES.filter((state) => visitMoveRefusal("propose", sceneAt(NOW, undefined, { state }), ANN) === undefined);
    expect(open).toEqual(["in-review", "needs-more", "recommended", "accredited", "provisional", "paused", "suspended"]);
  });
});

describe("offering times", () => {
  it("makes a visit that waits for the applicant, who is told when, where and what to bring", () => {
    const done = afterVisitMove(sceneAt(NOW), "propose", ANN, { offer: OFFER });
    expect(done).toMatchObject({
      ok: true,
      value: { visit: { after: { state: "proposed", by: "ann", offered: [FIRST, SECOND] } }, case: { involved: ["ann"], tasks: [] } },
    });
    expect(done.ok && done.value.notices).toEqual([
      {
        code: "visit-proposed",
        to: "applicant",
        values: {
          reference: "a-case",
          when: "Tuesday 1 December 2026, 10:30am\nThursday 3 December 2026, 2pm",
          where: "Made-up House",
          bring: "- Identity: passport\n- DBS certificate",
          phone: "0116 496 0100",
          reason: "",
        },
      },
    ]);
    expect(waitsFor(sceneAt(NOW, proposed()), NONE)).toBe("applicant");
  });
  it("is refused without times, with one that has passed, and where nothing is left to be seen", () => {
    expect(refusalOf(undefined, "propose", ANN)).toBe("no-times");
    expect(refusalOf(undefined, "propose", ANN, { offer: { ...OFFER, times: [] } })).toBe("no-times");
    expect(refusalOf(undefined, "propose", ANN, { offer: OFFER }, AFTER)).toBe("no-times");
    const nothing = { ...situationOf({ case: { state: "in-review", assignedTo: "ann" } }), visit: undefined };
    expect(afterVisitMove(nothing, "propose", ANN, { offer: OFFER })).toEqual({ ok: false, refusal: "nothing-to-see" });
  });
  it("says nothing of where somebody lives, whatever is told", () => {
    const done = afterVisitMove(sceneAt(NOW), "propose", ANN, { offer: { place: { kind: "home" }, times: [FIRST] } });
    expect(done.ok && done.value.notices[0]?.values["where"]).toBe("Your home");
  });
  it("needs a reason to change what was offered, tells the applicant why, and takes back what was chosen", () => {
    expect(refusalOf(confirmed(), "change", ANN, { offer: OFFER })).toBe("reason-missing");
    const done = afterVisitMove(sceneAt(NOW, confirmed()), "change", ANN, { offer: { ...OFFER, times: [SECOND] }, reason: "I am ill." });
    expect(done.ok && done.value.visit.after).toEqual({
      case: "a-case",
      owner: "owner",
      authority: "E10000018",
      state: "proposed",
      place: OFFER.place,
      offered: [SECOND],
      by: "ann",
      at: NOW,
      reason: "I am ill.",
      reminded: [],
    });
    expect(done.ok && done.value.notices.map(({ code, values }) => [code, values["reason"]])).toEqual([["visit-changed", "I am ill."]]);
  });
});

describe("what a visit keeps", () => {
  const BASE = { case: "a-case", owner: "owner", authority: "E10000018", place: OFFER.place, offered: [FIRST, SECOND], by: "ann", at: NOW, reminded: [] };
  const LATER = "2026-11-25T12:00:00.000Z";
  it("is who offered it and when, whoever answers, and no more than its state needs", () => {
    expect(visitAfter(["propose", ANN, { offer: OFFER, reason: "x" }])).toEqual({ ...BASE, state: "proposed" });
    const picked = visitAfter(["propose", ANN, { offer: OFFER }], ["pick", OWNER, { chosen: visitTimeCode(FIRST), reason: "x" }, LATER]);
    expect(picked).toEqual({ ...BASE, state: "confirmed", chosen: FIRST });
    expect(visitAfter(["propose", ANN, { offer: OFFER }], ["decline", ANN, { reason: "x" }, LATER])).toEqual({
      ...BASE,
      state: "none-fits",
      said: "x",
      answeredBy: "ann",
    });
    expect(visitAfter(["propose", ANN, { offer: OFFER }], ["cancel", ANN, { reason: "x" }, LATER])).toEqual({ ...BASE, state: "cancelled", reason: "x" });
    const done = afterVisitMove(sceneAt(AFTER, picked), "complete", CAT, { reason: "x" });
    expect(done.ok && done.value.visit.after).toEqual({ ...BASE, state: "done", chosen: FIRST });
    // Offered anew by another officer, who has the case now, it is theirs.
    const anew = afterVisitMove(sceneAt(LATER, picked, { assignedTo: "ben" }), "change", BEN, { offer: OFFER, reason: "x" });
    expect(anew.ok && anew.value.visit.after).toEqual({ ...BASE, state: "proposed", by: "ben", at: LATER, reason: "x" });
  });
  it("leaves the evidence, and what else is to be done about the case, as they are", () => {
    const tasks = [
      { code: "photo" as const, since: TODAY },
      { code: "visit" as const, since: TODAY },
    ];
    const done = afterVisitMove(sceneAt(NOW, noneFits(), { tasks, involved: ["cat"] }), "pick", ANN, { chosen: visitTimeCode(FIRST) });
    expect(done.ok && [done.value.case.tasks, done.value.case.involved, done.value.evidence]).toEqual([[tasks[0]], ["cat", "ann"], []]);
    const swept = sweepVisit(sceneAt("2026-12-04T03:00:00.000Z", proposed(), { tasks }));
    expect([swept.case.tasks, swept.evidence, swept.visit?.move]).toEqual([[tasks[0], { code: "visit", since: "2026-12-04" }], [], "sweep"]);
  });
  it("says where it is to each of the two, and when only while it is confirmed", () => {
    for (const [place, applicant, officer] of [
      [{ kind: "home" }, "Your home", "The applicant's home"],
      [OFFER.place, "Made-up House", "Made-up House"],
      [{ kind: "elsewhere", words: "The library" }, "The library", "The library"],
      [{ kind: "office" }, "", ""],
    ] as const)
      expect([placeForApplicant(place), placeForOfficer(place)]).toEqual([applicant, officer]);
    expect([confirmedTime(confirmed()), confirmedTime(proposed()), confirmedTime(undefined)]).toEqual([FIRST, undefined, undefined]);
    const done = visitAfter(["propose", ANN, { offer: OFFER }], ["pick", OWNER, { chosen: visitTimeCode(FIRST) }], ["miss", ANN, {}, AFTER]);
    expect(confirmedTime(done)).toBeUndefined();
  });
  it("can be changed where nothing is left to bring, and says so", () => {
    const nothing: Situation = { ...situationOf({ case: { state: "in-review", assignedTo: "ann" } }), visit: confirmed() };
    const done = afterVisitMove(nothing, "change", ANN, { offer: OFFER, reason: "x" });
    expect(done.ok && done.value.notices[0]?.values["bring"]).toBe("You do not need to bring anything.");
    expect(refusalOf(confirmed(), "change", ANN, { offer: { ...OFFER, times: [FIRST] }, reason: "x" }, "2026-12-01T10:30:00.000Z")).toBe("no-times");
  });
  it("is what each original is called that is to be brought", () => {
    const line = (code: string) => there(checklistLines(sceneAt(NOW).case, sceneAt(NOW).checklist).find(({ item }) => item.code === code));
    const names = new Map([["w1", "Wren Madeup"]]);
    expect([
      bringWords({ line: line("identity"), facts: { document: "passport" } }),
      bringWords({ line: line("identity"), facts: {} }),
      bringWords({ line: line("right-to-work"), facts: { method: "document" } }),
      bringWords({ line: { ...line("dbs"), worker: "w1" }, facts: {} }, names),
      bringWords({ line: { ...line("dbs"), worker: "w2" }, facts: {} }, names),
    ]).toEqual([
      "Identity: passport",
      "Identity: a document with your photo, such as a passport",
      "Right to work in the UK: the document that shows it",
      "DBS certificate of Wren Madeup",
      "DBS certificate of someone who works for you",
    ]);
  });
});

describe("answering", () => {
  it("confirms one of the times offered, and tells the applicant what to bring", () => {
    const done = afterVisitMove(sceneAt(NOW, proposed()), "pick", OWNER, { chosen: visitTimeCode(SECOND) });
    expect(done).toMatchObject({
      ok: true,
      value: { visit: { after: { state: "confirmed", chosen: SECOND } }, notices: [{ code: "visit-confirmed", to: "applicant" }] },
    });
    expect(done.ok && done.value.case.involved).toEqual([]);
    expect(refusalOf(proposed(), "pick", OWNER, { chosen: "2026-12-02T10:30" })).toBe("not-offered");
    expect(refusalOf(proposed(), "pick", OWNER)).toBe("not-offered");
    expect(refusalOf(proposed(), "pick", OWNER, { chosen: visitTimeCode(FIRST) }, "2026-12-01T10:30:00.000Z")).toBe("time-passed");
    // The second can still be chosen then.
    expect(refusalOf(proposed(), "pick", OWNER, { chosen: visitTimeCode(SECOND) }, "2026-12-01T10:30:00.000Z")).toBeUndefined();
  });
  it("gives the case to the officer where none fits, with when they could, and takes that back once a time is chosen", () => {
    expect(refusalOf(proposed(), "decline", OWNER)).toBe("reason-missing");
    const done = afterVisitMove(sceneAt(NOW, proposed()), "decline", OWNER, { reason: "Weekends only" });
    expect(done).toMatchObject({
      ok: true,
      value: {
        visit: { after: { state: "none-fits", said: "Weekends only" } },
        case: { tasks: [{ code: "visit", since: TODAY }] },
        notices: [{ code: "officer-task", to: "officer" }],
      },
    });
    const tasks = [{ code: "visit" as const, since: TODAY }];
    for (const state of ["in-review", "needs-more", "accredited"] as const)
      expect(waitsFor(sceneAt(NOW, noneFits(), { state, tasks }), NONE), state).toBe("us");
    expect(queueOf({ state: "needs-more", tasks })).toBe("waiting");
    expect(queueOf({ state: "accredited", tasks })).toBe("tasks");
    const picked = afterVisitMove(sceneAt(NOW, noneFits(), { tasks }), "pick", OWNER, { chosen: visitTimeCode(FIRST) });
    expect(picked.ok && [picked.value.case.tasks, picked.value.visit.after.said]).toEqual([[], undefined]);
  });
  it("is the same where they cannot come after all, and forgets what was chosen", () => {
    const done = afterVisitMove(sceneAt(NOW, confirmed()), "cannot-come", OWNER, { reason: "My child is ill" });
    expect(done).toMatchObject({
      ok: true,
      value: { visit: { after: { state: "none-fits", said: "My child is ill" } }, case: { tasks: [{ code: "visit" }] } },
    });
    expect(done.ok && done.value.visit.after.chosen).toBeUndefined();
  });
  it("can be saved by the officer who was told by phone, which says who did, and tells them nothing", () => {
    const done = afterVisitMove(sceneAt(NOW, proposed()), "decline", ANN, { reason: "Weekends only" });
    expect(done).toMatchObject({ ok: true, value: { visit: { after: { answeredBy: "ann" } }, notices: [] } });
    expect(confirmed()?.answeredBy).toBeUndefined();
  });
});

describe("the day of a visit", () => {
  it("is waited for where only originals are left, and then waits for us", () => {
    expect(waitsFor(sceneAt(NOW, confirmed()), NONE)).toBe("visit");
    expect(waitsFor(sceneAt(AFTER, confirmed()), NONE)).toBe("us");
    const more = { ...sceneAt(NOW, confirmed()) };
    expect(waitsFor({ ...more, evidence: [...more.evidence.filter(({ id }) => id !== "hmrc"), offered("hmrc")] }, NONE)).toBe("us");
    expect(waitsFor(sceneAt(NOW, confirmed(), { state: "accredited" }), NONE)).toBe("visit");
    expect(waitsFor(sceneAt(NOW, proposed(), { state: "accredited" }), NONE)).toBe("applicant");
    // All the times have passed, and nobody chose one.
    expect(waitsFor(sceneAt("2026-12-03T14:00:00.000Z", proposed()), NONE)).toBe("us");
  });
  it("ends in done or missed from when it starts, by any officer without an interest, and not before", () => {
    for (const [move, state] of [
      ["complete", "done"],
      ["miss", "missed"],
    ] as const) {
      expect(refusalOf(confirmed(), move, ANN, {}, "2026-12-01T10:29:59.000Z")).toBe("not-started");
      expect(refusalOf(confirmed(), move, ANN, {}, AFTER, { conflicts: ["ann"] })).toBe("interest");
      expect(refusalOf(confirmed(), move, ANN, {}, "2026-12-01T10:30:00.000Z")).toBeUndefined();
      expect(afterVisitMove(sceneAt(AFTER, confirmed()), move, CAT)).toMatchObject({
        ok: true,
        value: { visit: { after: { state, chosen: FIRST } }, notices: [] },
      });
    }
  });
  it("can be cancelled with a reason that the applicant reads", () => {
    expect(refusalOf(confirmed(), "cancel", ANN)).toBe("reason-missing");
    const done = afterVisitMove(sceneAt(NOW, confirmed()), "cancel", ANN, { reason: "No longer needed." });
    expect(done).toMatchObject({ ok: true, value: { visit: { after: { state: "cancelled", reason: "No longer needed." } } } });
    expect(done.ok && done.value.notices.map(({ code, values }) => [code, values["when"], values["reason"]])).toEqual([
      ["visit-cancelled", "Tuesday 1 December 2026, 10:30am", "No longer needed."],
    ]);
  });
});

describe("a case that is over", () => {
  it("cancels what is open, and tells whoever was to come", () => {
    const ended = endedVisit(sceneAt(NOW, confirmed(), { state: "withdrawn", endedAt: NOW }));
    expect(ended).toMatchObject({ visit: { after: { state: "cancelled" }, move: "end" }, notices: [{ code: "visit-cancelled", to: "applicant" }] });
    expect(ended?.notices[0]?.values).toMatchObject({
      reason: "This visit is no longer needed.",
      when: "Tuesday 1 December 2026, 10:30am",
      where: "Made-up House",
    });
    expect(endedVisit(sceneAt(NOW, proposed()))).toMatchObject({ visit: { after: { state: "cancelled" } }, notices: [] });
    expect(endedVisit(sceneAt(AFTER, confirmed()))?.notices).toEqual([]);
    for (const visit of [undefined, visitAfter(["propose", ANN, { offer: OFFER }], ["cancel", ANN, { reason: "x" }])])
      expect(endedVisit(sceneAt(NOW, visit))).toBeUndefined();
  });
});

describe("a case that needs no visit any more", () => {
  it("is one that has ended, or was approved just now", () => {
    const open = sceneAt(NOW).case;
    const approved: VettingCase = { ...open, state: "accredited", accreditation: "accredited" };
    expect(needsNoVisit(open, open)).toBe(false);
    expect(needsNoVisit(open, approved)).toBe(true);
    // Once listed it may be visited again, when something is renewed.
    expect(needsNoVisit(approved, approved)).toBe(false);
    expect(needsNoVisit(approved, { ...approved, endedAt: NOW })).toBe(true);
  });
});

describe("the nights of a visit", () => {
  const { reminderDays } = servicePolicy.visits;
  const night = (visit: Visit | undefined, day: string, changes: Partial<VettingCase> = {}) => sweepVisit(sceneAt(`${day}T03:00:00.000Z`, visit, changes));

  it("remind the applicant so many days before it, once", () => {
    const [days = 0] = reminderDays;
    const on = daysAfter(FIRST.day, -days);
    const visit = confirmed();
    expect(visit && visitDueOn(visit)).toBe(on);
    const swept = night(visit, on);
    expect(swept.notices.map(({ code, to }) => [code, to])).toEqual([["visit-reminder", "applicant"]]);
    expect(swept.visit?.after.reminded).toEqual([...reminderDays]);
    expect(night(swept.visit?.after, on).visit).toBeUndefined();
    expect(night(visit, daysAfter(on, -1)).notices).toEqual([]);
    expect(swept.visit && visitDueOn(swept.visit.after)).toBe(daysAfter(FIRST.day, 1));
  });
  it("do not remind of what has begun, or was said on the day of the reminder itself", () => {
    const begun = sweepVisit(sceneAt("2026-12-01T11:00:00.000Z", confirmed()));
    expect([begun.notices, begun.visit?.after.reminded]).toEqual([[], [...reminderDays]]);
    const [days = 0] = reminderDays;
    const soon = { day: daysAfter(TODAY, days), time: "10:30" };
    const visit = visitAfter(["propose", ANN, { offer: { ...OFFER, times: [soon] } }], ["pick", OWNER, { chosen: visitTimeCode(soon) }]);
    expect(visit?.reminded).toEqual([...reminderDays]);
    expect(night(visit, TODAY).notices).toEqual([]);
  });
  it("do not remind whoever has just chosen a day that is so near", () => {
    const near = { day: daysAfter(TODAY, 1), time: "10:30" };
    const visit = visitAfter(["propose", ANN, { offer: { ...OFFER, times: [near] } }], ["pick", OWNER, { chosen: visitTimeCode(near) }]);
    expect(night(visit, near.day).notices).toEqual([]);
  });
  it("give it to the officer once its last day has passed, and once alone", () => {
    for (const [visit, last] of [
      [proposed(), SECOND.day],
      [confirmed(), FIRST.day],
    ] as const) {
      expect(night(visit, last).case.tasks).toEqual([]);
      const swept = night(visit, daysAfter(last, 1));
      expect(swept.case.tasks).toEqual([{ code: "visit", since: daysAfter(last, 1) }]);
      expect(swept.notices.map(({ code, to }) => [code, to])).toEqual([["officer-task", "officer"]]);
      expect(night(swept.visit?.after, daysAfter(last, 2)).visit).toBeUndefined();
      expect(swept.visit && visitDueOn(swept.visit.after)).toBeUndefined();
    }
  });
  it("do nothing about what is not open, or of a case that is over", () => {
    const far = "2027-06-01";
    expect(night(undefined, far).visit).toBeUndefined();
    expect(night(noneFits(), far).visit).toBeUndefined();
    expect(night(confirmed(), far, { endedAt: NOW }).visit).toBeUndefined();
  });
});

/** One step of a walk: somebody tries a move, or time goes on. */
const step = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      kind: fc.constant("move" as const),
      move: fc.constantFrom(...(Object.keys(VISIT_MOVES) as VisitMove[])),
      by: fc.constantFrom<MovedBy>(OWNER, ANN, BEN, CAT, TRELLIS, { subject: "stranger", kind: "applicant" }),
      pick: fc.nat(3),
      days: fc.array(fc.integer({ min: -1, max: 6 }), { maxLength: 3 }),
      reason: fc.boolean(),
    }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant("night" as const), days: fc.integer({ min: 1, max: 4 }) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("interest" as const), by: fc.constantFrom("ben", "cat") }) },
);

describe("any walk through a visit", () => {
  it("keeps it whole: no state without its facts, no one over another's head, no one reminded twice, no task for what nobody waits for", () => {
    fc.assert(
      fc.property(fc.array(step, { minLength: 4, maxLength: 40 }), (steps) => {
        let visit: Visit | undefined;
        let now = Date.parse(NOW);
        let subject = sceneAt(NOW).case;
        const told: string[] = [];
        const situation = (): Situation => ({ ...sceneAt(instantOf(now), visit), case: subject });
        for (const one of steps) {
          now += 1000;
          if (one.kind === "interest") {
            subject = { ...subject, conflicts: [...new Set([...subject.conflicts, one.by])] };
            continue;
          }
          if (one.kind === "night") {
            now += one.days * 86_400_000;
            const swept = sweepVisit(situation());
            for (const { code } of swept.notices)
              if (code === "visit-reminder") told.push(`${visit?.at} ${visit && visitTimeCode(visit.chosen ?? FIRST)} ${swept.visit?.after.reminded.length}`);
            [subject, visit] = [swept.case, swept.visit?.after ?? visit];
            // The same night again finds nothing to do.
            expect(sweepVisit(situation()).visit).toBeUndefined();
          } else {
            const times = one.days.map((days): VisitTime => ({ day: daysAfter(londonDate(now), days), time: "10:00" }));
            const chosen = visit?.offered[one.pick];
            const before = situation();
            const done = afterVisitMove(before, one.move, one.by, {
              offer: { place: { kind: "home" }, times },
              ...(chosen ? { chosen: visitTimeCode(chosen) } : {}),
              ...(one.reason ? { reason: "Because" } : {}),
            });
            if (!done.ok) continue;
            const { from, to } = VISIT_MOVES[one.move];
            expect(from).toContain(before.visit?.state ?? "none");
            expect(done.value.visit.after.state).toBe(to);
            // Told from the walk, not from the table: who can have done it.
            if (one.move === "end") expect(one.by).toBe(TRELLIS);
            else if (one.by.kind === "applicant")
              expect([one.by.subject, ["pick", "decline", "cannot-come"]]).toEqual(["owner", expect.arrayContaining([one.move])]);
            else expect(subject.conflicts).not.toContain(one.by.subject);
            if (one.by === BEN || one.by === CAT) expect(["complete", "miss"]).toContain(one.move);
            if (one.move === "complete" || one.move === "miss") expect(before.visit?.chosen && startOf(before.visit.chosen)).toBeLessThanOrEqual(now);
            if (to === "proposed") for (const time of done.value.visit.after.offered) expect(startOf(time)).toBeGreaterThan(now);
            [subject, visit] = [done.value.case, done.value.visit.after];
          }
          if (!visit) continue;
          // What could not be read again is never written.
          expect(Visit.safeParse(withVisitDue(visit, londonDate(now))).success).toBe(true);
          if (visit.state !== "cancelled") expect(visit.chosen !== undefined).toBe(["confirmed", "done", "missed"].includes(visit.state));
          if (visit.state === "none-fits") expect(visit.said).toBe("Because");
          if (visit.chosen) expect(visit.offered).toContainEqual(visit.chosen);
          const task = subject.tasks.some(({ code }) => code === "visit");
          if (visit.state === "none-fits") expect(task).toBe(true);
          if (!isOpenVisit(visit)) expect([task, visitDueOn(visit)]).toEqual([false, undefined]);
          if (task) expect(waitsFor(situation(), NONE)).toBe("us");
        }
        expect(new Set(told).size).toBe(told.length);
      }),
      { numRuns: runs(1500) },
    );
  });
});
