import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Answer, Feedback, newFeedback, tallyOf, withoutWords } from "../../../functions/feedback/rules/feedback.ts";
import { readAnswers } from "../../../functions/feedback/rules/read-feedback.ts";
import { DO_NOT_KNOW, FEEDBACK_FORMS, feedbackPolicyOn, type Question } from "../../../shared/policy/feedback.ts";
import { runs } from "../../support/runs.ts";

const { forms } = feedbackPolicyOn("E10000018", "2026-11-24");
const form = fc.constantFrom(...FEEDBACK_FORMS).map((name) => forms[name]);

/** What people may type or choose for a question: one of its options, words, or nothing at all. */
const answerTo = (question: Question): fc.Arbitrary<string | undefined> =>
  fc.option(
    question.options
      ? fc.constantFrom(...question.options.map(({ code }) => code))
      : fc.string({ minLength: 1, maxLength: question.mostCharacters ?? 1 }).filter((words) => words.trim() !== "" && !/\p{C}/u.test(words)),
    { nil: undefined },
  );
const filled = form.chain((questions) => fc.record({ questions: fc.constant(questions), given: fc.tuple(...questions.map((question) => answerTo(question))) }));
const fieldsOf = (questions: readonly Question[], given: readonly (string | undefined)[]): URLSearchParams => {
  const fields = new URLSearchParams();
  for (const [at, { code }] of questions.entries()) if (given[at] !== undefined) fields.append(code, given[at]);
  return fields;
};

describe("reading a form", () => {
  it("takes as many answers as were given, in the order they were asked; what was left out is none", () => {
    fc.assert(
      fc.property(filled, ({ questions, given }) => {
        const read = readAnswers(fieldsOf(questions, given), questions);
        const answered = questions.filter((_, at) => given[at] !== undefined).map(({ code }) => code);
        expect(read.ok).toBe(answered.length > 0);
        if (read.ok) expect(read.value.map(({ question }) => question)).toEqual(answered);
      }),
      { numRuns: runs(1000) },
    );
  });
  it("refuses whatever is no option, too long or unreadable by its question, and never throws", () => {
    fc.assert(
      fc.property(form, fc.array(fc.string({ unit: "binary", maxLength: 40 }), { maxLength: 4 }), (questions, given) => {
        const fields = new URLSearchParams(questions.map(({ code }, at) => [code, (given[at] ?? "").toWellFormed()]));
        const read = readAnswers(fields, questions);
        const codes = questions.map(({ code }) => code);
        if (!read.ok) for (const { parameter } of read.errors) expect(codes).toContain(parameter);
        else
          for (const { question, choice } of read.value) {
            const { options } = questions.find(({ code }) => code === question) ?? {};
            if (options) expect(options.map(({ code }) => code)).toContain(choice);
          }
      }),
      { numRuns: runs(1000) },
    );
  });
  it("says of an empty form that one answer is wanted, and of a long text how long it may be", () => {
    expect(readAnswers(new URLSearchParams({ change: "  " }), forms.carer)).toEqual({ ok: false, errors: [{ parameter: "how-are-you", detail: "empty" }] });
    expect(readAnswers(new URLSearchParams({ change: "x".repeat(2001) }), forms.other)).toEqual({
      ok: false,
      errors: [{ parameter: "change", detail: "length" }],
    });
    expect(readAnswers(new URLSearchParams({ "how-are-you": "splendid" }), forms.carer)).toEqual({
      ok: false,
      errors: [{ parameter: "how-are-you", detail: "option" }],
    });
  });
});

describe("new feedback", () => {
  const sent = { council: "E10000018", form: "pa", version: 1, answers: [{ question: "paid-on-time", choice: "always" }] } as const;
  it("is what was sent, with nothing done to it yet, and about an entry where it is", () => {
    const made = newFeedback("fb_9", "LEI-4KX7", true, sent, "2026-11-24T12:00:00.000Z");
    expect(made).toEqual({
      ...{ id: "fb_9", authority: "E10000018", form: "pa", version: 1, answers: sent.answers, receipt: "LEI-4KX7", readFirst: true },
      ...{ createdAt: "2026-11-24T12:00:00.000Z", state: "new", passedOn: [], quotedIn: [] },
    });
    expect(newFeedback("fb_9", "LEI-4KX7", false, { ...sent, about: "ys_1" }, "2026-11-24T12:00:00.000Z")).toMatchObject({ about: "ys_1", readFirst: false });
  });
  it("is stored whole, and not where a part of it is none", () => {
    const made = newFeedback("fb_9", "LEI-4KX7", true, sent, "2026-11-24T12:00:00.000Z");
    const passedOn = [{ to: "The payments team", by: "ruth", at: "2026-11-24T12:00:00.000Z" }];
    const quote = { words: "Good", by: "ruth", at: "2026-11-24T12:00:00.000Z" };
    const whole = { ...made, passedOn, quote };
    expect(Feedback.parse(whole)).toEqual(whole);
    for (const wrong of [{ passedOn: [{}] }, { quote: {} }, { answers: [{}] }, { form: "nobody" }, { state: "lost" }])
      expect(Feedback.safeParse({ ...made, ...wrong }).success).toBe(false);
  });
});

describe("counting answers", () => {
  it("needs none of the words: that something was written stays, and what was written does not", () => {
    expect(
      withoutWords([
        { question: "choice", choice: "yes" },
        { question: "change", words: "All of it" },
      ]),
    ).toEqual([{ question: "choice", choice: "yes" }, { question: "change" }]);
  });
  it("counts nobody who left a question out as having answered it, and not to know as an answer of its own", () => {
    fc.assert(
      fc.property(
        form.chain((questions) =>
          fc.record({ questions: fc.constant(questions), all: fc.array(fc.tuple(...questions.map((question) => answerTo(question))), { maxLength: 12 }) }),
        ),
        ({ questions, all }) => {
          const answers: readonly (readonly Answer[])[] = all.map((given) => {
            const read = readAnswers(fieldsOf(questions, given), questions);
            return read.ok ? read.value : [];
          });
          for (const [at, question] of questions.entries()) {
            const { answered, skipped, options } = tallyOf(answers, question);
            expect([answered, skipped]).toEqual([all.filter((given) => given[at] !== undefined).length, all.filter((given) => given[at] === undefined).length]);
            if (!question.options) continue;
            expect(Object.values(options).reduce((sum, count) => sum + count, 0)).toBe(answered);
            expect(options[DO_NOT_KNOW]).toBe(all.filter((given) => given[at] === DO_NOT_KNOW).length);
          }
        },
      ),
      { numRuns: runs(500) },
    );
  });
});
