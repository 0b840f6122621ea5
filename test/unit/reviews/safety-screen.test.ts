import { describe, expect, it } from "vitest";
import { screenForSafety } from "../../../shared/domain/safety-screen.ts";
import { safetyWords } from "../../../shared/policy/safety-words.ts";
import texts from "../../fixtures/safety-texts.json" with { type: "json" };

const kindOf = (text: string) => screenForSafety(text, safetyWords).kind;

/** How a list does on labelled texts: which share of the worries it has people read first, and which share of what it has them read is one; in hundredths. */
function measured(worries: readonly string[], others: readonly string[]) {
  const hits = worries.filter((text) => kindOf(text) !== "nothing").length;
  const fired = others.filter((text) => kindOf(text) !== "nothing").length;
  const percent = (share: number) => Math.round(share * 100);
  return { recall: percent(hits / worries.length), precision: percent(hits / (hits + fired)) };
}

// What docs/decisions/0064-safety.md says of the list: whoever changes it measures it again.
describe("the list of words about safety", () => {
  it("does as well as is said of it on the texts it was made with", () => {
    expect(measured(texts.worries, texts.others)).toEqual({ recall: 96, precision: 91 });
  });
  it("and on texts it was never changed for, where it misses some: a person reads every form in the end", () => {
    expect(measured(texts.worriesHeldOut, texts.othersHeldOut)).toEqual({ recall: 35, precision: 78 });
  });
  it("gives every text in a language it does not know to a person, whatever it says", () => {
    for (const text of texts.languages) expect([text, kindOf(text)]).toEqual([text, "unread"]);
  });
  it.each([
    ["Nobody hurts me", "nothing"],
    ["He hurt me", "prompt"],
    ["She never hit me", "nothing"],
    ["She never came back after she hit me", "prompt"],
    ["I am not safe", "prompt"],
    ["He had a heart attack", "nothing"],
    ["He had a heart attack after the attack", "prompt"],
    ["I AM SCARED", "prompt"],
    ["I don’t feel safe", "prompt"],
    ["", "nothing"],
    ["OK", "nothing"],
    ["હા", "unread"],
  ])("takes %j for %s", (text, kind) => {
    expect(kindOf(text)).toBe(kind);
  });
  it("never has anything taken back by more words: what is said beside a worry hides none", () => {
    for (const worry of texts.worries.filter((text) => kindOf(text) === "prompt"))
      for (const other of ["Thank you for all the help.", "I would like more hours."]) expect(kindOf(`${worry}. ${other}`), worry).toBe("prompt");
  });
});
