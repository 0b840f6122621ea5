import { describe, expect, it } from "vitest";
import type { VettingCase } from "../../../functions/vetting/rules/case.ts";
import {
  afterChecking,
  afterSending,
  afterStatusCheck,
  type ItemDecision,
  noEvidence,
  SYSTEM,
  withHold,
} from "../../../functions/vetting/rules/decide-evidence.ts";
import { checklistLines, type Evidence, type Facts, type StatusResult } from "../../../functions/vetting/rules/evidence.ts";
import { CASE_STATES, type MovedBy } from "../../../functions/vetting/rules/moves.ts";
import type { Situation } from "../../../functions/vetting/rules/situation.ts";
import { daysAfter, monthsAfter } from "../../../shared/domain/time.ts";
import { ANN, accepted, BEN, checklist, FACTS, NOON, OWNER, offered, situationOf, startingAs, TODAY, TRELLIS } from "./scene.ts";

const { figures } = checklist;
const ACCEPT: ItemDecision = { answer: "accept", seenWhere: "At the office" };
const LISTED: Partial<VettingCase> = { state: "accredited", accreditation: "accredited", accreditedUntil: "2028-01-01" };
const DECIDED: Partial<VettingCase> = { ...LISTED, decision: { by: "ben", at: "2026-10-01T09:00:00.000Z", outcome: "accredited" } };
const OFFICERS_TASK = { code: "officer-task", to: "officer", values: {} };

/** A situation in which one piece of evidence is just so, and the rest accepted. */
const having = (one: Evidence, changes: Partial<VettingCase> = { state: "in-review" }, today = TODAY): Situation => {
  const situation = situationOf({ case: changes, today });
  return { ...situation, evidence: [...situation.evidence.filter(({ id }) => id !== one.id), one] };
};
const file = (addedAt: string, state: "clean" | "refused" = "clean") => ({ id: "f1", state, addedAt });

function sent(situation: Situation, id: string, facts: Facts, sender = OWNER) {
  const done = afterSending(situation, id, facts, sender);
  return done.ok ? done.value : done.refusal;
}
function checked(situation: Situation, id: string, officer: MovedBy, decision: ItemDecision) {
  const done = afterChecking(situation, id, officer, decision);
  return done.ok ? done.value : done.refusal;
}
function statusOf(situation: Situation, officer: MovedBy, result: StatusResult, id = "dbs") {
  const done = afterStatusCheck(situation, id, officer, result);
  return done.ok ? done.value : done.refusal;
}
function evidenceOf(done: { readonly evidence: readonly Evidence[] } | string): Evidence {
  if (typeof done === "string" || !done.evidence[0]) throw new Error(`Refused: ${JSON.stringify(done)}`);
  return done.evidence[0];
}
function caseAfter(done: { readonly case: VettingCase } | string): VettingCase {
  if (typeof done === "string") throw new Error(`Refused: ${done}`);
  return done.case;
}
function noticesOf(done: { readonly notices: readonly unknown[] } | string): readonly unknown[] {
  if (typeof done === "string") throw new Error(`Refused: ${done}`);
  return done.notices;
}

describe("evidence nobody has sent anything of", () => {
  it("is empty, and of the worker where it is a worker's", () => {
    const { case: subject } = situationOf({ case: { answers: startingAs({ type: "micro-provider", people: 2 }), workers: ["w1"] } });
    const [first, ...rest] = checklistLines(subject, checklist);
    const workers = rest.find(({ id }) => id === "identity.w1");
    const plain = { case: "a-case", authority: "E10000018", owner: "owner", code: "identity", files: [], statusChecks: [], reminded: [] };
    expect(first && noEvidence(subject, first)).toStrictEqual({ id: "identity", ...plain });
    expect(workers && noEvidence(subject, workers)).toStrictEqual({ id: "identity.w1", worker: "w1", ...plain });
  });
});

describe("sending evidence", () => {
  it("is for what the checklist asks of this applicant, optional or not", () => {
    expect(sent(situationOf(), "car-insurance", {})).toBe("not-asked");
    expect(sent(situationOf(), "identity.w1", {})).toBe("not-asked");
    expect(sent(situationOf(), "nothing", {})).toBe("not-asked");
    expect(sent(situationOf({ evidence: { "trading-history": "absent" } }), "trading-history", { tradingSince: "2026-01-01" })).toMatchObject({
      evidence: [{ id: "trading-history", code: "trading-history", files: [], offered: { facts: { tradingSince: "2026-01-01" }, at: NOON, state: "with-us" } }],
    });
  });
  it("is open until the recommendation, and for as long as somebody is on the list or only kept off it for a while", () => {
    const open = CASE_STATES.filter((state) => sent(situationOf({ case: { state } }), "identity", {}) !== "not-open");
    expect(open).toEqual(["draft", "submitted", "in-review", "needs-more", "accredited", "provisional", "paused", "suspended"]);
  });
  it("leaves what was accepted as it was, until the new is looked at", () => {
    const done = sent(situationOf(), "identity", { document: "driving-licence" });
    expect(done).toEqual({
      case: situationOf().case,
      evidence: [{ ...accepted("identity"), offered: { facts: { document: "driving-licence" }, at: NOON, state: "with-us" } }],
      notices: [],
    });
  });
  it("gives an officer something to do once the case is decided; before that they look anyway", () => {
    expect(noticesOf(sent(situationOf({ case: { state: "submitted" } }), "identity", {}))).toEqual([]);
    expect(noticesOf(sent(situationOf({ case: LISTED }), "identity", {}))).toEqual([OFFICERS_TASK]);
  });
  it("takes no certificate below the level that the tasks ask for, and asks no level of anything else", () => {
    expect(sent(situationOf(), "dbs", { ...FACTS["dbs"], level: "enhanced" })).toBe("not-enough");
    expect(typeof sent(situationOf(), "dbs", { ...FACTS["dbs"] })).toBe("object");
  });
  it("needs a clean file where one must go with it", () => {
    const training = (files: Evidence["files"]) => having(offered("training", { offered: undefined, files }), { state: "draft" });
    expect(sent(training([]), "training", {})).toBe("no-file");
    expect(sent(training([file("2026-11-01T09:00:00.000Z", "refused")]), "training", {})).toBe("no-file");
    expect(typeof sent(training([file("2026-11-01T09:00:00.000Z")]), "training", {})).toBe("object");
    expect(typeof sent(training([file("2026-11-01T09:00:00.000Z", "refused"), file("2026-11-01T09:00:00.000Z")]), "training", {})).toBe("object");
    expect(typeof sent(situationOf(), "right-to-work", {})).toBe("object");
  });
  it("needs a new file where it renews what was accepted: one added on the day of acceptance will do, an older one will not", () => {
    const renewing = (addedAt: string) => having(accepted("training", { files: [file(addedAt)] }), LISTED);
    expect(sent(renewing("2026-11-09T23:59:59.999Z"), "training", {})).toBe("no-file");
    expect(typeof sent(renewing("2026-11-10T00:00:00.000Z"), "training", {})).toBe("object");
    expect(typeof sent(renewing("2026-11-11T09:00:00.000Z"), "training", {})).toBe("object");
  });
  it("counts the facts of a certificate from now, where the case was decided before", () => {
    const erased = accepted("dbs", { factsErasedOn: "2026-11-01" });
    const again = evidenceOf(sent(having(erased, DECIDED), "dbs", FACTS["dbs"] ?? {}));
    expect("factsErasedOn" in again).toBe(false);
    expect(again.factsUntil).toBe(monthsAfter(TODAY, figures.dbsFactsMonths));
    const first = evidenceOf(sent(having(erased, { state: "draft" }), "dbs", FACTS["dbs"] ?? {}));
    expect(["factsErasedOn" in first, "factsUntil" in first]).toEqual([false, false]);
    const other = evidenceOf(sent(having(accepted("identity", { factsErasedOn: "2026-11-01" }), DECIDED), "identity", {}));
    expect([other.factsErasedOn, "factsUntil" in other]).toEqual(["2026-11-01", false]);
  });
});

describe("whoever checks evidence", () => {
  const waiting = (changes: Partial<VettingCase>) => having(offered("identity"), changes);
  const status = (changes: Partial<VettingCase>) => situationOf({ case: changes });

  it("is an officer who is not the applicant and has no interest", () => {
    const state = "in-review";
    for (const mover of [OWNER, TRELLIS, { subject: "owner", kind: "officer" } as const]) {
      expect(checked(waiting({ state }), "identity", mover, ACCEPT)).toBe("not-yours");
      expect(statusOf(status({ state }), mover, "NEW_INFO")).toBe("not-yours");
    }
    expect(checked(waiting({ state, conflicts: ["ann"] }), "identity", ANN, ACCEPT)).toBe("interest");
    expect(statusOf(status({ state, conflicts: ["ann"] }), ANN, "NEW_INFO")).toBe("interest");
  });
  it("does so once the case was sent, until it is recommended, and again for as long as it is on the list", () => {
    const open = ["submitted", "in-review", "accredited", "provisional", "paused", "suspended"];
    expect(CASE_STATES.filter((state) => checked(waiting({ state }), "identity", ANN, ACCEPT) !== "not-open")).toEqual(open);
    expect(CASE_STATES.filter((state) => statusOf(status({ state }), ANN, "BLANK_NO_NEW_INFO") !== "not-open")).toEqual(open);
  });
  it("has a part in the case from then on, once", () => {
    expect(caseAfter(checked(waiting({ state: "in-review", involved: ["ben"] }), "identity", ANN, ACCEPT)).involved).toEqual(["ben", "ann"]);
    expect(caseAfter(checked(waiting({ state: "in-review", involved: ["ann"] }), "identity", ANN, ACCEPT)).involved).toEqual(["ann"]);
    const asking: ItemDecision = { answer: "ask-more", reason: "Bring it." };
    expect(caseAfter(checked(waiting({ state: "in-review" }), "identity", ANN, asking)).involved).toEqual(["ann"]);
    expect(caseAfter(statusOf(status({ state: "in-review" }), ANN, "BLANK_NO_NEW_INFO")).involved).toEqual(["ann"]);
    expect(caseAfter(statusOf(status({ state: "in-review" }), ANN, "NEW_INFO")).involved).toEqual(["ann"]);
  });
  it("finds nothing to check where nothing was offered, or it is not asked for", () => {
    expect(checked(situationOf({ case: { state: "in-review" } }), "identity", ANN, ACCEPT)).toBe("not-asked");
    expect(checked(situationOf({ case: { state: "in-review" }, evidence: { identity: "absent" } }), "identity", ANN, ACCEPT)).toBe("not-asked");
    expect(checked(having(offered("car-insurance")), "car-insurance", ANN, ACCEPT)).toBe("not-asked");
    expect(checked(waiting({ state: "in-review" }), "nothing", ANN, ACCEPT)).toBe("not-asked");
  });
});

describe("sending evidence back", () => {
  it("needs a reason, and tells the applicant what is wanted and why", () => {
    const situation = having(offered("training"));
    for (const answer of ["ask-more", "refuse"] as const) {
      expect(checked(situation, "training", ANN, { answer, reason: "" })).toBe("reason-missing");
      const state = answer === "refuse" ? "refused" : "needs-more";
      expect(checked(situation, "training", ANN, { answer, reason: "It is another's." })).toEqual({
        case: { ...situation.case, involved: ["ann"] },
        evidence: [offered("training", { offered: { facts: FACTS["training"] ?? {}, at: "2026-11-20T09:00:00.000Z", state, reason: "It is another's." } })],
        notices: [{ code: "more-needed", to: "applicant", values: { item: "Training", reason: "It is another's." } }],
      });
    }
  });
  it("keeps somebody on the list by what was accepted before", () => {
    const renewing = accepted("training", { offered: { facts: {}, at: NOON, state: "with-us" } });
    const after = evidenceOf(checked(having(renewing, LISTED), "training", ANN, { answer: "refuse", reason: "No." }));
    expect(after.accepted).toEqual(renewing.accepted);
  });
});

describe("accepting evidence", () => {
  it("records facts, who, when, its last day, and who saw the original where; what was said of an older one is gone", () => {
    const before = offered("dbs", {
      lapsedOn: "2026-11-01",
      factsErasedOn: "2026-10-01",
      factsUntil: "2026-12-01",
      reminded: [40, 0],
      statusChecks: [{ on: "2026-01-01", by: "ben", result: "BLANK_NO_NEW_INFO" }],
    });
    const situation = having(before);
    const facts = FACTS["dbs"] ?? {};
    const { offered: _o, lapsedOn: _l, factsErasedOn: _e, factsUntil: _u, ...kept } = before;
    expect(checked(situation, "dbs", ANN, ACCEPT)).toStrictEqual({
      case: { ...situation.case, involved: ["ann"] },
      evidence: [
        {
          ...kept,
          // Issued on 1 October, and good for twenty months.
          accepted: { facts, by: "ann", on: TODAY, until: "2028-06-01", seen: { by: "ann", on: TODAY, where: "At the office" } },
          reminded: [],
        },
      ],
      notices: [],
    });
  });
  it("names no last day where there is none, and nobody who saw it where nobody must", () => {
    const after = evidenceOf(checked(having(offered("hmrc")), "hmrc", ANN, { answer: "accept" }));
    expect(after.accepted).toStrictEqual({ facts: FACTS["hmrc"], by: "ann", on: TODAY });
  });
  it("needs an officer to have seen the original in person, where that is asked", () => {
    for (const id of ["identity", "dbs"]) {
      expect(checked(having(offered(id)), id, ANN, { answer: "accept" })).toBe("not-seen");
      expect(checked(having(offered(id)), id, ANN, { answer: "accept", seenWhere: "" })).toBe("not-seen");
    }
    expect(typeof checked(having(offered("training")), "training", ANN, { answer: "accept" })).toBe("object");
  });
  it("is refused of a certificate that is not of the level the tasks ask for now", () => {
    const low = offered("dbs", { offered: { facts: { ...FACTS["dbs"], level: "standard" }, at: NOON, state: "with-us" } });
    expect(checked(having(low), "dbs", ANN, ACCEPT)).toBe("not-enough");
  });
  it("is refused of what has run out, and not on its last day", () => {
    const ending = (endsOn: string) => having(offered("public-liability", { offered: { facts: { endsOn }, at: NOON, state: "with-us" } }));
    expect(checked(ending(daysAfter(TODAY, -1)), "public-liability", ANN, ACCEPT)).toBe("over");
    expect(evidenceOf(checked(ending(TODAY), "public-liability", ANN, ACCEPT)).accepted?.until).toBe(TODAY);
  });
  it("begins the time that facts of a certificate are kept, where the case was decided before", () => {
    const until = monthsAfter(TODAY, figures.dbsFactsMonths);
    expect(evidenceOf(checked(having(offered("dbs"), DECIDED), "dbs", ANN, ACCEPT)).factsUntil).toBe(until);
    expect("factsUntil" in evidenceOf(checked(having(offered("dbs")), "dbs", ANN, ACCEPT))).toBe(false);
    expect("factsUntil" in evidenceOf(checked(having(offered("identity"), DECIDED), "identity", ANN, ACCEPT))).toBe(false);
  });
  it("puts a paused listing back, when it was all that kept it off the list", () => {
    const tasks: VettingCase["tasks"] = [
      { code: "lapsed", about: "training", since: "2026-11-20" },
      { code: "status-check", about: "dbs", since: "2026-11-20" },
    ];
    const paused: Partial<VettingCase> = { ...LISTED, state: "paused", blockingEvidence: ["training"], tasks };
    const back = checked(having(offered("training", { lapsedOn: "2026-11-20" }), paused), "training", ANN, ACCEPT);
    expect(caseAfter(back)).toMatchObject({ state: "accredited", blockingEvidence: [], tasks: [{ code: "status-check", about: "dbs", since: "2026-11-20" }] });
    expect(noticesOf(back)).toEqual([{ code: "listing-back", to: "applicant", values: {} }]);
    expect([evidenceOf(back).id, "lapsedOn" in evidenceOf(back)]).toEqual(["training", false]);
    const held = checked(having(offered("training"), { ...paused, blockingEvidence: ["dbs", "training"] }), "training", ANN, ACCEPT);
    expect([caseAfter(held).state, caseAfter(held).blockingEvidence, noticesOf(held)]).toEqual(["paused", ["dbs"], []]);
  });
  it("does not put back a listing whose time is over, nor says so: the night ends it", () => {
    const over: Partial<VettingCase> = { ...LISTED, state: "paused", blockingEvidence: ["training"], accreditedUntil: daysAfter(TODAY, -1) };
    const done = checked(having(offered("training"), over), "training", ANN, ACCEPT);
    expect([caseAfter(done).state, caseAfter(done).blockingEvidence, noticesOf(done)]).toEqual(["paused", [], []]);
  });
  it("leaves a suspended case suspended", () => {
    const suspended: Partial<VettingCase> = { ...LISTED, state: "suspended", blockingEvidence: ["training"] };
    const done = checked(having(offered("training"), suspended), "training", ANN, ACCEPT);
    expect([caseAfter(done).state, caseAfter(done).blockingEvidence, noticesOf(done)]).toEqual(["suspended", [], []]);
  });
});

describe("what Trellis does by itself", () => {
  it("is done in its own name, which no account has", () => {
    expect(SYSTEM).toEqual({ subject: "system:vetting", kind: "system" });
  });
});

describe("a hold", () => {
  const task = { code: "lapsed", about: "training", since: TODAY } as const;
  it("pauses what is on the list, says why, and asks each thing of an officer once", () => {
    const listed = situationOf({
      case: { ...LISTED, blockingEvidence: ["dbs"], tasks: [{ code: "new-information", about: "training", since: "2026-11-01" }] },
    });
    const outcome = withHold(listed, accepted("training"), task, "Training has run out");
    expect(outcome.case).toMatchObject({ state: "paused", blockingEvidence: ["dbs", "training"], tasks: [task] });
    expect(outcome.evidence).toEqual([accepted("training")]);
    expect(outcome.notices).toEqual([
      { code: "listing-paused", to: "applicant", values: { reason: "Training has run out" } },
      { code: "arrangement-paused", to: "recipients", values: {} },
      OFFICERS_TASK,
    ]);
    const again = withHold({ ...listed, case: outcome.case }, accepted("training"), task, "Training has run out");
    expect([again.case.blockingEvidence, again.case.tasks]).toEqual([["dbs", "training"], [task]]);
  });
  it("of what is not on the list is noted, and nobody is told", () => {
    const suspended = situationOf({ case: { ...LISTED, state: "suspended", tasks: [{ code: "status-check", about: "dbs", since: "2026-11-01" }] } });
    expect(withHold(suspended, accepted("training"), task, "Training has run out")).toEqual({
      case: { ...suspended.case, blockingEvidence: ["training"], tasks: [...suspended.case.tasks, task] },
      evidence: [accepted("training")],
      notices: [],
    });
  });
});

describe("what the DBS Update Service answers", () => {
  it("is kept with who asked and when, and the yearly task may be given again", () => {
    const earlier = { on: "2025-11-01", by: "ben", result: "BLANK_NO_NEW_INFO" } as const;
    const situation = situationOf({ case: LISTED, evidence: { dbs: { reminded: [40, 0, 12], statusChecks: [earlier] } } });
    const after = evidenceOf(statusOf(situation, ANN, "NON_BLANK_NO_NEW_INFO"));
    expect(after.statusChecks).toEqual([earlier, { on: TODAY, by: "ann", result: "NON_BLANK_NO_NEW_INFO" }]);
    expect(after.reminded).toEqual([40, 12]);
  });
  it("is asked only of an accepted certificate whose holder joined it and agreed", () => {
    const state = "in-review";
    expect(statusOf(having(offered("dbs")), ANN, "NEW_INFO")).toBe("not-asked");
    expect(statusOf(situationOf({ case: { state }, evidence: { dbs: "absent" } }), ANN, "NEW_INFO")).toBe("not-asked");
    const apart = { accepted: { facts: { ...FACTS["dbs"], updateService: false }, by: "ann", on: TODAY } };
    expect(statusOf(situationOf({ case: { state }, evidence: { dbs: apart } }), ANN, "NEW_INFO")).toBe("not-asked");
    const other = { accepted: { facts: { updateService: true }, by: "ann", on: TODAY } };
    expect(statusOf(situationOf({ case: { state }, evidence: { training: other } }), ANN, "NEW_INFO", "training")).toBe("not-asked");
  });
  it("with news or without a match pauses the listing for an officer to look, and refuses nothing", () => {
    for (const result of ["NEW_INFO", "NO_MATCH_FOUND"] as const) {
      const done = statusOf(situationOf({ case: LISTED }), BEN, result);
      expect(caseAfter(done)).toMatchObject({ state: "paused", blockingEvidence: ["dbs"], tasks: [{ code: "new-information", about: "dbs", since: TODAY }] });
      expect(noticesOf(done)[0]).toEqual({
        code: "listing-paused",
        to: "applicant",
        values: { reason: "We must check the status of your DBS certificate" },
      });
    }
  });
  it("without news puts back a listing that only an earlier answer kept off the list", () => {
    const paused = situationOf({
      case: { ...LISTED, state: "paused", blockingEvidence: ["dbs"], tasks: [{ code: "new-information", about: "dbs", since: "2026-11-01" }] },
    });
    for (const result of ["BLANK_NO_NEW_INFO", "NON_BLANK_NO_NEW_INFO"] as const) {
      const done = statusOf(paused, ANN, result);
      expect([caseAfter(done).state, caseAfter(done).blockingEvidence, caseAfter(done).tasks]).toEqual(["accredited", [], []]);
      expect(evidenceOf(done).statusChecks).toHaveLength(1);
    }
  });
  it("without news does not lift the hold of a certificate that has lapsed", () => {
    const tasks: VettingCase["tasks"] = [{ code: "lapsed", about: "dbs", since: "2026-11-01" }];
    const lapsed = situationOf({ case: { ...LISTED, state: "paused", blockingEvidence: ["dbs"], tasks }, evidence: { dbs: { lapsedOn: "2026-11-01" } } });
    const done = statusOf(lapsed, ANN, "BLANK_NO_NEW_INFO");
    expect([caseAfter(done).state, caseAfter(done).blockingEvidence, caseAfter(done).tasks, noticesOf(done)]).toEqual(["paused", ["dbs"], tasks, []]);
    expect(evidenceOf(done).statusChecks).toEqual([{ on: TODAY, by: "ann", result: "BLANK_NO_NEW_INFO" }]);
  });
});

describe("evidence an officer sent in somebody's place", () => {
  const ENTERED: Partial<VettingCase> = { state: "in-review", enteredBy: ["cat"] };
  it("is theirs, and they have entered the case", () => {
    const done = sent(situationOf({ case: ENTERED, evidence: { identity: "absent" } }), "right-to-work", FACTS["right-to-work"] ?? {}, BEN);
    expect(evidenceOf(done).offered?.by).toBe("ben");
    expect(caseAfter(done).enteredBy).toEqual(["cat", "ben"]);
    const applicants = sent(situationOf({ case: ENTERED }), "right-to-work", FACTS["right-to-work"] ?? {});
    expect(evidenceOf(applicants).offered).not.toHaveProperty("by");
    expect(caseAfter(applicants).enteredBy).toEqual(["cat"]);
  });
  it("is accepted by another person, whichever account they use", () => {
    const facts = FACTS["identity"] ?? {};
    const theirs = offered("identity", { offered: { facts, at: NOON, state: "with-us", by: "ben" } });
    expect(checked(having(theirs), "identity", BEN, ACCEPT)).toBe("same-officer");
    expect(checked(having(theirs), "identity", { subject: "ben-b", kind: "officer", same: ["ben"] }, ACCEPT)).toBe("same-officer");
    expect(evidenceOf(checked(having(theirs), "identity", ANN, ACCEPT)).accepted).toMatchObject({ by: "ann", sentBy: "ben" });
    expect(evidenceOf(checked(having(theirs), "identity", BEN, { answer: "ask-more", reason: "Blurred." })).offered?.state).toBe("needs-more");
  });
  it("is accepted by another than who sent its file, unless that was refused", () => {
    const withFile = (state: "clean" | "refused") => having({ ...offered("identity"), files: [{ id: "f1", state, addedAt: NOON, by: "ben" }] });
    expect(checked(withFile("clean"), "identity", BEN, ACCEPT)).toBe("same-officer");
    expect(evidenceOf(checked(withFile("refused"), "identity", BEN, ACCEPT)).accepted?.by).toBe("ben");
  });
  it("is checked by nobody whose own application it is, under whatever account", () => {
    for (const same of [["owner"], ["cat"]]) {
      const officer: MovedBy = { subject: "ann", kind: "officer", same };
      const why = same[0] === "owner" ? "not-yours" : "interest";
      expect(checked(having(offered("identity"), { state: "in-review", conflicts: ["cat"] }), "identity", officer, ACCEPT)).toBe(why);
    }
  });
});
