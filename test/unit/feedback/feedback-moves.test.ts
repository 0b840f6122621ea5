import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Feedback, placeInList } from "../../../functions/feedback/rules/feedback.ts";
import {
  FEEDBACK_MOVES,
  type FeedbackMove,
  type FeedbackStep,
  feedbackMove,
  moved,
  movesOf,
  quotedIn,
  quotedNoMoreIn,
  readStep,
} from "../../../functions/feedback/rules/feedback-moves.ts";
import { quoteListsOf } from "../../../functions/feedback/use-cases/quote-lists.ts";
import { readFeedback, someFeedback } from "../../support/feedback.ts";
import { runs } from "../../support/runs.ts";

const AT = "2026-11-24T12:00:00.000Z";
const LISTS = quoteListsOf("E10000018", "2026-11-24");
const QUOTE = { words: "Payslips by email help.", by: "ruth", at: AT };
const STEPS: Readonly<Record<FeedbackMove, FeedbackStep>> = {
  read: { move: "read" },
  "pass-on": { move: "pass-on", to: "The payments team" },
  quote: { move: "quote", words: QUOTE.words, notNames: false },
  unquote: { move: "unquote" },
  close: { move: "close", note: "Done" },
};
const make = (before: Feedback, move: FeedbackMove) => moved(before, STEPS[move], "ruth", AT, LISTS);

describe("the moves of feedback", () => {
  it.each<[string, Feedback, readonly FeedbackMove[]]>([
    ["that nobody read is read, or passed on by whoever reads it", someFeedback(), ["read", "pass-on"]],
    ["that was read is passed on, quoted or closed", readFeedback(), ["pass-on", "quote", "close"]],
    ["with a quote can be quoted in other words, or no more", readFeedback({ quote: QUOTE }), ["pass-on", "quote", "unquote", "close"]],
    ["whose quote is public keeps it", readFeedback({ quote: QUOTE, quotedIn: ["ys_1"] }), ["pass-on", "close"]],
    ["that is closed stays so", readFeedback({ state: "closed" }), []],
    ["that is closed with a quote loses no more than that", readFeedback({ state: "closed", quote: QUOTE }), ["unquote"]],
    ["that is closed with a public quote stays as it is", readFeedback({ state: "closed", quote: QUOTE, quotedIn: ["ys_1"] }), []],
  ])("of one %s", (_, before, allowed) => {
    expect(movesOf(before)).toEqual(allowed);
    for (const move of FEEDBACK_MOVES) expect([move, make(before, move).ok]).toEqual([move, allowed.includes(move)]);
  });
  it("never make words public that nobody wrote for it, whatever is done in whichever order", () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...FEEDBACK_MOVES), { maxLength: 12 }), fc.boolean(), (moves, readFirst) => {
        let feedback = someFeedback({ readFirst });
        for (const move of moves) {
          const done = make(feedback, move);
          if (!done.ok) continue;
          // Nothing that was sent changes, and its mark stays.
          expect([done.value.answers, done.value.readFirst]).toEqual([feedback.answers, readFirst]);
          if (done.value.quote) expect(done.value.state).not.toBe("new");
          if (feedback.state === "closed") expect(done.value.state).toBe("closed");
          feedback = done.value;
        }
      }),
      { numRuns: runs(1000) },
    );
  });
  it("say who did them, and when", () => {
    expect(make(someFeedback(), "pass-on")).toMatchObject({
      value: { state: "read", readBy: "ruth", readAt: AT, passedOn: [{ to: "The payments team", by: "ruth", at: AT }] },
    });
    expect(make(readFeedback(), "close")).toMatchObject({ value: { state: "closed", closedBy: "ruth", closedAt: AT, note: "Done" } });
    const passed = readFeedback({ passedOn: Array.from({ length: 20 }, () => ({ to: "A team", by: "ruth", at: AT })) });
    expect(movesOf(passed)).not.toContain("pass-on");
  });
  it("hold a public quote by its entry once, and free it", () => {
    const held = quotedIn(quotedIn(readFeedback({ quote: QUOTE }), "ys_1"), "ys_1");
    expect(held.quotedIn).toEqual(["ys_1"]);
    expect(quotedIn(held, "ys_2").quotedIn).toEqual(["ys_1", "ys_2"]);
    expect(quotedNoMoreIn(quotedIn(held, "ys_2"), "ys_1").quotedIn).toEqual(["ys_2"]);
  });
  it("need what they need, by field", () => {
    expect(readStep("pass-on", new URLSearchParams())).toMatchObject({ ok: false, errors: [{ parameter: "to" }] });
    expect(readStep("quote", new URLSearchParams({ words: "Good" }))).toMatchObject({ ok: false, errors: [{ parameter: "checked" }] });
    expect(readStep("quote", new URLSearchParams({ words: "x".repeat(401), checked: "yes" }))).toMatchObject({ ok: false, errors: [{ parameter: "words" }] });
    expect(readStep("close", new URLSearchParams({ note: "x".repeat(1001) }))).toMatchObject({ ok: false, errors: [{ parameter: "note" }] });
  });
  it("are read from their forms, without what stands around the words", () => {
    const read = (move: FeedbackMove, form: Readonly<Record<string, string>> = {}) => readStep(move, new URLSearchParams(form));
    expect(read("read")).toEqual({ ok: true, value: { move: "read" } });
    expect(read("unquote")).toEqual({ ok: true, value: { move: "unquote" } });
    expect(read("pass-on", { to: " The payments team " })).toEqual({ ok: true, value: { move: "pass-on", to: "The payments team" } });
    expect(read("quote", { words: "Good", checked: "yes" })).toEqual({ ok: true, value: { move: "quote", words: "Good", notNames: false } });
    expect(read("quote", { words: "Good", checked: "yes", notNames: "yes" })).toEqual({ ok: true, value: { move: "quote", words: "Good", notNames: true } });
    expect(read("close")).toEqual({ ok: true, value: { move: "close" } });
    expect(read("close", { note: "Done" })).toEqual({ ok: true, value: { move: "close", note: "Done" } });
    expect([feedbackMove("pass-on"), feedbackMove("publish"), feedbackMove(null)]).toEqual(["pass-on", undefined, undefined]);
  });
  it("change what they say and nothing else", () => {
    const before = readFeedback({ quote: QUOTE });
    const { quote: _, ...without } = before;
    expect(make(before, "unquote")).toEqual({ ok: true, value: without });
    expect(make(readFeedback(), "quote")).toEqual({ ok: true, value: { ...readFeedback(), quote: QUOTE } });
    expect(make(someFeedback(), "read")).toEqual({ ok: true, value: { ...someFeedback(), state: "read", readBy: "ruth", readAt: AT } });
    // Whoever passes on what another has read is not who read it.
    expect(moved(readFeedback({ readBy: "rhys" }), STEPS["pass-on"], "ruth", AT, LISTS)).toMatchObject({ value: { readBy: "rhys" } });
    expect(moved(readFeedback(), { move: "close" }, "ruth", AT, LISTS)).toEqual({
      ok: true,
      value: { ...readFeedback(), state: "closed", closedBy: "ruth", closedAt: AT },
    });
    expect(make(readFeedback(), "read")).toEqual({ ok: false, refusal: "not-now" });
  });
});

describe("words to be quoted", () => {
  const quote = (words: string, notNames = false) => moved(readFeedback(), { move: "quote", words, notNames }, "ruth", AT, LISTS);
  it.each([
    ["a phone number", "Ring me on 01632 960 001", "phone"],
    ["an email address", "Write to pip@people.example please", "email"],
    ["a postcode", "They never come to LE13 1GH", "address"],
    ["a street", "I live at 12 Sample Street", "address"],
    ["what may be about somebody's safety", "My carer hits me", "safety"],
  ])("are refused for %s, whatever is said of it", (_, words, kind) => {
    for (const notNames of [false, true]) {
      const done = quote(words, notNames);
      expect(done.ok).toBe(false);
      expect(done.ok ? [] : typeof done.refusal === "object" && done.refusal.found.map((one) => one.kind)).toContain(kind);
    }
  });
  it("are refused for what may be a name, unless somebody says that it is none", () => {
    expect(quote("My helper Percy came late")).toMatchObject({ ok: false, refusal: { found: [{ kind: "name", text: "Percy" }] } });
    expect(quote("My helper Percy's bus came late")).toMatchObject({ refusal: { found: [{ kind: "name", text: "Percy" }] } });
    expect(quote("It is open at the Beacon", true).ok).toBe(true);
    expect(quote("I was told, by  (Percy) that it is late")).toMatchObject({ refusal: { found: [{ text: "Percy" }] } });
    expect(quote("We asked Dr Testwell")).toMatchObject({ ok: false });
    expect(quote("We asked Dr Testwell", true).ok).toBe(true);
  });
  it("may name days, councils and what everybody calls by its name", () => {
    expect(quote("On Monday the Leicestershire County Council said that my PA and I can use a Direct Payment in May. It works.").ok).toBe(true);
  });
});

describe("the list of open feedback", () => {
  it("has those to be read first on top until somebody has, and the oldest before the newer", () => {
    const all = [
      someFeedback({ id: "a", createdAt: "2026-11-01T09:00:00.000Z" }),
      someFeedback({ id: "b", createdAt: "2026-11-03T09:00:00.000Z", readFirst: true }),
      someFeedback({ id: "c", createdAt: "2026-11-02T09:00:00.000Z", readFirst: true }),
      readFeedback({ id: "d", createdAt: "2026-10-01T09:00:00.000Z", readFirst: true }),
    ];
    expect(all.toSorted((one, other) => (placeInList(one) < placeInList(other) ? -1 : 1)).map(({ id }) => id)).toEqual(["c", "b", "d", "a"]);
    for (const one of all) expect(placeInList(one)).toMatch(/^[A-Za-z0-9][A-Za-z0-9_.-]{0,63}$/);
  });
});
