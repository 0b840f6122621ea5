import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  ANSWERERS,
  type Answer,
  countsForProviders,
  formPages,
  NEARER,
  questionCount,
  readPage,
  STEPS,
  typedAnswer,
  unfinished,
  WHY_ENDED,
  withPage,
} from "../../../functions/reviews/rules/answer.ts";
import { FORM_MOVES, formMove, formMovesOn, questionsByPhone, readByPhone, readStop } from "../../../functions/reviews/rules/form-moves.ts";
import { HELPED } from "../../../functions/reviews/rules/outcome.ts";
import { anInvitation } from "../../support/invitations.ts";
import { runs } from "../../support/runs.ts";
import { RULES } from "./scene.ts";

const { faces } = RULES.form;
const REVIEW = { kind: "review", hasEnded: false, isEasyRead: false } as const;
const some = <One>(one: fc.Arbitrary<One>) => fc.option(one, { nil: undefined });
const anyAnswer: fc.Arbitrary<Answer> = fc
  .record({
    by: some(fc.constantFrom(...ANSWERERS)),
    satisfied: some(fc.constantFrom(...STEPS)),
    theirSatisfied: some(fc.constantFrom(...STEPS)),
    control: some(fc.constantFrom(...STEPS)),
    theirControl: some(fc.constantFrom(...STEPS)),
    nearer: some(fc.constantFrom(...NEARER)),
    helped: some(fc.constantFrom(...HELPED)),
    whyEnded: some(fc.constantFrom(...WHY_ENDED)),
    words: some(fc.constantFrom("Fine", "Too few hours")),
  })
  .map((answer): any => Object.fromEntries(Object.entries(answer).filter(([, given]) => given !== undefined)))
  .map((answer: Answer) => withPage({}, [], answer));
const anyForm = fc.record({ kind: fc.constantFrom("review" as const, "ended" as const), hasEnded: fc.boolean(), isEasyRead: fc.boolean() });

describe("the pages of a form", () => {
  it("have four questions of somebody whose review is due, five where support ended besides, and two of support that ended alone", () => {
    expect(questionCount(REVIEW, { by: "self" })).toBe(4);
    expect(questionCount({ ...REVIEW, hasEnded: true }, { by: "self" })).toBe(5);
    expect(questionCount({ ...REVIEW, kind: "ended", hasEnded: true }, { by: "proxy" })).toBe(2);
    expect(questionCount(REVIEW, { by: "proxy" })).toBe(4);
  });
  it("begin with who answers, and ask for both views of whoever answers for another alone", () => {
    expect(formPages(REVIEW, {})).toEqual([["by"], ["satisfied", "control"], ["nearer", "helped", "words"]]);
    expect(formPages(REVIEW, { by: "proxy" })).toEqual([["by"], ["satisfied", "theirSatisfied", "control", "theirControl"], ["nearer", "helped", "words"]]);
    expect(formPages({ ...REVIEW, hasEnded: true }, {})[2]).toEqual(["nearer", "helped", "whyEnded", "words"]);
    expect(formPages({ kind: "ended", hasEnded: true, isEasyRead: false }, {})).toEqual([["by"], ["whyEnded", "words"]]);
  });
  it("are one idea each in an easy-read form: a question, with the other view of it", () => {
    expect(formPages({ ...REVIEW, isEasyRead: true }, { by: "proxy" })).toEqual([
      ["by"],
      ["satisfied", "theirSatisfied"],
      ["control", "theirControl"],
      ["nearer"],
      ["helped"],
      ["words"],
    ]);
  });
  it("hold each question once, whatever the form and whoever answers", () => {
    fc.assert(
      fc.property(anyForm, anyAnswer, (form, answer) => {
        const all = formPages(form, answer).flat();
        expect(new Set(all).size).toBe(all.length);
        expect(all).toEqual(formPages({ ...form, isEasyRead: false }, answer).flat());
        expect(all.includes("whyEnded")).toBe(form.kind === "ended" || form.hasEnded);
      }),
      { numRuns: runs(500) },
    );
  });
});

describe("an answer", () => {
  it("saved page by page, in whatever order and however often, is what all pages say: what one page leaves empty is skipped, and no other is touched", () => {
    fc.assert(
      fc.property(anyForm, anyAnswer, fc.array(fc.nat(5), { maxLength: 12 }), anyAnswer, (form, answer, order, before) => {
        const pages = formPages(form, { by: "proxy" });
        let saved = before;
        for (const index of [...order, ...pages.keys()]) {
          const questions = pages[index % pages.length] ?? [];
          const typed = typedAnswer(answer, form.isEasyRead, {});
          const read = readPage(typed, questions, faces);
          if (!read.ok) return expect.fail("refused");
          saved = withPage(saved, questions, read.value);
        }
        const shown = new Set(formPages(form, answer).flat());
        for (const question of shown) expect(saved[question]).toBe(answer[question]);
      }),
      { numRuns: runs(500) },
    );
  });
  it("on an easy-read form is three faces, each of which counts as policy says, and is shown as the face it was", () => {
    for (const [face, counts] of Object.entries(faces)) {
      const read = readPage(new URLSearchParams({ satisfied: face, words: face }), ["satisfied", "words"], faces);
      expect(read).toEqual({ ok: true, value: { satisfied: String(counts), words: face } });
      expect(typedAnswer({ satisfied: String(counts) as "5" }, true, faces).get("satisfied")).toBe(face);
      expect(typedAnswer({ satisfied: String(counts) as "5" }, false, faces).get("satisfied")).toBe(String(counts));
    }
    expect(typedAnswer({ satisfied: "dont-know", control: "4" }, true, faces).toString()).toBe("satisfied=dont-know&control=4");
  });
  it("of a question that is not on the page is left out, and one that is none of its list is refused by name", () => {
    expect(readPage(new URLSearchParams({ satisfied: "4", control: "1" }), ["control"], faces)).toEqual({ ok: true, value: { control: "1" } });
    for (const [question, wrong] of [
      ["by", "cat"],
      ["satisfied", "6"],
      ["nearer", "very"],
      ["whyEnded", "x"],
      ["words", "x".repeat(1001)],
    ] as const) {
      const read = readPage(new URLSearchParams({ [question]: wrong }), [question], faces);
      expect(read.ok ? [] : read.errors.map(({ parameter }) => parameter)).toEqual([question]);
    }
    expect(readPage(new URLSearchParams({ words: "x".repeat(1000) }), ["words"], faces).ok).toBe(true);
  });
  it("loses another's view once it is the person who answers", () => {
    expect(withPage({ by: "proxy", satisfied: "4", theirSatisfied: "2", theirControl: "1" }, ["by"], { by: "with-family" })).toEqual({
      by: "with-family",
      satisfied: "4",
    });
  });
  it("is finished once somebody said who answers, and one thing besides: a question that is hidden blocks nothing", () => {
    expect(unfinished({})).toMatchObject({ parameter: "by" });
    expect(unfinished({ satisfied: "4" })).toMatchObject({ parameter: "by" });
    expect(unfinished({ by: "self" })).toMatchObject({ parameter: "words" });
    expect(unfinished({ by: "proxy", satisfied: "dont-know" })).toBeUndefined();
    expect(unfinished({ by: "self", words: "Fine" })).toBeUndefined();
  });
  it("counts for those who support the person, unless one of them helped to give it, or nobody said who did", () => {
    const counted = ANSWERERS.filter((by) => countsForProviders({ by }));
    expect(counted).toEqual(["self", "with-family", "with-staff", "proxy"]);
    expect(countsForProviders({})).toBe(false);
  });
});

describe("what an officer does with a form", () => {
  it("reads out every question, with both views, and says that they did not arrange the support", () => {
    expect(questionsByPhone(anInvitation())).toEqual(["by", "satisfied", "theirSatisfied", "control", "theirControl", "nearer", "helped", "words"]);
    expect(questionsByPhone(anInvitation({ ended: ["arr-1"] }))).toContain("whyEnded");
    const read = (form: Readonly<Record<string, string>>) => readByPhone(new URLSearchParams(form), anInvitation());
    expect(read({ by: "self", satisfied: "4", apart: "yes" })).toEqual({ ok: true, value: { by: "self", satisfied: "4" } });
    for (const apart of [{}, { apart: "no" }] as const) expect(read({ by: "self", ...apart })).toMatchObject({ ok: false, errors: [{ parameter: "apart" }] });
    expect(read({ satisfied: "9" })).toMatchObject({ ok: false, errors: [{ parameter: "satisfied" }, { parameter: "apart" }] });
  });
  it("stops it for one of the reasons an officer knows", () => {
    for (const why of ["refused", "died", "moved", "legal-hold"]) expect(readStop(new URLSearchParams({ why }))).toEqual({ ok: true, value: { why } });
    for (const why of ["", "held", "unsubscribed", "x"]) expect(readStop(new URLSearchParams({ why })).ok).toBe(false);
  });
  it("is possible while it can be answered, to its last day", () => {
    const moves = (more: object, day = "2026-12-13") => formMovesOn(anInvitation(more), day);
    expect(moves({})).toEqual(FORM_MOVES);
    expect(moves({ state: "planned" })).toEqual(FORM_MOVES);
    expect(moves({}, "2026-12-14")).toEqual([]);
    for (const state of ["answered", "stopped", "over"]) expect(moves({ state })).toEqual([]);
    expect([formMove("phone"), formMove("x")]).toEqual(["phone", undefined]);
  });
});
