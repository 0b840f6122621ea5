import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { countedIn, eachPersonOnce, isSettled } from "../../../functions/satisfaction/rules/feedback-tables.ts";
import { heardIn, weightedShare } from "../../../functions/satisfaction/rules/heard.ts";
import { disclose } from "../../../shared/domain/small-numbers/disclose.ts";
import { ShownCount, type ShownTable } from "../../../shared/domain/small-numbers/publication.ts";
import { type CountedTable, changedBetween, sumOf, trueTable } from "../../../shared/figures/counted.ts";
import { monthsIn, periodsOver } from "../../../shared/figures/periods.ts";
import { satisfactionPolicyOn } from "../../../shared/policy/satisfaction.ts";
import type { FeedbackFact, OnScale } from "../../../shared/records/feedback-facts.ts";
import { SUPPORT_AREAS } from "../../../shared/taxonomy/support-areas.ts";
import { COUNCIL } from "../../support/councils.ts";
import { Attacker, type Known } from "../../support/disclosure-attacker.ts";
import { aFact, unanswered } from "../../support/feedback-facts.ts";
import { runs } from "../../support/runs.ts";
import { rulesFor } from "../../support/true-tables.ts";

const asTrue = (table: CountedTable) => trueTable(table, { population: "invited", rowsAddUp: true, columnsAddUp: true });

const policy = satisfactionPolicyOn(COUNCIL, "2026-11-28");
const tableOf = (facts: readonly FeedbackFact[], id: string) => countedIn(facts).find((table) => table.id === id) ?? expect.fail(id);
const countOf = (facts: readonly FeedbackFact[], id: string, row: string, column: string): number => {
  const { rows, columns, counts } = tableOf(facts, id);
  return counts[rows.findIndex((one) => one.id === row)]?.[columns.findIndex((one) => one.id === column)] ?? expect.fail(`${row} ${column}`);
};

describe("the tables of feedback", () => {
  it.each<[OnScale | undefined, string]>([
    [5, "satisfied-good"],
    [4, "satisfied-good"],
    [3, "satisfied-between"],
    [2, "satisfied-bad"],
    [1, "satisfied-bad"],
    ["dont-know", "satisfied-unknown"],
    [undefined, "satisfied-unsaid"],
  ])("count an answer of %s as %s: what was left out is no answer, and not to know is one of its own", (satisfied, column) => {
    const { satisfied: _, ...left } = aFact();
    expect(countOf([satisfied === undefined ? left : { ...left, satisfied }], "satisfied-by-area", "physical", column)).toBe(1);
  });
  it("count an answer that came too late as none", () => {
    const late = aFact({ answeredOn: "2026-11-01" });
    expect([countOf([late], "answered-by-area", "physical", "answered"), countOf([late], "answered-by-area", "physical", "unanswered")]).toEqual([0, 1]);
  });
  it("count what is in no list under other, and never leave anybody out", () => {
    const odd = aFact({ area: "made-up", format: "braille", language: "xx" });
    expect(countOf([odd], "answered-by-area", "none", "answered")).toBe(1);
    expect([countOf([odd], "answered-by-format", "other", "answered"), countOf([odd], "answered-by-language", "other", "answered")]).toEqual([1, 1]);
  });
  it("count each person once, in the invitation that they answered", () => {
    const twice = [unanswered(aFact({ channel: "email" })), aFact({ channel: "letter" }), aFact({ channel: "sms" })];
    expect(eachPersonOnce(twice).map(({ channel }) => channel)).toEqual(["letter"]);
  });
  it("all hold the same people, whatever they answered", () => {
    fc.assert(
      fc.property(fc.array(facts, { maxLength: 40 }), (given) => {
        const totals = countedIn(given).map(({ counts }) => counts.flat().reduce((sum, one) => sum + one, 0));
        expect(new Set(totals)).toEqual(new Set([eachPersonOnce(given).length]));
      }),
      { numRuns: runs(1_000, 100) },
    );
  });
  it("of a quarter are the sum of its months, table by table", () => {
    const months = [[aFact()], [aFact({ person: "p-2", area: "sensory" })], []].map(countedIn);
    const sum = sumOf(countedIn([]), months);
    expect(sum).toEqual(countedIn([aFact(), aFact({ person: "p-2", area: "sensory" })]));
  });
});

const facts: fc.Arbitrary<FeedbackFact> = fc
  .record({
    area: fc.constantFrom(...SUPPORT_AREAS.slice(0, 3)),
    channel: fc.constantFrom("email" as const, "letter" as const),
    satisfied: fc.constantFrom<OnScale>(5, 5, 4, 3, 1, "dont-know"),
    answered: fc.boolean(),
    person: fc.integer({ min: 0, max: 10_000 }).map((at) => `p-${at}`),
  })
  .map(({ answered, ...more }) => (answered ? aFact(more) : unanswered(aFact(more))));

describe("a month and its correction", () => {
  const rules = rulesFor("staff");
  const published = (given: readonly FeedbackFact[]) =>
    disclose({ rules, period: "2026-10-01/P1M", today: "2026-12-01", tables: countedIn(given).map(asTrue) });
  it("differ by the people who are counted otherwise: who came, who went, and who is elsewhere", () => {
    const before = countedIn([aFact(), aFact({ person: "p-2" })]);
    const changed = (...now: readonly FeedbackFact[]) => changedBetween(before, countedIn(now));
    expect(changed(aFact(), aFact({ person: "p-2" }))).toBe(0);
    expect(changed(aFact())).toBe(1);
    expect(changed(aFact(), aFact({ person: "p-2", area: "sensory" }))).toBe(1);
    expect(changed(aFact(), aFact({ person: "p-2" }), aFact({ person: "p-3" }), aFact({ person: "p-4" }))).toBe(2);
  });
  it("tell no small count, each by itself and one less the other, where five people changed at least", () => {
    fc.assert(
      fc.property(fc.uniqueArray(facts, { minLength: 12, maxLength: 60, selector: ({ person }) => person }), (given) => {
        const [before, now] = [given.slice(5), given];
        expect(changedBetween(countedIn(before), countedIn(now))).toBeGreaterThanOrEqual(rules.newAnswers);
        for (const version of [before, now]) {
          const done = published(version);
          if (!done.ok) continue;
          const attacker = new Attacker();
          const counted = countedIn(version);
          attacker.read(done.value, Object.fromEntries(counted.map((table): [string, Known] => [table.id, { ...table, population: "invited" }])));
          for (const [name, [least, most]] of attacker.intervals() ?? []) if (most < rules.threshold) expect(most - least, name).toBeGreaterThanOrEqual(2);
        }
        // Both together: of each figure, by how much it changed stays open.
        const [first, second] = [published(before), published(now)];
        if (!first.ok || !second.ok) return;
        for (const table of second.value.tables) {
          const then = first.value.tables.find(({ id }) => id === table.id);
          for (const [at, row] of table.rows.entries())
            for (const [place, cell] of row.cells.entries()) expect(openBetween(then?.rows[at]?.cells[place], cell, rules)).toBeGreaterThanOrEqual(3);
        }
      }),
      { numRuns: runs(200, 4) },
    );
  });
});

/** How many numbers a figure can have changed by, for somebody who has both versions of it. */
function openBetween(then: object | undefined, now: object, { threshold, base }: { readonly threshold: number; readonly base: number }): number {
  const rangeOf = (shown: object | undefined): readonly [number, number] =>
    shown && "atLeast" in shown ? [Number(shown.atLeast), Number(shown.atLeast) + base - 1] : shown && "fewerThan" in shown ? [0, threshold - 1] : [0, 1000];
  const [[low, high], [least, most]] = [rangeOf(then), rangeOf(now)];
  return most - low - Math.max(0, least - high) + 1;
}

const shown = (rows: readonly (readonly [answered: number, unanswered: number])[]): ShownTable => {
  const given = rows.flatMap(([answered, silent], at) => [
    ...Array.from({ length: answered }, (_, who) => aFact({ area: SUPPORT_AREAS[at] ?? "none", person: `a-${at}-${who}` })),
    ...Array.from({ length: silent }, (_, who) => unanswered(aFact({ area: SUPPORT_AREAS[at] ?? "none", person: `s-${at}-${who}` }))),
  ]);
  const done = disclose({ rules: rulesFor("staff"), period: "2026-10-01/P1M", today: "2026-12-01", tables: countedIn(given).slice(0, 1).map(asTrue) });
  return (done.ok ? done.value.tables[0] : undefined) ?? expect.fail("not published");
};
const shownAs = (atLeast: number) => ShownCount.parse({ atLeast });
const bandOf = (table: ShownTable, id: string) => heardIn(table, rulesFor("staff"), policy).find((band) => band.id === id) ?? expect.fail(id);

describe("who is heard", () => {
  it("is worked out from shown figures: the share who answered, of those invited, and of all answers", () => {
    const table = shown([
      [40, 10],
      [10, 40],
    ]);
    expect(bandOf(table, "physical")).toMatchObject({ rate: { percent: 80 }, ofInvited: { percent: 50 }, ofAnswered: { percent: 80 }, hearing: "more" });
    expect(bandOf(table, "learning-disability")).toMatchObject({ rate: { percent: 20 }, ofAnswered: { percent: 20 }, hearing: "less" });
  });
  it("is not said below thirty answers, nor of a figure that is hidden", () => {
    expect(
      bandOf(
        shown([
          [24, 5],
          [5, 24],
        ]),
        "learning-disability",
      ).hearing,
    ).toBe("cannot-tell");
    expect(
      bandOf(
        shown([
          [40, 10],
          [3, 40],
        ]),
        "learning-disability",
      ),
    ).toMatchObject({ rate: undefined, hearing: "cannot-tell" });
  });
  it("is not said where the sums tell that a figure is shown lower than it is: a share of it would be wrong", () => {
    const whole = shown([
      [40, 10],
      [30, 20],
    ]);
    const lowered = { ...whole, rows: whole.rows.map((row) => (row.id === "physical" ? { ...row, cells: [shownAs(5), ...row.cells.slice(1)] } : row)) };
    expect(bandOf(whole, "physical")).toMatchObject({ rate: { percent: 80 }, ofAnswered: { percent: 57 } });
    expect(bandOf(lowered, "physical")).toMatchObject({ rate: undefined, ofInvited: undefined, ofAnswered: undefined, hearing: "cannot-tell" });
    expect(bandOf(lowered, "learning-disability")).toMatchObject({
      rate: undefined,
      ofInvited: { percent: 50 },
      ofAnswered: undefined,
      hearing: "cannot-tell",
    });
    expect(weightedShare(lowered, lowered, "answered", rulesFor("staff"), policy)).toBeUndefined();
  });
  it("weighs nothing below thirty answers", () => {
    const few = shown([[20, 5]]);
    expect(weightedShare(few, few, "answered", rulesFor("staff"), policy)).toBeUndefined();
    const many = shown([
      [40, 10],
      [10, 40],
    ]);
    expect(weightedShare(many, many, "answered", rulesFor("staff"), policy)).toEqual({ percent: 100 });
  });
});

describe("periods", () => {
  it("are over from the day after their last, the oldest first", () => {
    expect(periodsOver("2027-01-01", "monthly", 2)).toEqual(["2026-11-01/P1M", "2026-12-01/P1M"]);
    expect(periodsOver("2026-12-31", "quarterly", 6)).toEqual(["2026-04-01/P3M", "2026-07-01/P3M"]);
    expect(monthsIn("2026-10-01/P3M")).toEqual(["2026-10-01/P1M", "2026-11-01/P1M", "2026-12-01/P1M"]);
  });
  it("are settled the day after the last on which somebody can answer", () => {
    expect([isSettled([aFact()], "2026-10-31"), isSettled([aFact()], "2026-11-01")]).toEqual([false, true]);
  });
});
