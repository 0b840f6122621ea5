import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { answersBefore } from "../../../functions/satisfaction/rules/answers-now.ts";
import { judged, type ProviderReply, readReply, withoutReply, withReply } from "../../../functions/satisfaction/rules/reply.ts";
import { Period } from "../../../shared/domain/small-numbers/period.ts";
import { type PublishedScore, scoreFrom } from "../../../shared/domain/small-numbers/score.ts";
import { manyAnswers } from "../../support/feedback-facts.ts";
import { aReply } from "../../support/replies.ts";
import { runs } from "../../support/runs.ts";
import { rulesFor } from "../../support/true-tables.ts";

const AT = "2026-11-28T09:00:00.000Z";
type Step = "send" | "withdraw" | "show" | "refuse";
const taken = (before: ProviderReply | undefined, step: Step) => {
  if (step === "send") return withReply(before, { id: "pa-1", authority: "E10000018", owner: "percy", words: "Thank you.", at: AT });
  if (!before) return undefined;
  return step === "withdraw" ? withoutReply(before, AT) : judged(before, { shown: step === "show", why: "It names someone." }, "ruth", AT);
};

describe("a reply", () => {
  it.each<[ProviderReply["state"], Step, ProviderReply["state"] | "refused"]>([
    ["waiting", "send", "waiting"],
    ["waiting", "show", "shown"],
    ["waiting", "refuse", "refused"],
    ["waiting", "withdraw", "withdrawn"],
    ["shown", "send", "refused"],
    ["shown", "show", "refused"],
    ["shown", "withdraw", "withdrawn"],
    ["refused", "send", "waiting"],
    ["refused", "show", "refused"],
    ["refused", "withdraw", "withdrawn"],
    ["withdrawn", "send", "waiting"],
    ["withdrawn", "show", "refused"],
    ["withdrawn", "withdraw", "refused"],
  ])("that is %s and is told to %s ends %s", (state, step, expected) => {
    const done = taken(aReply({ state }), step);
    expect(done?.ok ? done.value.state : "refused").toBe(expected);
  });
  it("is shown in no history but by an officer, after the last time its words changed", () => {
    const steps = fc.array(fc.constantFrom<Step>("send", "withdraw", "show", "refuse"), { maxLength: 12 });
    fc.assert(
      fc.property(steps, (given) => {
        let reply: ProviderReply | undefined;
        let last: Step | undefined;
        for (const step of given) {
          const done = taken(reply, step);
          if (!done?.ok) continue;
          reply = done.value;
          last = step;
        }
        if (reply?.state === "shown") expect(last).toBe("show");
        if (reply?.state === "withdrawn") expect([reply.words, reply.why]).toEqual([undefined, undefined]);
      }),
      { numRuns: runs(2_000, 200) },
    );
  });
  it("is read without what leads past the list, and titles are left for an officer to judge", () => {
    const read = (words: string) => readReply(new URLSearchParams({ words }), 1000);
    expect(read("www.example.com has more").ok).toBe(false);
    expect(read("LE13 1GH is where I live").ok).toBe(false);
    expect(read("I was a Nurse before.").ok).toBe(true);
  });
});

describe("answers for a provider", () => {
  it("count each person once, by their last, and those who do not know not at all", () => {
    const again = { council: "E10000018", person: "a-0", answeredOn: "2026-11-02", satisfied: 1 as const };
    const unsure = { ...again, person: "a-9", satisfied: "dont-know" as const };
    expect(answersBefore([...manyAnswers(3, 3, "2026-11-01"), again, unsure], "2026-12-01")).toEqual({ answers: 3, people: 3, satisfied: 2 });
    expect(answersBefore([again], "2026-11-02")).toEqual({ answers: 0, people: 0, satisfied: 0 });
  });
  it("never move a score that has fewer than five new ones, quarter after quarter, and by one fifth at most", () => {
    const quarters = ["2026-01", "2026-04", "2026-07", "2026-10", "2027-01"].map((month) => Period.parse(`${month}-01/P3M`));
    const each = fc.record({ more: fc.nat(12), satisfied: fc.nat(12) });
    fc.assert(
      fc.property(fc.array(each, { minLength: 5, maxLength: 5 }), (given) => {
        const answers: ReturnType<typeof manyAnswers>[number][] = [];
        let score: PublishedScore | undefined;
        for (const [at, quarter] of quarters.entries()) {
          answers.push(...manyAnswers(given[at]?.more ?? 0, given[at]?.satisfied ?? 0, "2025-12-31", answers.length));
          const now = answersBefore(answers, "2026-01-01");
          const after = scoreFrom(score, now, quarter, rulesFor("public"));
          if (score && "fifths" in score.shown && "fifths" in after.shown && score.shown.fifths !== after.shown.fifths) {
            expect(now.answers - (score.ofAnswers ?? 0)).toBeGreaterThanOrEqual(5);
            expect(Math.abs(score.shown.fifths - after.shown.fifths)).toBe(1);
          }
          if (now.people < 10) expect(after.shown).toEqual({ tooFew: true });
          score = after;
        }
      }),
      { numRuns: runs(2_000, 200) },
    );
  });
});
