import { describe, expect, it } from "vitest";
import {
  ACCREDITATIONS,
  CASE_MOVES,
  CASE_STATES,
  type CaseMove,
  caseMove,
  type MovedBy,
  type MoveRule,
  mayFillFor,
  moveRefusal,
  type Parts,
} from "../../../functions/vetting/rules/moves.ts";
import { LEGAL } from "./legal-moves.ts";
import { ANN, BEN, CAT, OWNER, TRELLIS } from "./scene.ts";

const MOVES = Object.keys(CASE_MOVES).filter((name): name is CaseMove => name in CASE_MOVES);
const STRANGER: MovedBy = { subject: "stranger", kind: "applicant" };
const OWNER_AS_OFFICER: MovedBy = { subject: "owner", kind: "officer" };

const parts = (changes: Partial<Parts> = {}): Parts => ({
  state: "in-review",
  owner: "owner",
  enteredBy: [],
  involved: [],
  overturned: [],
  conflicts: [],
  ...changes,
});
/** A state that a move may be made from. */
const ready = (move: CaseMove, changes: Partial<Parts> = {}): Parts => {
  const rule: MoveRule = CASE_MOVES[move];
  return parts({ state: rule.from[0] ?? "draft", ...changes });
};
const movesOf = (by: string): readonly CaseMove[] => MOVES.filter((move) => LEGAL[move].by === by);

describe("the moves of a case", () => {
  it("are these, from these states, by these people, and each leads where it should", () => {
    expect(MOVES.toSorted()).toEqual(Object.keys(LEGAL).toSorted());
    for (const move of MOVES) {
      const rule: MoveRule = CASE_MOVES[move];
      expect([rule.by, [...rule.from].toSorted()], move).toEqual([LEGAL[move].by, [...LEGAL[move].from].toSorted()]);
      const named = CASE_STATES.find((state) => state === rule.to);
      if (named === undefined) expect(["same", "accreditation", "recommendation", "without-theirs"], move).toContain(rule.to);
      else expect(LEGAL[move].to, move).toEqual([named]);
    }
  });
  it("are not moves from anywhere else", () => {
    for (const move of MOVES) {
      const from = CASE_STATES.filter((state) => moveRefusal(move, parts({ state }), { subject: "x", kind: "system" }) !== "not-a-move");
      expect(from.toSorted(), move).toEqual(CASE_STATES.filter((state) => LEGAL[move].from.includes(state)).toSorted());
    }
  });
  it("are found by their names, and nothing else is", () => {
    for (const move of MOVES) expect(caseMove(move)).toBe(move);
    for (const other of ["", "sell", "toString", "constructor"]) expect(caseMove(other)).toBeUndefined();
  });
  it("lead back to one of two standings", () => {
    expect([...ACCREDITATIONS]).toEqual(["accredited", "provisional"]);
  });
});

describe("a move", () => {
  it("of Trellis itself is made by nobody else", () => {
    for (const move of movesOf("system")) {
      expect(moveRefusal(move, ready(move), TRELLIS), move).toBeUndefined();
      for (const mover of [OWNER, ANN, OWNER_AS_OFFICER]) expect(moveRefusal(move, ready(move), mover), move).toBe("not-yours");
    }
  });
  it("of an applicant is made by them, or by an officer where one entered the case for them", () => {
    for (const move of movesOf("applicant")) {
      expect(moveRefusal(move, ready(move), OWNER), move).toBeUndefined();
      for (const mover of [STRANGER, ANN, TRELLIS, OWNER_AS_OFFICER]) expect(moveRefusal(move, ready(move), mover), move).toBe("not-yours");
      const entered = ready(move, { enteredBy: ["ben"] });
      expect(moveRefusal(move, entered, ANN), move).toBeUndefined();
      for (const mover of [STRANGER, OWNER_AS_OFFICER]) expect(moveRefusal(move, entered, mover), move).toBe("not-yours");
      expect(moveRefusal(move, { ...entered, conflicts: ["ann"] }, ANN), move).toBe("not-yours");
    }
  });
  it("of an officer is made by no applicant, not even one who is an officer, and by none with an interest", () => {
    for (const move of [...movesOf("officer"), ...movesOf("second"), ...movesOf("third")]) {
      expect(moveRefusal(move, ready(move), ANN), move).toBeUndefined();
      for (const mover of [OWNER, STRANGER, TRELLIS, OWNER_AS_OFFICER]) expect(moveRefusal(move, ready(move), mover), move).toBe("not-yours");
      expect(moveRefusal(move, ready(move, { conflicts: ["ann"] }), ANN), move).toBe(move === "declare-interest" ? undefined : "interest");
      expect(moveRefusal(move, ready(move, { conflicts: ["ben"] }), ANN), move).toBeUndefined();
    }
  });
  it("that any officer makes may be made by one who had a part in the case", () => {
    const part = { enteredBy: ["ann"], involved: ["ann"], overturned: ["ann"], recommendation: { by: "ann" }, decision: { by: "ann" } };
    for (const move of movesOf("officer")) expect(moveRefusal(move, ready(move, part), ANN), move).toBeUndefined();
  });
  it("of a second officer is not made by whoever entered, recommended, or decided it before a review", () => {
    for (const move of ["return", "approve", "refuse"] as const) {
      expect(movesOf("second")).toContain(move);
      expect(moveRefusal(move, ready(move, { recommendation: { by: "ann" } }), ANN), move).toBe("same-officer");
      expect(moveRefusal(move, ready(move, { enteredBy: ["ann"] }), ANN), move).toBe("same-officer");
      expect(moveRefusal(move, ready(move, { overturned: ["ann"] }), ANN), move).toBe("same-officer");
      expect(moveRefusal(move, ready(move, { involved: ["ann"], decision: { by: "ann" }, suspension: { by: "ann" } }), ANN), move).toBeUndefined();
      expect(moveRefusal(move, ready(move, { recommendation: { by: "ann" }, enteredBy: ["ben"], overturned: ["ben"] }), CAT), move).toBeUndefined();
    }
  });
  it("that lifts a suspension is made by another than whoever suspended", () => {
    expect(moveRefusal("lift", ready("lift", { suspension: { by: "ann" } }), ANN)).toBe("same-officer");
    expect(moveRefusal("lift", ready("lift", { suspension: { by: "ann" } }), BEN)).toBeUndefined();
    expect(
      moveRefusal("lift", ready("lift", { suspension: { by: "ann" }, enteredBy: ["ben"], recommendation: { by: "ben" }, overturned: ["ben"] }), BEN),
    ).toBeUndefined();
    expect(moveRefusal("lift", ready("lift"), ANN)).toBeUndefined();
  });
  it("of a third officer is made by one without any part in the case", () => {
    for (const move of ["uphold", "overturn"] as const) {
      const any: readonly Partial<Parts>[] = [
        { involved: ["ann"] },
        { enteredBy: ["ann"] },
        { overturned: ["ann"] },
        { recommendation: { by: "ann" } },
        { decision: { by: "ann" } },
      ];
      for (const part of any) expect(moveRefusal(move, ready(move, part), ANN), `${move} ${Object.keys(part)}`).toBe("same-officer");
      expect(moveRefusal(move, ready(move, { involved: ["ann", "ben"], recommendation: { by: "ann" }, decision: { by: "ben" } }), CAT), move).toBeUndefined();
    }
  });
});

describe("filling in for somebody", () => {
  it("is for officers without an interest, where an officer entered the case, and never for the applicant", () => {
    const entered = { owner: "owner", enteredBy: ["ben"], conflicts: ["cat"] };
    expect(["ann", "ben", "cat", "owner"].filter((subject) => mayFillFor(entered, { subject }))).toEqual(["ann", "ben"]);
    expect(mayFillFor({ ...entered, enteredBy: [] }, { subject: "ann" })).toBe(false);
    for (const account of ["owner", "cat"]) expect(mayFillFor(entered, { subject: "ann", same: [account] })).toBe(false);
    expect(mayFillFor(entered, { subject: "ann", same: ["ben"] })).toBe(true);
  });
});
