import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  answerBy,
  CONTACT_STATES,
  type Contact,
  type ContactState,
  contactDueOn,
  contactView,
  firstNameOf,
  SIDES,
} from "../../../functions/arrangements/rules/contact.ts";
import { withoutSide } from "../../../functions/arrangements/rules/contact-erased.ts";
import {
  afterContactMove,
  CONTACT_MOVES,
  type ContactMove,
  type ContactMover,
  contactMove,
  contactMoveRefusal,
  movesOpenTo,
} from "../../../functions/arrangements/rules/contact-moves.ts";
import { instantOf, londonDate } from "../../../shared/domain/time.ts";
import { servicePolicy } from "../../../shared/policy/service.ts";
import { runs } from "../../support/runs.ts";
import { aContact } from "../../support/vetting.ts";

const policy = servicePolicy.contacts;
const START = Date.parse("2026-11-24T12:00:00Z");
const HOUR = 3_600_000;
const MOVERS: readonly ContactMover[] = ["person", "provider", "council", "system"];
const MOVES = Object.keys(CONTACT_MOVES).flatMap((name) => contactMove(name) ?? []);
const OVER: readonly ContactState[] = ["declined", "in-touch", "ended", "expired"];

// The table once more, as a page of rules would say it: who may do what from where, and where it leads.
const BY_HAND: Readonly<Record<ContactMove, readonly [ContactMover[], ContactState[], ContactState]>> = {
  confirm: [["person"], ["unconfirmed"], "sent"],
  expire: [["system"], ["unconfirmed"], "expired"],
  answer: [["provider"], ["sent", "silent", "answered"], "answered"],
  write: [["person"], ["answered"], "answered"],
  share: [["person", "provider"], ["answered"], "answered"],
  decline: [["provider", "council"], ["sent", "silent", "answered"], "declined"],
  "put-in-touch": [["council"], ["sent", "silent"], "in-touch"],
  silence: [["system"], ["sent"], "silent"],
  withdraw: [["person"], ["unconfirmed", "sent", "silent", "answered"], "ended"],
  report: [["person", "provider"], ["sent", "silent", "answered", "declined", "ended"], "ended"],
  close: [["system"], ["unconfirmed", "sent", "silent", "answered"], "ended"],
};

/** A request that nobody has confirmed, with secrets of both sides that can be looked for. */
const fresh = (): Contact => {
  const {
    answeredAt: _a,
    sentAt: _s,
    ...contact
  } = aContact({
    state: "unconfirmed",
    from: { name: "Rosemary Secretname", email: "secret@people.example", phone: "07700 900111" },
    messages: [{ by: "person", at: instantOf(START), text: "Could you help?" }],
    createdAt: instantOf(START),
    link: { hash: "the-hash", until: "2026-12-24" },
    handling: { by: "held" },
  });
  return contact;
};
const DETAILS = { name: "Amber Hiddenname", email: "hidden@pa.example", phone: "07700 900222" };

interface Step {
  readonly move: ContactMove;
  readonly mover: ContactMover;
  readonly words: string | undefined;
  readonly hours: number;
}
const anything = fc.record({ move: fc.constantFrom(...MOVES), mover: fc.constantFrom(...MOVERS) });
/** What two people do who get on: else hardly a walk would come to where both have shared. */
const talking = fc.constantFrom<{ move: ContactMove; mover: ContactMover }>(
  { move: "answer", mover: "provider" },
  { move: "write", mover: "person" },
  { move: "share", mover: "person" },
  { move: "share", mover: "provider" },
);
const step: fc.Arbitrary<Step> = fc
  .tuple(
    fc.oneof({ weight: 3, arbitrary: talking }, { weight: 2, arbitrary: anything }),
    fc.option(fc.constant("Some words"), { nil: undefined, freq: 4 }),
    fc.integer({ min: 0, max: 100 }),
  )
  .map(([by, words, hours]) => ({ ...by, words, hours }));

/** A walk of moves, most of which the table lets through: each with what it was before. */
function walk(steps: readonly Step[]): { readonly contact: Contact; readonly made: readonly { before: Contact; after: Contact; step: Step; at: number }[] } {
  let contact = fresh();
  let at = START;
  const made: { before: Contact; after: Contact; step: Step; at: number }[] = [];
  for (const one of steps) {
    at += one.hours * HOUR;
    const done = afterContactMove(contact, one.move, one.mover, { at, policy, words: one.words, details: DETAILS });
    if (!done.ok) continue;
    made.push({ before: contact, after: done.value, step: one, at });
    contact = done.value;
  }
  return { contact, made };
}
/** Walks that get somewhere: they begin with the confirmation. */
const steps = fc.array(step, { maxLength: 25 }).map((some): readonly Step[] => [{ move: "confirm", mover: "person", words: undefined, hours: 1 }, ...some]);

describe("the moves of a request to be contacted", () => {
  it("are these, by these, from these states, and no others", () => {
    for (const move of MOVES)
      for (const state of CONTACT_STATES)
        for (const mover of MOVERS) {
          const [movers, from, to] = BY_HAND[move];
          const expected = !movers.includes(mover) ? "not-yours" : from.includes(state) ? undefined : "not-a-move";
          expect(contactMoveRefusal(move, { state }, mover), `${mover} ${move} from ${state}`).toBe(expected);
          const done = afterContactMove(aContact({ state }), move, mover, { at: START, policy, words: "Words", details: DETAILS });
          expect(done.ok ? done.value.state : done.refusal, `${mover} ${move} from ${state}`).toBe(expected ?? to);
          expect(movesOpenTo({ state }, mover).includes(move)).toBe(expected === undefined);
        }
    expect(contactMove("toString")).toBeUndefined();
  });
  it("need words where they are an answer or a message, and keep them with who wrote them", () => {
    for (const [move, mover] of [
      ["answer", "provider"],
      ["write", "person"],
    ] as const) {
      expect(afterContactMove(aContact(), move, mover, { at: START, policy })).toEqual({ ok: false, refusal: "no-words" });
      const done = afterContactMove(aContact(), move, mover, { at: START, policy, words: "Words" });
      expect(done.ok && done.value.messages.at(-1)).toEqual({ by: mover, at: instantOf(START), text: "Words" });
    }
    const reported = afterContactMove(aContact(), "report", "person", { at: START, policy, words: "Words" });
    expect(reported.ok && reported.value.messages).toEqual(aContact().messages);
  });
  it("are refused for a message where there are as many as may be", () => {
    const messages = Array.from({ length: policy.mostMessages }, () => ({ by: "person" as const, at: instantOf(START), text: "x" }));
    expect(afterContactMove(aContact({ messages }), "write", "person", { at: START, policy, words: "One more" })).toEqual({ ok: false, refusal: "too-many" });
    expect(afterContactMove(aContact({ messages: messages.slice(1) }), "write", "person", { at: START, policy, words: "The last" }).ok).toBe(true);
  });

  it("lead nowhere from where it is over, say when that was, and leave no link and nothing due", () => {
    fc.assert(
      fc.property(steps, (some) => {
        for (const { before, after, step: by, at } of walk(some).made) {
          if (OVER.includes(before.state)) expect(by.move).toBe("report");
          const over = OVER.includes(after.state);
          expect(after.endedAt === undefined).toBe(!over);
          expect(after.nextSweepOn === undefined).toBe(over);
          if (over) expect(after.link).toBeUndefined();
          // A day that has passed is never due: the sweep would not find it.
          else expect((after.nextSweepOn ?? "") > londonDate(at), `${after.state} ${after.nextSweepOn}`).toBe(true);
          if (before.endedAt !== undefined) expect(after.endedAt).toBe(before.endedAt);
        }
      }),
      { numRuns: runs(2000) },
    );
  });
  it("set the first answer's instant once: at the provider's first message or no, or when the council put the two in touch", () => {
    fc.assert(
      fc.property(steps, (some) => {
        const { contact, made } = walk(some);
        const first = made.find(({ step: { move } }) => ["answer", "decline", "put-in-touch"].includes(move));
        expect(contact.answeredAt).toBe(first && instantOf(first.at));
        expect(contact.sentAt).toBe(instantOf(START + HOUR));
      }),
      { numRuns: runs(2000) },
    );
  });
  it("only ever add messages, each by whoever made the move", () => {
    fc.assert(
      fc.property(steps, (some) => {
        for (const { before, after, step: by } of walk(some).made) {
          expect(after.messages.slice(0, before.messages.length)).toEqual(before.messages);
          const added = after.messages.slice(before.messages.length);
          expect(added.length).toBeLessThanOrEqual(1);
          for (const message of added) expect([message.by, message.text]).toEqual([by.mover, by.words]);
        }
      }),
      { numRuns: runs(1000) },
    );
  });
});

describe("what a side sees", () => {
  it("has nothing of the other's details before both have shared, whatever happened, and all of them once both have", () => {
    let shared = 0;
    fc.assert(
      fc.property(steps, (some) => {
        const { contact } = walk(some);
        const both = contact.shared.person !== undefined && contact.shared.provider !== undefined;
        const secrets = { person: ["Secretname", "secret@people.example", "07700 900111"], provider: ["Hiddenname", "hidden@pa.example", "07700 900222"] };
        for (const side of SIDES) {
          const text = JSON.stringify(contactView(contact, side));
          for (const secret of secrets[side === "person" ? "provider" : "person"]) expect(text.includes(secret)).toBe(both);
          for (const hidden of ["the-hash", "held", "nextSweepOn", "handling"]) expect(text).not.toContain(hidden);
        }
        if (both) shared += 1;
      }),
      { numRuns: runs(3000) },
    );
    expect(shared).toBeGreaterThan(0);
  });
  it("is a first name of whoever asked", () => {
    expect(["Rosemary Testwell", " Rosemary", "Anne-Marie O'Connor", "રોઝમેરી ટેસ્ટવેલ"].map(firstNameOf)).toEqual([
      "Rosemary",
      "Rosemary",
      "Anne-Marie",
      "રોઝમેરી",
    ]);
  });
});

describe("what is due", () => {
  it("is the end of the time for an answer, to the day, and sooner for what is held", () => {
    const sent = aContact({ state: "sent", sentAt: "2026-11-24T23:30:00.000Z", messages: [] });
    expect(answerBy(sent, policy)).toBe("2026-11-29");
    expect(contactDueOn(sent, policy, START)).toBe("2026-11-30");
    const held = { ...sent, handling: { by: "held" as const } };
    expect(contactDueOn(held, policy, START)).toBe("2026-11-25");
    expect(contactDueOn(held, policy, Date.parse("2026-11-29T12:00:00Z"))).toBe("2026-11-30");
  });
  it("counts an unconfirmed request's hours, and a conversation's days from its last message", () => {
    expect(contactDueOn(aContact({ state: "unconfirmed", createdAt: "2026-11-24T12:00:00.000Z" }), policy, START)).toBe("2026-11-27");
    expect(contactDueOn(aContact(), policy, START)).toBe("2027-01-20");
    for (const state of OVER) expect(contactDueOn(aContact({ state }), policy, START)).toBeUndefined();
  });
});

describe("a request of which a side is erased", () => {
  it("has none of that side's words or details, all of the other's, and the same when it is done twice", () => {
    fc.assert(
      fc.property(steps, fc.constantFrom(...SIDES), (some, side) => {
        const { contact, made } = walk(some);
        const at = (made.at(-1)?.at ?? START) + HOUR;
        const left = withoutSide(contact, side, at, policy);
        expect(withoutSide(left, side, at + HOUR, policy)).toEqual(left);
        const text = JSON.stringify(left);
        for (const secret of side === "person"
          ? ["Secretname", "secret@people.example", "07700 900111", "LE13"]
          : ["Hiddenname", "hidden@pa.example", "07700 900222"])
          expect(text).not.toContain(secret);
        for (const [index, message] of contact.messages.entries()) expect(left.messages[index]?.text).toBe(message.by === side ? "Erased" : message.text);
        // Whoever waits for an answer learns nothing of it.
        const waits = side === "provider" && contact.state === "sent";
        expect(left.state).toBe(waits ? "sent" : OVER.includes(contact.state) ? contact.state : "ended");
        expect(left.nextSweepOn === undefined).toBe(!waits);
      }),
      { numRuns: runs(2000) },
    );
  });
});
