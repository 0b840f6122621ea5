import { describe, expect, it } from "vitest";
import { type AnswersNow, type PublishedScore, scoreFrom } from "../../../shared/domain/small-numbers/score.ts";
import { middleFrom } from "../../../shared/domain/small-numbers/shares.ts";
import { middleWords, scoreWords } from "../../../shared/domain/small-numbers/words.ts";
import { rulesFor } from "../../support/true-tables.ts";

const rules = rulesFor("public");
const QUARTERS = ["2026-01-01/P3M", "2026-04-01/P3M", "2026-07-01/P3M", "2026-10-01/P3M", "2027-01-01/P3M"] as const;
const [first, second, third, fourth] = QUARTERS;
const answers = (many: number, satisfied = many, people = many): AnswersNow => ({ answers: many, people, satisfied });
const words = ({ shown }: PublishedScore) => scoreWords(shown);
const TOO_FEW = "Too few people to show";

describe("what everyone sees of what people say of one provider", () => {
  it("is nothing with fewer than 10 answers, or of fewer than 10 people", () => {
    expect(words(scoreFrom(undefined, answers(9), first, rules))).toBe(TOO_FEW);
    expect(words(scoreFrom(undefined, answers(30, 30, 9), first, rules))).toBe(TOO_FEW);
    expect(words(scoreFrom(undefined, answers(10, 6), first, rules))).toBe("Of at least 10 answers, about three in five people were satisfied.");
  });
  it("says fifths in words, and never that all were satisfied, or none", () => {
    const of = (satisfied: number) => words(scoreFrom(undefined, answers(20, satisfied), first, rules));
    expect([0, 4, 6, 10, 14, 20].map(of)).toEqual(
      [
        "one in five people or fewer",
        "one in five people or fewer",
        "two in five people",
        "three in five people",
        "four in five people or more",
        "four in five people or more",
      ].map((fifths) => `Of at least 10 answers, about ${fifths} were satisfied.`),
    );
  });
  it("never says how many answered: a hundred are at least 10", () => {
    expect(words(scoreFrom(undefined, answers(100, 60), first, rules))).toBe("Of at least 10 answers, about three in five people were satisfied.");
  });
  it("changes in a new quarter alone, with 5 new answers at least, and by one fifth", () => {
    const shown = scoreFrom(undefined, answers(10, 10), second, rules);
    expect(scoreFrom(shown, answers(40, 0), second, rules)).toBe(shown);
    expect(scoreFrom(shown, answers(40, 0), first, rules)).toBe(shown);
    expect(scoreFrom(shown, answers(14, 0), third, rules)).toBe(shown);
    expect(words(scoreFrom(shown, answers(15, 0), third, rules))).toContain("three in five");
  });
  it("goes where answers fell below 10, and comes back with 5 more than it was made of", () => {
    const shown = scoreFrom(undefined, answers(10, 10), first, rules);
    const gone = scoreFrom(shown, answers(9, 9), second, rules);
    expect(words(gone)).toBe(TOO_FEW);
    expect(words(scoreFrom(gone, answers(10, 9), third, rules))).toBe(TOO_FEW);
    expect(words(scoreFrom(gone, answers(14, 9), third, rules))).toBe(TOO_FEW);
    expect(words(scoreFrom(scoreFrom(gone, answers(14, 9), third, rules), answers(15, 9), fourth, rules))).toContain("three in five");
  });
  it("tells no single answer between two versions to somebody who sees both: neither says how many answered", () => {
    const upTo = (most: number) => Array.from({ length: most + 1 }, (_, count) => count);
    const cases = upTo(10).flatMap((over) =>
      upTo(10 + over).flatMap((satisfied) => {
        const before = scoreFrom(undefined, answers(10 + over, satisfied), first, rules);
        return [5, 6, 7].flatMap((added) =>
          upTo(added).map((more) => ({
            added,
            more,
            shown: `${words(before)} ${words(scoreFrom(before, answers(10 + over + added, satisfied + more), second, rules))}`,
          })),
        );
      }),
    );
    for (const [shown, same] of Map.groupBy(cases, (one) => one.shown)) {
      expect(
        same.every(({ more }) => more === 0),
        shown,
      ).toBe(false);
      expect(
        same.every(({ added, more }) => more === added),
        shown,
      ).toBe(false);
    }
  });
});

describe("a mean or a median", () => {
  const shown = (values: readonly number[], of: "mean" | "median" = "mean", audience: "public" | "staff" = "public") =>
    middleWords(middleFrom(undefined, { values, of }, rulesFor(audience)).shown);
  it("is shown from 10 people up for everyone, and from 8 for staff", () => {
    expect([shown(Array(9).fill(4)), shown(Array(10).fill(4))]).toEqual(["not shown", "4"]);
    expect([shown(Array(7).fill(4), "mean", "staff"), shown(Array(8).fill(4), "mean", "staff")]).toEqual(["not shown", "4"]);
  });
  it("is rounded to half a point", () => {
    expect(shown([1, 1, 1, 1, 1, 2, 2, 2, 2, 2])).toBe("1.5");
    expect(shown([1, 1, 1, 1, 1, 1, 1, 1, 2, 2])).toBe("1");
    expect(shown([5, 1, 5, 1, 5, 1, 5, 1, 4, 3], "median")).toBe("3.5");
    expect(shown([9, 1, 1, 1, 1, 2, 2, 9, 9, 9, 9], "median")).toBe("2");
  });
  it("stands beside a base that is shown, and never beside the number of people", () => {
    expect(middleFrom(undefined, { values: Array(13).fill(4), of: "mean" }, rules).shown).toEqual({ middle: 4, of: { atLeast: 10 } });
  });
  it("moves by half a point at most", () => {
    const before = middleFrom(undefined, { values: Array(10).fill(1), of: "mean" }, rules);
    expect(middleWords(middleFrom(before, { values: [...Array(10).fill(1), ...Array(10).fill(5)], of: "mean" }, rules).shown)).toBe("1.5");
  });
});
