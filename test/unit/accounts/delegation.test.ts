import { describe, expect, it } from "vitest";
import {
  actsForOf,
  DELEGATION_MOVES,
  DELEGATION_STATES,
  Delegation,
  type DelegationMove,
  delegationView,
  mayObject,
  NewDelegation,
  stateAfter,
  stateOn,
  withoutInvitation,
} from "../../../functions/accounts/rules/delegation.ts";

const TODAY = "2026-11-24";
const YESTERDAY = "2026-11-23";
const delegation = (changes: Partial<Delegation> = {}): Delegation => ({
  id: "d1",
  person: "rosemary",
  authority: "E10000018",
  kind: "authorised-person",
  scopes: ["money"],
  from: "2026-01-01",
  until: "2027-01-01",
  basis: "She lacks capacity.",
  addressHash: "hash",
  invitedBy: "ann",
  createdAt: "2026-01-01T09:00:00.000Z",
  state: "active",
  invitedAt: "nadia@example.org",
  delegate: "nadia",
  endedAt: "2026-12-01T09:00:00.000Z",
  ...changes,
});

describe("the moves of a delegation", () => {
  it("are agreeing, accepting, declining and ending, each from where it may be made", () => {
    const moves = Object.keys(DELEGATION_MOVES).filter((name): name is DelegationMove => name in DELEGATION_MOVES);
    const leads = Object.fromEntries(moves.map((move) => [move, DELEGATION_STATES.map((state) => `${state}: ${stateAfter(state, move)}`)]));
    expect(leads).toEqual({
      agree: ["proposed: invited", "invited: undefined", "active: undefined", "declined: undefined", "ended: undefined"],
      accept: ["proposed: undefined", "invited: active", "active: undefined", "declined: undefined", "ended: undefined"],
      decline: ["proposed: undefined", "invited: declined", "active: undefined", "declined: undefined", "ended: undefined"],
      end: ["proposed: ended", "invited: ended", "active: ended", "declined: undefined", "ended: undefined"],
    });
  });
  it("forget what was only needed to invite somebody", () => {
    const { invitedAt: _i, addressHash: _h, ...kept } = delegation({ state: "invited" });
    expect(withoutInvitation(delegation({ state: "invited" }), { state: "active" })).toStrictEqual({ ...kept, state: "active" });
  });
});

describe("how a delegation stands", () => {
  it("is in force on its last day, and has expired the day after", () => {
    expect(stateOn({ state: "active", until: TODAY }, TODAY)).toBe("active");
    expect(stateOn({ state: "active", until: YESTERDAY }, TODAY)).toBe("expired");
  });
  it("is as its record says where it has no last day, or is not active", () => {
    expect(stateOn({ state: "active" }, "2999-12-31")).toBe("active");
    for (const state of ["invited", "declined", "ended"] as const) expect(stateOn({ state, until: YESTERDAY }, TODAY)).toBe(state);
  });
});

describe("an objection", () => {
  const objection = { at: "2026-11-24T09:00:00.000Z", by: "rosemary" };
  const answered = { ...objection, answeredAt: "2026-11-25T09:00:00.000Z", answeredBy: "ruth" };
  it("stops what is not over, until it is answered: nobody acts meanwhile", () => {
    expect(stateOn(delegation({ objection, until: undefined }), TODAY)).toBe("stopped");
    expect(actsForOf(delegation({ objection }))).toBeUndefined();
    expect(stateOn(delegation({ objection: answered, until: undefined }), TODAY)).toBe("active");
    expect(actsForOf(delegation({ objection: answered }))).toBeDefined();
    expect(stateOn(delegation({ objection, state: "ended" }), TODAY)).toBe("ended");
  });
  it("is made to what the council decided, until its first day", () => {
    const from = "2026-12-01";
    for (const state of ["proposed", "invited", "active"] as const) expect(mayObject(delegation({ state, from }), TODAY), state).toBe(true);
    expect(mayObject(delegation({ state: "active", from: TODAY }), TODAY)).toBe(false);
    expect(mayObject(delegation({ state: "invited", from: YESTERDAY }), TODAY)).toBe(true);
    for (const over of [delegation({ state: "ended", from }), delegation({ state: "declined", from }), delegation({ kind: "nominated-person", from })])
      expect(mayObject(over, TODAY)).toBe(false);
  });
});

describe("a delegation that is shown", () => {
  const plain = {
    id: "d1",
    person: "rosemary",
    authority: "E10000018",
    kind: "authorised-person",
    scopes: ["money"],
    from: "2026-01-01",
    until: "2027-01-01",
    state: "active",
    delegate: "nadia",
    createdAt: "2026-01-01T09:00:00.000Z",
    endedAt: "2026-12-01T09:00:00.000Z",
  };
  it("tells no address, not who authorised it, and the council's reasons only to the council", () => {
    expect(delegationView(delegation(), TODAY, { withBasis: false })).toStrictEqual(plain);
    expect(delegationView(delegation(), TODAY, { withBasis: true })).toStrictEqual({ ...plain, basis: "She lacks capacity." });
    expect("basis" in delegationView(delegation({ basis: undefined }), TODAY, { withBasis: true })).toBe(false);
  });
  it("tells how it stands today", () => {
    expect(delegationView(delegation({ until: YESTERDAY }), TODAY, { withBasis: false }).state).toBe("expired");
  });
});

describe("what a delegate's account carries", () => {
  it("is an active delegation with its scopes and days, and no other", () => {
    expect(actsForOf(delegation())).toStrictEqual({
      delegation: "d1",
      person: "rosemary",
      kind: "authorised-person",
      scopes: ["money"],
      from: "2026-01-01",
      until: "2027-01-01",
    });
    expect("until" in (actsForOf(delegation({ until: undefined })) ?? {})).toBe(false);
    for (const state of ["invited", "declined", "ended"] as const) expect(actsForOf(delegation({ state }))).toBeUndefined();
  });
});

describe("naming somebody to act for a person", () => {
  const wanted = { email: "Nadia@Example.org ", scopes: ["money", "reviews"], from: TODAY, until: TODAY };
  it("needs an address and at least one thing they may do; days may be left out", () => {
    expect(NewDelegation.parse(wanted)).toEqual({ ...wanted, email: "nadia@example.org" });
    const { from: _f, until: _u, ...open } = wanted;
    expect(NewDelegation.safeParse(open).success).toBe(true);
    expect(NewDelegation.safeParse({ ...open, until: YESTERDAY }).success).toBe(true);
    expect(NewDelegation.safeParse({ ...open, from: TODAY }).success).toBe(true);
    expect(NewDelegation.safeParse({ ...wanted, email: "nowhere" }).success).toBe(false);
    expect(NewDelegation.safeParse({ ...wanted, scopes: ["everything"] }).success).toBe(false);
    const none = NewDelegation.safeParse({ ...wanted, scopes: [] });
    expect(none.error?.issues.map(({ path, message }) => [path.join(), message])).toEqual([["scopes", "must name at least one thing they can do"]]);
  });
  it("does not end before it begins", () => {
    const read = NewDelegation.safeParse({ ...wanted, until: YESTERDAY });
    expect(read.error?.issues.map(({ path, message }) => [path.join(), message])).toEqual([["until", "must not be before it starts"]]);
  });
});

describe("a stored delegation", () => {
  it("is read as it was written, whole or with the least there is, and in no state that is none of ours", () => {
    const least = {
      id: "d1",
      person: "rosemary",
      authority: "E10000018",
      kind: "nominated-person",
      scopes: ["money"],
      from: TODAY,
      createdAt: TODAY,
      state: "invited",
    };
    for (const kept of [delegation(), least]) expect(Delegation.parse(kept)).toEqual(kept);
    for (const state of ["invited", "active", "declined", "ended"]) expect(Delegation.safeParse({ ...least, state }).success).toBe(true);
    for (const wrong of [{ state: "lost" }, { kind: "friend" }, { scopes: [] }, { person: undefined }, { basis: "x".repeat(2001) }])
      expect(Delegation.safeParse({ ...least, ...wrong }).success, JSON.stringify(wrong)).toBe(false);
  });
});
