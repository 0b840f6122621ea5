import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Arrangement, paidUpTo } from "../../../functions/arrangements/rules/arrangement.ts";
import {
  ARRANGEMENT_MOVES,
  ARRANGEMENT_STATES,
  type ArrangementMove,
  type ArrangementState,
  arrangementMove,
  moveRefusal,
  movesOf,
  type Side,
} from "../../../functions/arrangements/rules/arrangement-moves.ts";
import { afterMove, asMade, type MoveFrame, type MoveInput, mondayOf, withTerms } from "../../../functions/arrangements/rules/decide-arrangement.ts";
import type { Terms } from "../../../functions/arrangements/rules/terms.ts";
import { runs } from "../../support/runs.ts";
import { anArrangement } from "../../support/vetting.ts";

const AT = "2026-11-27T10:00:00.000Z";
const frame: MoveFrame = { today: "2026-11-27", at: AT, plan: { higherRate: false, family: false }, raise: () => [] };
const TERMS: Terms = {
  ...{ services: ["personal-care"], hours: 6, times: ["mon-morning"], ratePence: 1450, outcomes: [] },
  ...{ pay: "weekly", payWhen: "arrears", hoursBasis: "planned" },
};
const MOVES = Object.keys(ARRANGEMENT_MOVES).flatMap((name) => arrangementMove(name) ?? []);

/** An offer to Pip, who can answer it. */
const offered = (terms: Terms = TERMS): Arrangement => asMade(withTerms({ ...plain, provider: "pip", state: "offered" }, terms, "2026-12-01", frame));
const { unlisted: _, ...plain } = anArrangement("a1", "rosemary");

/** An input with which no move is refused for what it says. */
const INPUT: MoveInput = {
  ...{ on: "2026-11-20", terms: TERMS, from: "2026-12-01", why: "moved", weekOf: "2026-11-24", hours: 5, upTo: "2026-11-20", employer: {} },
  answer: { kind: "family", agreed: true, by: "ruth", reason: "Agreed" },
};
const made = (arrangement: Arrangement, move: ArrangementMove, side: Side, input: MoveInput = INPUT): Arrangement => {
  const done = afterMove(arrangement, move, side, input, frame);
  if (!done.ok) throw new Error(`${move} refused: ${done.refusal}`);
  return done.value;
};
const refusal = (arrangement: Arrangement, move: ArrangementMove, side: Side, input: MoveInput = INPUT) => {
  const done = afterMove(arrangement, move, side, input, frame);
  return done.ok ? undefined : done.refusal;
};
const accepted = () => made(offered(), "accept", "provider");
const live = () => made(accepted(), "start", "recipient");

/** The table once more, as people would say it: who does what, where it leads. */
const BY_HAND: Readonly<Record<ArrangementState, Readonly<Partial<Record<ArrangementMove, readonly [readonly Side[], ArrangementState]>>>>> = (() => {
  const either = ["recipient", "provider"] as const;
  const running = (state: ArrangementState) => ({
    change: [either, state],
    end: [either, "ended"],
    employer: [["recipient"], state],
    answer: [["officer"], state],
    close: [["system"], "ended"],
  });
  const worked = (state: ArrangementState) => ({ hours: [["recipient"], state], paid: [either, state] });
  return {
    offered: {
      accept: [["provider"], "accepted"],
      decline: [["provider"], "declined"],
      withdraw: [["recipient"], "withdrawn"],
      answer: [["officer"], "offered"],
      close: [["system"], "ended"],
    },
    accepted: { ...running("accepted"), start: [either, "live"] },
    live: { ...running("live"), ...worked("live"), pause: [either, "paused"] },
    paused: { ...running("paused"), ...worked("paused"), resume: [either, "live"] },
    ended: worked("ended"),
    declined: {},
    withdrawn: {},
  } as never;
})();

describe("the table of moves of an arrangement", () => {
  it("lets these do each move from each state, and nobody else", () => {
    const question = [{ kind: "family" as const, source: "x", raisedAt: AT }];
    for (const state of ARRANGEMENT_STATES) {
      for (const move of MOVES) {
        for (const side of ["recipient", "provider", "officer", "system"] as const) {
          const before: Arrangement = { ...offered(), state, questions: question };
          const [sides, to] = BY_HAND[state][move] ?? [[], state];
          const done = afterMove(before, move, side, INPUT, frame);
          expect(done.ok ? done.value.state : done.refusal, `${move} of ${state} by ${side}`).toBe(
            sides.includes(side) ? to : BY_HAND[state][move] ? "not-yours" : "not-a-move",
          );
        }
      }
    }
  });
  it("has a change answered by the other one alone, while it waits", () => {
    for (const [by, other] of [
      ["recipient", "provider"],
      ["provider", "recipient"],
    ] as const) {
      const before = made(live(), "change", by, { ...INPUT, terms: { ...TERMS, hours: 8 } });
      expect([before.terms.length, before.hoursHeld, before.proposal?.by]).toEqual([1, 6, by]);
      for (const move of ["agree", "refuse"] as const) {
        expect([by, "officer", "system"].map((side) => moveRefusal(move, before, side as Side))).toEqual(["not-yours", "not-yours", "not-yours"]);
        expect(moveRefusal(move, before, other)).toBeUndefined();
        expect(moveRefusal(move, live(), other)).toBe("not-a-move");
      }
      expect(refusal(before, "change", other)).toBe("waiting");
      expect(made(before, "change", by, { ...INPUT, terms: { ...TERMS, hours: 9 } }).proposal?.terms.hours).toBe(9);
      const agreed = made(before, "agree", other);
      expect([agreed.terms.at(-1), agreed.hoursHeld, agreed.proposal]).toEqual([
        { from: "2026-12-01", learnedAt: AT, value: { ...TERMS, hours: 8 } },
        8,
        undefined,
      ]);
      expect(made(before, "refuse", other)).toEqual(live());
    }
  });
  it("lets a recipient alone change what nobody else has a say in, at once", () => {
    const after = made({ ...live(), provider: undefined, hoursHeld: 0 }, "change", "recipient", { ...INPUT, terms: { ...TERMS, hours: 9 } });
    expect([after.terms.at(-1)?.value?.hours, after.proposal, after.hoursHeld]).toEqual([9, undefined, 0]);
  });
  it("offers each side what it may do, as the table says", () => {
    expect(movesOf(offered(), "provider")).toEqual(["accept", "decline"]);
    expect(movesOf(offered(), "recipient")).toEqual(["withdraw"]);
    expect(movesOf(live(), "provider")).toEqual(["change", "pause", "end", "paid"]);
    expect(movesOf(live(), "officer")).toEqual(["answer"]);
    expect(["accept", "dance", "toString"].map(arrangementMove)).toEqual(["accept", undefined, undefined]);
  });
});

describe("a move", () => {
  it("of starting takes the day it was, not one that lies ahead", () => {
    expect([live().startedOn, live().since]).toEqual(["2026-11-20", "2026-11-20"]);
    expect(made(accepted(), "start", "provider", { on: "2026-11-27" }).startedOn).toBe("2026-11-27");
    expect([refusal(accepted(), "start", "provider", { on: "2026-11-28" }), refusal(accepted(), "start", "provider", {})]).toEqual(["day", "missing"]);
  });
  it("of starting waits for the council where they are family and live together", () => {
    const family: Arrangement = {
      ...accepted(),
      unlisted: { name: "Sam", checked: [], choseKnowingly: true, invited: false, family: true },
      questions: [{ kind: "family", source: "x", raisedAt: AT }],
    };
    expect(refusal(family, "start", "recipient")).toBe("family");
    const answered = (agreed: boolean) => made(family, "answer", "officer", { answer: { kind: "family", agreed, by: "ruth", reason: "Because" } });
    expect(refusal(answered(false), "start", "recipient")).toBe("family");
    expect(made(answered(true), "start", "recipient").state).toBe("live");
    expect(answered(true).questions).toEqual([{ kind: "family", source: "x", raisedAt: AT, answer: { agreed: true, by: "ruth", at: AT, reason: "Because" } }]);
    expect(refusal(answered(true), "answer", "officer")).toBe("no-question");
    // Or the support plan has agreed to it already.
    expect(afterMove(family, "start", "recipient", INPUT, { ...frame, plan: { higherRate: false, family: true } })).toMatchObject({
      ok: true,
      value: { state: "live" },
    });
  });
  it("of ending says the last day and why; not before it began, and not ahead", () => {
    const over = made(live(), "end", "provider", { on: "2026-11-20", why: "illness" });
    expect([over.state, over.lastDay, over.why, over.endedAt, over.hoursHeld]).toEqual(["ended", "2026-11-20", "illness", AT, 0]);
    expect(refusal(live(), "end", "provider", { on: "2026-11-19", why: "illness" })).toBe("day");
    expect(refusal(live(), "end", "provider", { on: "2026-11-28", why: "illness" })).toBe("day");
    expect(refusal(live(), "end", "provider", { on: "2026-11-27" })).toBe("missing");
  });
  it("of hours is of a week, by its Monday, that has support in it", () => {
    expect(["2026-11-23", "2026-11-29", "2026-11-30", "1969-12-31"].map(mondayOf)).toEqual(["2026-11-23", "2026-11-23", "2026-11-30", "1969-12-29"]);
    const started = live();
    expect(made(started, "hours", "recipient", { weekOf: "2026-11-26", hours: 0 }).worked).toEqual([{ weekOf: "2026-11-23", hours: 0, learnedAt: AT }]);
    expect(made(started, "hours", "recipient", { weekOf: "2026-11-16", hours: 6 }).worked).toHaveLength(1);
    expect(refusal(started, "hours", "recipient", { weekOf: "2026-11-15", hours: 6 })).toBe("day");
    expect(refusal(started, "hours", "recipient", { weekOf: "2026-11-30", hours: 6 })).toBe("day");
    const over = made(started, "end", "recipient", { on: "2026-11-22", why: "moved" });
    expect(refusal(over, "hours", "recipient", { weekOf: "2026-11-23", hours: 6 })).toBe("day");
  });
  it("of paying goes no further ahead than a quarter", () => {
    for (const by of ["recipient", "provider"] as const) {
      expect(made(live(), "paid", by, { upTo: "2027-02-27" }).paid).toEqual([{ upTo: "2027-02-27", learnedAt: AT, by }]);
      expect(refusal(live(), "paid", by, { upTo: "2027-02-28" })).toBe("day");
    }
  });
  it("of paying is told apart by who said it, and what was said before that was noted is the recipient's", () => {
    const paid = [
      { upTo: "2026-11-20", learnedAt: AT },
      { upTo: "2026-11-13", learnedAt: AT, by: "provider" as const },
    ];
    expect([paidUpTo({ paid }, "recipient"), paidUpTo({ paid }, "provider"), paidUpTo({ paid: [] }, "provider")]).toEqual([
      "2026-11-20",
      "2026-11-13",
      undefined,
    ]);
  });
  it("of pausing keeps the hours held, until support ends", () => {
    const paused = made(live(), "pause", "provider");
    expect([paused.pausedOn, paused.hoursHeld]).toEqual(["2026-11-27", 6]);
    expect(made(paused, "resume", "recipient")).toEqual(live());
  });
  it("changes nothing of what was learned before", () => {
    const anyMove = fc.record({ move: fc.constantFrom(...MOVES), side: fc.constantFrom<Side>("recipient", "provider", "officer", "system") });
    fc.assert(
      fc.property(fc.array(anyMove, { maxLength: 20 }), (moves) => {
        let before = offered();
        for (const { move, side } of moves) {
          const done = afterMove(before, move, side, INPUT, frame);
          if (!done.ok) continue;
          for (const part of ["terms", "employer", "worked", "paid"] as const) expect(done.value[part].slice(0, before[part].length)).toEqual(before[part]);
          expect(done.value.hoursHeld).toBe(["accepted", "live", "paused"].includes(done.value.state) ? 6 : 0);
          before = done.value;
        }
      }),
      { numRuns: runs(2000) },
    );
  });
});
