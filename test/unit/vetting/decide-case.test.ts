import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { SECTIONS, type VettingCase } from "../../../functions/vetting/rules/case.ts";
import { afterMove } from "../../../functions/vetting/rules/decide-case.ts";
import { CASE_MOVES, type CaseMove, type MovedBy, type MoveRule } from "../../../functions/vetting/rules/moves.ts";
import type { MoveInput } from "../../../functions/vetting/rules/obstacles.ts";
import type { Situation } from "../../../functions/vetting/rules/situation.ts";
import { accreditationOpen, peopleMissing, stillMissing, unfinishedSections, unsent } from "../../../functions/vetting/rules/what-is-missing.ts";
import { daysAfter, monthsAfter } from "../../../shared/domain/time.ts";
import { runs } from "../../support/runs.ts";
import { answers } from "../../support/vetting.ts";
import { ANN, accepted, BEN, CAT, checklist, FACTS, NOON, OWNER, offered, situationOf, startingAs, TODAY, TRELLIS } from "./scene.ts";

const { figures } = checklist;

/** What a move became; fails the test where it was refused. */
function made(situation: Situation, move: CaseMove, mover: MovedBy, input?: MoveInput) {
  const done = afterMove(situation, move, mover, input);
  if (!done.ok) throw new Error(`${move} was refused: ${done.refusal}`);
  return done.value;
}

const refusal = (situation: Situation, move: CaseMove, mover: MovedBy, input?: MoveInput): string | undefined => {
  const done = afterMove(situation, move, mover, input);
  return done.ok ? undefined : done.refusal;
};

/** The same but for some fields that are gone. */
const without = (subject: VettingCase, ...fields: readonly (keyof VettingCase)[]): Partial<VettingCase> =>
  Object.fromEntries(Object.entries(subject).filter(([field]) => !fields.some((gone) => gone === field)));

const OFFICERS_TASK = { code: "officer-task", to: "officer", values: {} };
const RECIPIENTS_NOTICE = { code: "arrangement-paused", to: "recipients", values: {} };
const PLACE_OVER = { code: "check-lapsed", to: "applicant", values: { item: "Your place on the list" } };
const micro = (people: number, workers: readonly string[]): Partial<VettingCase> => ({
  answers: startingAs({ type: "micro-provider", people }),
  workers: [...workers],
});

describe("what is not filled in", () => {
  it("is named part by part, in the order the parts are asked in", () => {
    expect(unfinishedSections({ answers })).toEqual([]);
    expect(unfinishedSections({ answers: {} })).toEqual([...SECTIONS]);
    const { work: _work, conduct: _conduct, ...rest } = answers;
    expect(unfinishedSections({ answers: rest })).toEqual(["work", "conduct"]);
  });
});

describe("what was not sent", () => {
  it("is all that is required and was never sent, was sent back or has lapsed, and nothing that is optional", () => {
    expect(unsent(situationOf())).toEqual([]);
    const sentBack = offered("training", { offered: { facts: {}, at: NOON, state: "needs-more", reason: "Too old." } });
    const turnedDown = offered("hmrc", { offered: { facts: {}, at: NOON, state: "refused", reason: "Not yours." } });
    const situation = situationOf({
      evidence: {
        identity: "absent",
        "court-judgments": "absent",
        training: sentBack,
        hmrc: turnedDown,
        dbs: { lapsedOn: "2026-11-23" },
        "right-to-work": { offered: { facts: {}, at: NOON, state: "with-us" } },
      },
    });
    expect(unsent(situation)).toEqual(["identity", "dbs", "training", "hmrc"]);
  });
  it("is each worker's too", () => {
    const situation = situationOf({ case: micro(3, ["w1", "w2"]), evidence: { "training.w2": "absent" } });
    expect(unsent(situation)).toEqual(["training.w2"]);
  });
});

describe("what is still missing for the list", () => {
  it("is what is required and not accepted: that it was sent is not enough", () => {
    expect(stillMissing(situationOf())).toEqual([]);
    const situation = situationOf({ evidence: { identity: offered("identity", {}), "court-judgments": "absent" } });
    const waiting = { ...situation, evidence: [...situation.evidence.filter(({ id }) => id !== "identity"), offered("identity")] };
    expect(stillMissing(waiting)).toEqual(["identity"]);
  });
  it("is what no longer counts: not on its last day, but on the day after", () => {
    const ending = (until: string) =>
      situationOf({ evidence: { "public-liability": accepted("public-liability", { accepted: { facts: {}, by: "ann", on: TODAY, until } }) } });
    expect(stillMissing(ending(TODAY))).toEqual([]);
    expect(stillMissing(ending(daysAfter(TODAY, -1)))).toEqual(["public-liability"]);
  });
  it("is a certificate below the level that the tasks ask for now, of people who still work there", () => {
    const basic = { accepted: { facts: { level: "basic", workforce: "any" }, by: "ann", on: TODAY } };
    expect(stillMissing(situationOf({ evidence: { dbs: basic } }))).toEqual(["dbs"]);
    const team = situationOf({ case: micro(2, ["w1"]), evidence: { "dbs.w1": basic } });
    expect(stillMissing(team)).toEqual(["dbs.w1"]);
    expect(stillMissing({ ...team, case: { ...team.case, workers: [] } })).toEqual([]);
    // What an agency once gave as something else is not looked for.
    expect(stillMissing({ ...situationOf({ case: { answers: startingAs({ type: "agency" }) } }), evidence: [] })).not.toContain("dbs");
    const agency = situationOf({ case: { answers: startingAs({ type: "agency" }) } });
    expect(stillMissing({ ...agency, evidence: [...agency.evidence, accepted("dbs", basic)] })).toEqual([]);
  });
  it("is no other evidence that happens to name a level, and no certificate nobody has accepted", () => {
    const odd = { accepted: { facts: { level: "basic", workforce: "any" }, by: "ann", on: TODAY } };
    expect(stillMissing(situationOf({ evidence: { training: odd } }))).toEqual([]);
  });
  it("is whatever keeps the case off the list, each named once", () => {
    const situation = situationOf({ case: { blockingEvidence: ["dbs", "identity"] }, evidence: { identity: "absent" } });
    expect(stillMissing(situation)).toEqual(["identity", "dbs"]);
  });
});

describe("people who are not named yet", () => {
  it("are everybody who gives support there but the applicant and the named workers", () => {
    const missing = (people: number, workers: readonly string[]) => peopleMissing(situationOf({ case: micro(people, workers) }));
    expect([missing(1, []), missing(2, []), missing(4, ["w1"]), missing(4, ["w1", "w2", "w3"]), missing(2, ["w1", "w2"])]).toEqual([0, 1, 2, 0, 0]);
  });
  it("are nobody where no evidence is asked of each worker, or nothing is known yet", () => {
    expect(peopleMissing(situationOf({ case: { answers: startingAs({ type: "agency", people: 40 }) } }))).toBe(0);
    expect(peopleMissing({ case: situationOf({ case: { answers: {} } }).case, checklist })).toBe(0);
    const nobodys = { ...checklist, items: checklist.items.map((item) => ({ ...item, eachWorker: [] })) };
    expect(peopleMissing(situationOf({ case: micro(4, []), checklist: nobodys }))).toBe(0);
  });
});

describe("what being on the list may mean", () => {
  const trading = (since: string | number) =>
    situationOf({ evidence: { "trading-history": { accepted: { facts: { tradingSince: since }, by: "ann", on: TODAY } } } });
  it("is a full place for whoever has traded for the months the checklist names, to the day", () => {
    const line = monthsAfter(TODAY, -figures.provisionalUnderMonths);
    expect(line).toBe("2026-07-24");
    expect(accreditationOpen(trading(line))).toBe("accredited");
    expect(accreditationOpen(trading(daysAfter(line, -1)))).toBe("accredited");
    expect(accreditationOpen(trading(daysAfter(line, 1)))).toBe("provisional");
  });
  it("is a provisional place for whoever does not show since when they trade", () => {
    expect(accreditationOpen(situationOf({ evidence: { "trading-history": "absent" } }))).toBe("provisional");
    const sent = situationOf({ evidence: { "trading-history": "absent" } });
    expect(accreditationOpen({ ...sent, evidence: [...sent.evidence, offered("trading-history")] })).toBe("provisional");
    expect(accreditationOpen(trading(2020))).toBe("provisional");
  });
  it("is a full place where trading is no matter", () => {
    expect(accreditationOpen(situationOf({ case: { answers: startingAs({ type: "employed-pa" }) } }))).toBe("accredited");
    const silent = { ...checklist, items: checklist.items.filter(({ code }) => code !== "trading-history") };
    expect(accreditationOpen(situationOf({ checklist: silent }))).toBe("accredited");
  });
});

describe("a move", () => {
  const MOVES = Object.keys(CASE_MOVES).filter((name): name is CaseMove => name in CASE_MOVES);
  const whoMay = ({ by }: MoveRule): MovedBy => (by === "applicant" ? OWNER : by === "system" ? TRELLIS : BEN);

  it("that needs a reason is refused without one, and with an empty one", () => {
    const needing = [
      "declare-interest",
      "change-checklist",
      "ask-more",
      "return",
      "refuse",
      "ask-review",
      "uphold",
      "overturn",
      "suspend",
      "lift",
      "agree-page",
      "refuse-page",
      "confirm",
      "answer-erasure",
    ];
    for (const name of MOVES) {
      const rule: MoveRule = CASE_MOVES[name];
      const situation = situationOf({ case: { state: rule.from[0] ?? "draft" } });
      for (const input of [{}, { reason: "" }]) expect(refusal(situation, name, whoMay(rule), input) === "reason-missing", name).toBe(needing.includes(name));
    }
  });
  it("that decides a review keeps the applicant's wish to be erased before an officer, and one that clears their name ends it", () => {
    const tasks = [{ code: "erasure" as const, since: TODAY }];
    const left = (state: VettingCase["state"], name: CaseMove, mover: MovedBy, more: Partial<VettingCase> = {}) =>
      made(situationOf({ case: { state, tasks, ...more } }), name, mover, { reason: "Because." }).case.tasks.map(({ code }) => code);
    const decision = { by: "ben", at: NOON, outcome: "refused" as const };
    expect(left("refused", "ask-review", OWNER, { decision })).toEqual(["asked-to-be-reviewed", "erasure"]);
    expect(left("review-asked", "uphold", CAT, { decision })).toEqual(["erasure"]);
    expect(left("review-asked", "withdraw", OWNER, { decision })).toEqual(["erasure"]);
    expect(left("review-asked", "overturn", CAT, { decision })).toEqual([]);
    const suspension = { by: "ann", at: NOON, reason: "Harm." };
    expect(left("suspended", "lift", BEN, { accreditation: "accredited", suspension })).toEqual([]);
    expect(left("suspended", "close", TRELLIS, { accreditation: "accredited", suspension })).toEqual([]);
  });
  it("is refused with the table's own reason first", () => {
    expect(refusal(situationOf({ case: { state: "accredited" } }), "submit", OWNER)).toBe("not-a-move");
    expect(refusal(situationOf({ case: { state: "submitted" } }), "assign", OWNER)).toBe("not-yours");
    expect(refusal(situationOf({ case: { state: "submitted", conflicts: ["ann"] } }), "assign", ANN)).toBe("interest");
  });
  it("of an officer is remembered once, as done by them or as entered by them", () => {
    const assigned = made(situationOf({ case: { state: "submitted", involved: ["ben"] } }), "assign", ANN).case;
    expect([assigned.involved, assigned.enteredBy]).toEqual([["ben", "ann"], []]);
    expect(made(situationOf({ case: { state: "in-review", involved: ["ann"] } }), "reassign", ANN).case.involved).toEqual(["ann"]);
    const entered = made(situationOf({ case: { enteredBy: ["ann"] } }), "submit", BEN).case;
    expect([entered.enteredBy, entered.involved]).toEqual([["ann", "ben"], []]);
    expect(made(situationOf({ case: { enteredBy: ["ann"] } }), "submit", ANN).case.enteredBy).toEqual(["ann"]);
    const theirs = made(situationOf(), "submit", OWNER).case;
    expect([theirs.enteredBy, theirs.involved]).toEqual([[], []]);
    const nightly = made(situationOf({ case: { state: "accredited" } }), "pause", TRELLIS).case;
    expect([nightly.enteredBy, nightly.involved]).toEqual([[], []]);
  });
});

describe("sending an application", () => {
  it("promises a decision within the days of the checklist, and says by when", () => {
    const { case: after, evidence, notices } = made(situationOf(), "submit", OWNER);
    const decideBy = daysAfter(TODAY, figures.targetDays);
    expect(after).toEqual({ ...situationOf().case, state: "submitted", submittedAt: NOON, decideBy: decideBy });
    expect([evidence, notices]).toEqual([[], [{ code: "application-received", to: "applicant", values: { byDay: "2026-12-05" } }]]);
  });
  it("is refused until every part is filled in, all that is required was sent, and everybody is named", () => {
    const { price: _, ...rest } = answers;
    expect(refusal(situationOf({ case: { answers: rest } }), "submit", OWNER)).toBe("unfinished");
    expect(refusal(situationOf({ evidence: { identity: "absent" } }), "submit", OWNER)).toBe("unfinished");
    expect(refusal(situationOf({ case: micro(2, []) }), "submit", OWNER)).toBe("unfinished");
    expect(refusal(situationOf({ case: micro(2, ["w1"]) }), "submit", OWNER)).toBeUndefined();
    expect(refusal(situationOf({ evidence: { "court-judgments": "absent", "trading-history": "absent" } }), "submit", OWNER)).toBeUndefined();
  });
  it("is refused where the rules of the Care Quality Commission stand in the way, whatever else is missing", () => {
    const sending = situationOf({ case: { answers: startingAs({ substitutes: true }) }, evidence: { identity: "absent" } });
    expect(refusal(sending, "submit", OWNER)).toBe("referred");
  });
});

describe("an application that is referred", () => {
  it("goes to its applicant with what to clear up, and may be taken up again", () => {
    const { case: referred, notices } = made(situationOf(), "refer", OWNER);
    expect([referred.state, notices]).toEqual(["referred", [{ code: "application-referred", to: "applicant", values: {} }]]);
    const again = made(situationOf({ case: { state: "referred" } }), "reconsider", OWNER);
    expect([again.case, again.notices]).toEqual([situationOf().case, []]);
  });
});

describe("giving up an application", () => {
  const listed = situationOf({
    case: { state: "accredited", tasks: [{ code: "status-check", about: "dbs", since: TODAY }], submittedAt: "2026-10-01T09:00:00.000Z" },
  });
  it("ends it now, leaves nothing to do, and lets the facts of certificates go in time", () => {
    for (const [move, mover] of [
      ["withdraw", OWNER],
      ["close", TRELLIS],
    ] as const) {
      const { case: after, evidence, notices } = made(listed, move, mover);
      expect(after).toEqual({ ...listed.case, state: "withdrawn", endedAt: NOON, tasks: [] });
      expect(notices).toEqual([]);
      expect(evidence).toEqual([{ ...accepted("dbs"), factsUntil: monthsAfter(TODAY, figures.dbsFactsMonths) }]);
    }
  });
  it("needs a reason of an officer who does so for somebody, and none of the applicant", () => {
    const entered = situationOf({ case: { state: "submitted", enteredBy: ["ann"] } });
    expect(refusal(entered, "withdraw", ANN)).toBe("reason-missing");
    expect(refusal(entered, "withdraw", ANN, { reason: "They rang." })).toBeUndefined();
    expect(refusal(entered, "withdraw", OWNER)).toBeUndefined();
  });
});

describe("taking up a case", () => {
  it("gives it to whoever takes it, also from somebody else", () => {
    expect(made(situationOf({ case: { state: "submitted" } }), "assign", ANN).case).toMatchObject({ state: "in-review", assignedTo: "ann" });
    const { case: after, notices } = made(situationOf({ case: { state: "in-review", assignedTo: "ann" } }), "reassign", BEN);
    expect([after.state, after.assignedTo, notices]).toEqual(["in-review", "ben", []]);
  });
  it("gives it to the officer who is named, where that is another", () => {
    const { case: after } = made(situationOf({ case: { state: "submitted" } }), "assign", ANN, { assignee: BEN });
    expect([after.assignedTo, after.involved]).toEqual(["ben", ["ann"]]);
  });
  it("gives a recommended case only to one who may decide it, whoever gives it", () => {
    const recommended = situationOf({ case: { state: "recommended", recommendation: { by: "ann", at: "", outcome: "accredited" }, enteredBy: ["cat"] } });
    const CAT = { ...BEN, subject: "cat" };
    for (const assignee of [ANN, CAT, { ...BEN, subject: "ann-b", same: ["ann"] }]) {
      expect(refusal(recommended, "reassign", BEN, { assignee }), assignee.subject).toBe("same-officer");
      expect(refusal(recommended, "reassign", assignee), assignee.subject).toBe("same-officer");
    }
    expect(made(recommended, "reassign", ANN, { assignee: BEN }).case.assignedTo).toBe("ben");
  });
  it("ends for an officer who declares an interest, and for nobody else", () => {
    const reason = "My neighbour.";
    const state = "in-review";
    const theirs = made(situationOf({ case: { state, assignedTo: "ann" } }), "declare-interest", ANN, { reason });
    expect("assignedTo" in theirs.case).toBe(false);
    expect([theirs.case.conflicts, theirs.case.state]).toEqual([["ann"], state]);
    const anothers = made(situationOf({ case: { state, assignedTo: "ben", conflicts: ["cat"] } }), "declare-interest", ANN, { reason });
    expect([anothers.case.assignedTo, anothers.case.conflicts]).toEqual(["ben", ["cat", "ann"]]);
    const ownSecondAccount = made(situationOf({ case: { state, assignedTo: "ann-b" } }), "declare-interest", { ...ANN, same: ["ann-b"] }, { reason });
    expect("assignedTo" in ownSecondAccount.case).toBe(false);
    const nobodys = made(situationOf({ case: { state, conflicts: ["ann"] } }), "declare-interest", ANN, { reason });
    expect(["assignedTo" in nobodys.case, nobodys.case.conflicts]).toEqual([false, ["ann"]]);
  });
});

describe("an interest that is declared late", () => {
  const reason = "My cousin.";
  const by = (who: string) => ({ by: who, at: NOON, outcome: "accredited" as const });
  const declared = (changes: Partial<VettingCase>, evidence = {}, mover = ANN) =>
    made(situationOf({ case: changes, evidence }), "declare-interest", mover, { reason });
  const task = { code: "officer-task", to: "officer", values: {} };

  it("takes back a recommendation of theirs, of whichever account, and nobody else's", () => {
    const back = declared({ state: "recommended", recommendation: by("ann") });
    expect([back.case.state, "recommendation" in back.case, back.notices]).toEqual(["in-review", false, [task]]);
    const second = declared({ state: "recommended", recommendation: by("ann-b") }, {}, { ...ANN, same: ["ann-b"] });
    expect([second.case.state, "recommendation" in second.case]).toEqual(["in-review", false]);
    const anothers = declared({ state: "recommended", recommendation: by("ben") });
    expect([anothers.case.state, anothers.case.recommendation]).toEqual(["recommended", by("ben")]);
  });
  it("leaves what they accepted to be accepted by another, and what others accepted as it is", () => {
    const theirs = { identity: { accepted: { facts: FACTS["identity"] ?? {}, by: "ben", on: TODAY } } };
    const { case: after, evidence } = declared({ state: "in-review" }, theirs);
    expect(evidence.map(({ id }) => id)).not.toContain("identity");
    const dbs = evidence.find(({ id }) => id === "dbs");
    expect([dbs?.accepted, dbs?.offered]).toEqual([undefined, { facts: FACTS["dbs"], at: NOON, state: "with-us" }]);
    expect(after.tasks).toEqual([]);
    expect(stillMissing({ ...situationOf({ case: after }), evidence })).toContain("dbs");
  });
  it("keeps who sent it, and what was sent since", () => {
    const facts = FACTS["training"] ?? {};
    const newer = { facts: { ...facts, mcaOn: "2026-11-01" }, at: "2026-11-21T09:00:00.000Z", state: "needs-more" as const, reason: "Sign it." };
    const { evidence } = declared(
      { state: "in-review" },
      { identity: { accepted: { facts: {}, by: "ann", on: TODAY, sentBy: "ben" } }, training: { accepted: { facts, by: "ann", on: TODAY }, offered: newer } },
    );
    expect(evidence.find(({ id }) => id === "identity")?.offered).toEqual({ facts: {}, at: NOON, state: "with-us", by: "ben" });
    expect(evidence.find(({ id }) => id === "training")?.offered).toEqual(newer);
  });
  it("does not take somebody off the list: what they accepted counts until another has looked, and so does the decision", () => {
    const listed = { state: "accredited", accreditation: "accredited", decision: by("ben"), recommendation: by("ann") } as const;
    const { case: after, evidence, notices } = declared(listed);
    expect([after.state, after.recommendation]).toEqual(["accredited", by("ann")]);
    expect(evidence.find(({ id }) => id === "dbs")?.accepted?.by).toBe("ann");
    expect(after.tasks).toContainEqual({ code: "interest", about: "dbs", since: TODAY });
    expect(after.tasks).toContainEqual({ code: "interest", since: TODAY });
    expect(notices).toEqual([task]);
    const again = declared(after);
    expect(again.case.tasks.length).toBe(after.tasks.length);
    const decider = declared({ ...listed, recommendation: by("cat") }, {}, BEN);
    expect(decider.case.tasks).toEqual([{ code: "interest", since: TODAY }]);
    expect(declared({ ...listed, recommendation: by("cat") }, {}, { subject: "dan", kind: "officer" }).case.tasks).toEqual([]);
  });
  it("has the decision confirmed by another, once", () => {
    const tasks: VettingCase["tasks"] = [
      { code: "interest", about: "dbs", since: TODAY },
      { code: "interest", since: TODAY },
      { code: "lapsed", since: TODAY },
    ];
    const listed = { state: "paused", accreditation: "accredited", recommendation: by("ann"), conflicts: ["ann"], tasks } satisfies Partial<VettingCase>;
    expect(refusal(situationOf({ case: listed }), "confirm", ANN, { reason })).toBe("interest");
    expect(refusal(situationOf({ case: { ...listed, conflicts: [] } }), "confirm", ANN, { reason })).toBe("same-officer");
    const { case: after } = made(situationOf({ case: listed }), "confirm", CAT, { reason });
    expect([after.state, after.tasks]).toEqual(["paused", [tasks[0], tasks[2]]]);
    expect(refusal(situationOf({ case: after }), "confirm", CAT, { reason })).toBe("outcome");
  });
});

describe("changing to another checklist", () => {
  const situation = situationOf({ case: { state: "in-review" } });
  it("is to a version that the case does not follow yet", () => {
    const reason = "New law.";
    expect(refusal(situation, "change-checklist", ANN, { reason })).toBe("outcome");
    expect(refusal(situation, "change-checklist", ANN, { reason, checklist })).toBe("outcome");
    const { case: after, notices } = made(situation, "change-checklist", ANN, { reason, checklist: { ...checklist, version: 4 } });
    expect([after.checklist, after.state, notices]).toEqual([4, "in-review", []]);
  });
});

describe("asking for more", () => {
  it("says what is asked for, until it is answered", () => {
    const { case: waiting, notices } = made(situationOf({ case: { state: "in-review" } }), "ask-more", ANN, { reason: "Which villages?" });
    expect([waiting.state, waiting.moreNeeded]).toEqual(["needs-more", "Which villages?"]);
    expect(notices).toEqual([{ code: "more-needed", to: "applicant", values: { item: "your application", reason: "Which villages?" } }]);
    const answered = made({ ...situationOf(), case: waiting }, "answer", OWNER);
    expect([answered.case.state, "asked" in answered.case, answered.notices]).toEqual(["in-review", false, [OFFICERS_TASK]]);
  });
  it("is answered only when all is sent, everybody is named and nothing refers the case elsewhere", () => {
    const state = "needs-more";
    expect(refusal(situationOf({ case: { state }, evidence: { training: "absent" } }), "answer", OWNER)).toBe("unfinished");
    expect(refusal(situationOf({ case: { state, ...micro(2, []) } }), "answer", OWNER)).toBe("unfinished");
    expect(refusal(situationOf({ case: { state, answers: startingAs({ substitutes: true }) } }), "answer", OWNER)).toBe("referred");
  });
});

describe("recommending", () => {
  const state = "in-review";
  it("is remembered with who, when, what and why, and forgets why it came back", () => {
    const returned = situationOf({ case: { state, returned: "See the dates." } });
    const { case: after, evidence, notices } = made(returned, "recommend", ANN, { outcome: "accredited" });
    expect(after).toEqual({
      ...without(returned.case, "returned"),
      state: "recommended",
      involved: ["ann"],
      recommendation: { by: "ann", at: NOON, outcome: "accredited" },
    });
    expect([evidence, notices]).toEqual([[], []]);
    const reasoned = made(returned, "recommend", ANN, { outcome: "accredited", reason: "Well known." });
    expect(reasoned.case.recommendation).toEqual({ by: "ann", at: NOON, outcome: "accredited", reason: "Well known." });
  });
  it("a refusal needs a reason, and nothing else", () => {
    const bare = situationOf({ case: { state, answers: startingAs({ substitutes: true }) }, evidence: { identity: "absent" } });
    expect(refusal(bare, "recommend", ANN, { outcome: "refused" })).toBe("reason-missing");
    expect(made(bare, "recommend", ANN, { outcome: "refused", reason: "No." }).case.recommendation).toEqual({
      by: "ann",
      at: NOON,
      outcome: "refused",
      reason: "No.",
    });
  });
  it("a place is for the standing that is open, and for no other", () => {
    const young = situationOf({ case: { state }, evidence: { "trading-history": "absent" } });
    expect(refusal(young, "recommend", ANN, { outcome: "accredited" })).toBe("outcome");
    expect(refusal(young, "recommend", ANN, { outcome: "provisional" })).toBeUndefined();
    expect(refusal(situationOf({ case: { state } }), "recommend", ANN, { outcome: "provisional" })).toBe("outcome");
    expect(refusal(situationOf({ case: { state } }), "recommend", ANN)).toBe("outcome");
  });
  it("a place needs all evidence accepted, everybody named and nothing that refers the case elsewhere", () => {
    const outcome = "accredited";
    expect(refusal(situationOf({ case: { state }, evidence: { training: "absent" } }), "recommend", ANN, { outcome })).toBe("unfinished");
    expect(refusal(situationOf({ case: { state, ...micro(2, []) } }), "recommend", ANN, { outcome })).toBe("unfinished");
    expect(refusal(situationOf({ case: { state, blockingEvidence: ["dbs"] } }), "recommend", ANN, { outcome })).toBe("unfinished");
    expect(refusal(situationOf({ case: { state, answers: startingAs({ substitutes: true }) } }), "recommend", ANN, { outcome })).toBe("referred");
  });
});

describe("the second officer", () => {
  const recommended = (outcome: "accredited" | "provisional" | "refused", reason?: string): Partial<VettingCase> => ({
    state: "recommended",
    submittedAt: "2026-11-01T09:00:00.000Z",
    involved: ["ann"],
    recommendation: { by: "ann", at: "2026-11-23T09:00:00.000Z", outcome, ...(reason === undefined ? {} : { reason }) },
  });

  it("sends a recommendation back with a reason, and it is gone", () => {
    const { case: after, notices } = made(situationOf({ case: recommended("accredited") }), "return", BEN, { reason: "See the dates." });
    expect([after.state, after.returned, "recommendation" in after, notices]).toEqual(["in-review", "See the dates.", false, [OFFICERS_TASK]]);
  });
  it("puts somebody on the list from today for the months of the checklist, with a record of who decided", () => {
    const situation = situationOf({ case: { ...recommended("accredited", "Well known."), reminded: [12], blockingEvidence: [] } });
    const { case: after, notices } = made(situation, "approve", BEN, { listing: "listing-1" });
    const until = monthsAfter(TODAY, figures.accreditedMonths);
    expect(after).toEqual({
      ...situation.case,
      state: "accredited",
      accreditation: "accredited",
      involved: ["ann", "ben"],
      decision: { by: "ben", at: NOON, outcome: "accredited", reason: "Well known." },
      accreditedOn: TODAY,
      accreditedUntil: "2028-06-24",
      reminded: [],
      listing: "listing-1",
    });
    expect(notices).toEqual([{ code: "approved", to: "applicant", values: { until } }]);
  });
  it("gives a provisional place for its own, shorter time", () => {
    const { case: after, notices } = made(situationOf({ case: recommended("provisional") }), "approve", BEN);
    const until = monthsAfter(TODAY, figures.provisionalMonths);
    expect(after).toMatchObject({ state: "provisional", accreditation: "provisional", accreditedUntil: "2027-02-24" });
    expect(after.decision).toEqual({ by: "ben", at: NOON, outcome: "provisional" });
    expect("listing" in after).toBe(false);
    expect(notices).toEqual([{ code: "provisional", to: "applicant", values: { until } }]);
  });
  it("keeps the listing that there is", () => {
    const again = situationOf({ case: { ...recommended("accredited"), listing: "listing-0" } });
    expect(made(again, "approve", BEN, { listing: "listing-1" }).case.listing).toBe("listing-0");
  });
  it("checks again what the first one checked: evidence, people, holds and the line of the Care Quality Commission", () => {
    const changes = recommended("accredited");
    expect(refusal(situationOf({ case: changes, evidence: { training: "absent" } }), "approve", BEN)).toBe("unfinished");
    expect(refusal(situationOf({ case: changes, evidence: { "public-liability": { lapsedOn: TODAY } } }), "approve", BEN)).toBe("unfinished");
    expect(refusal(situationOf({ case: { ...changes, blockingEvidence: ["dbs"] } }), "approve", BEN)).toBe("unfinished");
    expect(refusal(situationOf({ case: { ...changes, ...micro(2, []) } }), "approve", BEN)).toBe("unfinished");
    expect(refusal(situationOf({ case: { ...changes, answers: startingAs({ substitutes: true }) } }), "approve", BEN)).toBe("referred");
  });
  it("approves a recommended refusal without evidence: it ends the case, with the reason that was given", () => {
    const situation = situationOf({
      case: { ...recommended("refused", "No insurance."), answers: startingAs({ substitutes: true }) },
      evidence: { identity: "absent" },
    });
    const { case: after, notices } = made(situation, "approve", BEN, { listing: "listing-1" });
    expect(after).toEqual({
      ...situation.case,
      state: "refused",
      involved: ["ann", "ben"],
      decision: { by: "ben", at: NOON, outcome: "refused", reason: "No insurance." },
      endedAt: NOON,
    });
    expect(notices).toEqual([{ code: "refused", to: "applicant", values: { reason: "No insurance." } }]);
    // An old recommendation may hold no reason.
    const silent = made(situationOf({ case: recommended("refused") }), "approve", BEN);
    expect([silent.case.decision, silent.notices[0]?.values]).toEqual([{ by: "ben", at: NOON, outcome: "refused" }, { reason: "" }]);
  });
  it("may refuse against the recommendation, with a reason", () => {
    const { case: after, notices } = made(situationOf({ case: recommended("accredited") }), "refuse", BEN, { reason: "A concern." });
    expect(after).toMatchObject({ state: "refused", endedAt: NOON, decision: { by: "ben", at: NOON, outcome: "refused", reason: "A concern." } });
    expect(notices).toEqual([{ code: "refused", to: "applicant", values: { reason: "A concern." } }]);
  });
});

describe("the facts of DBS certificates", () => {
  const recommended: Partial<VettingCase> = { state: "recommended", recommendation: { by: "ann", at: NOON, outcome: "accredited" } };
  it("go so many months after the decision, and those of nothing else do", () => {
    const team = situationOf({ case: { ...recommended, ...micro(2, ["w1"]) } });
    const { evidence } = made(team, "approve", BEN);
    expect(evidence.map(({ id, factsUntil }) => [id, factsUntil])).toEqual([
      ["dbs", "2027-04-24"],
      ["dbs.w1", "2027-04-24"],
    ]);
  });
  it("have their day set once: a later decision does not put it off", () => {
    expect(made(situationOf({ case: recommended, evidence: { dbs: { factsUntil: "2027-01-01" } } }), "approve", BEN).evidence).toEqual([]);
    expect(made(situationOf({ case: recommended, evidence: { dbs: { factsErasedOn: "2026-11-01" } } }), "approve", BEN).evidence).toEqual([]);
  });
  it("have it set by every end of a case: refused, withdrawn, lapsed or renewed", () => {
    const ends: readonly (readonly [CaseMove, Partial<VettingCase>, MovedBy])[] = [
      ["refuse", recommended, BEN],
      ["approve", { ...recommended, recommendation: { by: "ann", at: NOON, outcome: "refused" } }, BEN],
      ["withdraw", { state: "in-review" }, OWNER],
      ["lapse", { state: "accredited" }, TRELLIS],
      ["renew", { state: "lapsed" }, TRELLIS],
      ["lift", { state: "suspended", accreditation: "accredited", accreditedUntil: "2026-11-23" }, BEN],
    ];
    for (const [move, changes, mover] of ends)
      expect(
        made(situationOf({ case: changes }), move, mover, { reason: "Because." }).evidence.map(({ id }) => id),
        move,
      ).toEqual(["dbs"]);
  });
});

describe("a review of a refusal", () => {
  const refused = (at: string): Partial<VettingCase> => ({
    state: "refused",
    endedAt: at,
    involved: ["ann", "ben"],
    recommendation: { by: "ann", at, outcome: "accredited" },
    decision: { by: "ben", at, outcome: "refused", reason: "A concern." },
  });
  const reason = "You mixed me up.";

  it("may be asked for on the last of the days the checklist gives, and not a day later", () => {
    const decidedOn = daysAfter(TODAY, -figures.askForReviewDays);
    expect(decidedOn).toBe("2026-11-07");
    expect(refusal(situationOf({ case: refused(`${decidedOn}T00:00:00.000Z`) }), "ask-review", OWNER, { reason })).toBeUndefined();
    expect(refusal(situationOf({ case: refused("2026-11-06T23:59:59.999Z") }), "ask-review", OWNER, { reason })).toBe("too-late");
    const { decision: _, ...undated } = refused(NOON);
    expect(refusal(situationOf({ case: undated }), "ask-review", OWNER, { reason })).toBe("too-late");
  });
  it("may be asked for once", () => {
    const answered = { ...refused(NOON), review: { askedAt: NOON, reason, by: "cat", at: NOON, outcome: "It stays." } };
    expect(refusal(situationOf({ case: answered }), "ask-review", OWNER, { reason })).toBe("too-late");
    expect(refusal(situationOf({ case: { ...refused(NOON), review: { askedAt: NOON, reason } } }), "ask-review", OWNER, { reason })).toBeUndefined();
  });
  it("opens the case again and gives officers something to do", () => {
    const situation = situationOf({ case: refused("2026-11-20T09:00:00.000Z") });
    const { case: after, notices } = made(situation, "ask-review", OWNER, { reason });
    expect(after).toEqual({
      ...without(situation.case, "endedAt"),
      state: "review-asked",
      review: { askedAt: NOON, reason },
      tasks: [{ code: "asked-to-be-reviewed", since: TODAY }],
    });
    expect(notices).toEqual([OFFICERS_TASK]);
  });

  const reviewing: Partial<VettingCase> = {
    ...refused("2026-11-20T09:00:00.000Z"),
    state: "review-asked",
    endedAt: undefined,
    review: { askedAt: "2026-11-21T09:00:00.000Z", reason },
    tasks: [{ code: "asked-to-be-reviewed", since: "2026-11-21" }],
  };
  it("that upholds it ends the case for good", () => {
    const situation = situationOf({ case: reviewing });
    const { case: after, notices } = made(situation, "uphold", CAT, { reason: "It was right." });
    expect(after).toEqual({
      ...situation.case,
      state: "refused",
      involved: ["ann", "ben", "cat"],
      review: { askedAt: "2026-11-21T09:00:00.000Z", reason, by: "cat", at: NOON, outcome: "It was right." },
      tasks: [],
      endedAt: NOON,
    });
    expect(notices).toEqual([{ code: "review-decided", to: "applicant", values: { outcome: "The decision stays", reason: "It was right." } }]);
  });
  it("that overturns it opens the case, and keeps those who decided it from deciding it again", () => {
    const situation = situationOf({ case: { ...reviewing, overturned: ["dan", "ann"] } });
    const { case: after, notices } = made(situation, "overturn", CAT, { reason: "It was wrong." });
    expect(after).toEqual({
      ...without(situation.case, "recommendation", "decision"),
      state: "in-review",
      involved: ["ann", "ben", "cat"],
      overturned: ["dan", "ann", "ben"],
      review: { askedAt: "2026-11-21T09:00:00.000Z", reason, by: "cat", at: NOON, outcome: "It was wrong." },
      tasks: [],
    });
    expect(notices).toEqual([{ code: "review-decided", to: "applicant", values: { outcome: "We will review your application", reason: "It was wrong." } }]);
    const { recommendation: _r, decision: _d, review: _v, ...bare } = reviewing;
    const odd = made(situationOf({ case: bare }), "overturn", CAT, { reason: "It was wrong." }).case;
    expect([odd.overturned, odd.review]).toEqual([[], { askedAt: NOON, reason: "It was wrong.", by: "cat", at: NOON, outcome: "It was wrong." }]);
    const upheld = made(situationOf({ case: bare }), "uphold", CAT, { reason: "It was right." }).case;
    expect(upheld.review).toEqual({ askedAt: NOON, reason: "It was right.", by: "cat", at: NOON, outcome: "It was right." });
  });
});

describe("a place on the list", () => {
  const listed: Partial<VettingCase> = { state: "accredited", accreditation: "accredited", accreditedUntil: "2028-01-01", listing: "listing-1" };
  const tasks: VettingCase["tasks"] = [{ code: "lapsed", about: "dbs", since: TODAY }];

  it("is suspended with a reason that stays with the council; its provider and those who use them are told that it is", () => {
    const situation = situationOf({ case: listed });
    const { case: after, evidence, notices } = made(situation, "suspend", ANN, { reason: "A concern." });
    expect(after).toEqual({ ...situation.case, state: "suspended", involved: ["ann"], suspension: { by: "ann", at: NOON, reason: "A concern." } });
    expect([evidence, notices]).toEqual([[], [{ code: "suspended", to: "applicant", values: {} }, RECIPIENTS_NOTICE]]);
    const late = situationOf({ case: { ...listed, accreditedUntil: daysAfter(TODAY, -1) } });
    expect(made(late, "suspend", ANN, { reason: "A concern." }).case.state).toBe("suspended");
  });
  it("is back as it was when the suspension is lifted, but paused while something keeps it off the list", () => {
    const suspended = { ...listed, state: "suspended", accreditation: "provisional", suspension: { by: "ann", at: NOON, reason: "A concern." } } as const;
    const back = made(situationOf({ case: suspended }), "lift", BEN, { reason: "Cleared." });
    expect([back.case.state, "suspension" in back.case]).toEqual(["provisional", false]);
    expect(back.notices).toEqual([{ code: "suspension-lifted", to: "applicant", values: {} }]);
    const held = made(situationOf({ case: { ...suspended, blockingEvidence: ["dbs"] } }), "lift", BEN, { reason: "Cleared." });
    expect(held.case.state).toBe("paused");
    const { accreditation: _, ...never } = suspended;
    expect(made(situationOf({ case: never }), "lift", BEN, { reason: "Cleared." }).case.state).toBe("suspended");
  });
  it("has lapsed when the suspension is lifted after its last day, and not on it", () => {
    const ending = (accreditedUntil: string) =>
      made(
        situationOf({ case: { ...listed, state: "suspended", tasks, accreditedUntil, suspension: { by: "ann", at: NOON, reason: "A concern." } } }),
        "lift",
        BEN,
        { reason: "Cleared." },
      );
    expect(ending(TODAY).case.state).toBe("accredited");
    const over = ending(daysAfter(TODAY, -1));
    expect(over.case).toMatchObject({ state: "lapsed", endedAt: NOON, tasks: [] });
    expect("suspension" in over.case).toBe(false);
    expect(over.notices).toEqual([PLACE_OVER]);
  });
  it("lapses with everybody told", () => {
    const situation = situationOf({ case: { ...listed, tasks } });
    const { case: after, notices } = made(situation, "lapse", TRELLIS);
    expect(after).toEqual({ ...situation.case, state: "lapsed", endedAt: NOON, tasks: [] });
    expect(notices).toEqual([PLACE_OVER, RECIPIENTS_NOTICE]);
  });
  it("is renewed by another case without a word", () => {
    const situation = situationOf({ case: { ...listed, tasks } });
    const { case: after, notices } = made(situation, "renew", TRELLIS);
    expect(after).toEqual({ ...situation.case, state: "renewed", endedAt: NOON, tasks: [] });
    expect(notices).toEqual([]);
  });
  it("is paused with everybody told, the officer too", () => {
    const { case: after, notices } = made(situationOf({ case: listed }), "pause", TRELLIS, { reason: "Training has run out" });
    expect(after.state).toBe("paused");
    expect(notices).toEqual([{ code: "listing-paused", to: "applicant", values: { reason: "Training has run out" } }, RECIPIENTS_NOTICE, OFFICERS_TASK]);
    expect(made(situationOf({ case: listed }), "pause", TRELLIS).notices[0]?.values).toEqual({ reason: "" });
  });
  it("is back by itself only when nothing keeps it off the list", () => {
    const paused = { ...listed, state: "paused", accreditation: "provisional" } as const;
    expect(refusal(situationOf({ case: { ...paused, blockingEvidence: ["dbs"] } }), "resume", TRELLIS)).toBe("unfinished");
    const { case: after, notices } = made(situationOf({ case: paused }), "resume", TRELLIS);
    expect([after.state, notices]).toEqual(["provisional", [{ code: "listing-back", to: "applicant", values: {} }]]);
  });
  it("is not back by itself after its last day, even before the night has ended it; on that day it is", () => {
    const ending = (accreditedUntil: string) => situationOf({ case: { ...listed, state: "paused", accreditedUntil } });
    expect(refusal(ending(daysAfter(TODAY, -1)), "resume", TRELLIS)).toBe("unfinished");
    expect(made(ending(TODAY), "resume", TRELLIS).case.state).toBe("accredited");
  });
});

describe("the periods of a checklist", () => {
  it("decide every day there is: figures are read from it, whatever they are", () => {
    const figure = fc.integer({ min: 1, max: 60 });
    fc.assert(
      fc.property(figure, figure, figure, figure, (targetDays, accreditedMonths, dbsFactsMonths, askForReviewDays) => {
        const other = { ...checklist, figures: { ...figures, targetDays, accreditedMonths, dbsFactsMonths, askForReviewDays } };
        expect(made(situationOf({ checklist: other }), "submit", OWNER).case.decideBy).toBe(daysAfter(TODAY, targetDays));
        const recommended: Partial<VettingCase> = { state: "recommended", recommendation: { by: "ann", at: NOON, outcome: "accredited" } };
        const { case: after, evidence } = made(situationOf({ case: recommended, checklist: other }), "approve", BEN);
        expect(after.accreditedUntil).toBe(monthsAfter(TODAY, accreditedMonths));
        expect(evidence[0]?.factsUntil).toBe(monthsAfter(TODAY, dbsFactsMonths));
        const refused = (on: string): Situation =>
          situationOf({ case: { state: "refused", decision: { by: "ben", at: `${on}T12:00:00.000Z`, outcome: "refused" } }, checklist: other });
        const input = { reason: "No." };
        expect(refusal(refused(daysAfter(TODAY, -askForReviewDays)), "ask-review", OWNER, input)).toBeUndefined();
        expect(refusal(refused(daysAfter(TODAY, -askForReviewDays - 1)), "ask-review", OWNER, input)).toBe("too-late");
      }),
      { numRuns: runs(500) },
    );
  });
});
