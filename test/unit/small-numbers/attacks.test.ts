import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { csvOf } from "../../../shared/domain/csv-text.ts";
import { disclose } from "../../../shared/domain/small-numbers/disclose.ts";
import { largestFirst, ranks, shadeOf } from "../../../shared/domain/small-numbers/order.ts";
import { Period } from "../../../shared/domain/small-numbers/period.ts";
import type { ShownCount, ShownTable } from "../../../shared/domain/small-numbers/publication.ts";
import type { Audience } from "../../../shared/domain/small-numbers/rules.ts";
import { amountOf, middleFrom, shareOf } from "../../../shared/domain/small-numbers/shares.ts";
import { withoutOneSource } from "../../../shared/domain/small-numbers/true-tables.ts";
import { amountWords, countWords, middleWords, shareWords, tableCsv, tableWords } from "../../../shared/domain/small-numbers/words.ts";
import { everySmallCount, live } from "../../support/disclosed-lives.ts";
import { everything, runs } from "../../support/runs.ts";
import { aTable, periodsFor, published, rulesFor } from "../../support/true-tables.ts";

const rules = rulesFor("public");
const tableOf = (...given: Parameters<typeof published>): ShownTable => {
  const [table] = published(...given).tables;
  if (!table) throw new Error("There is no table");
  return table;
};
const known = new Map<number, ShownCount>();
const shownOf = (count: number): ShownCount => {
  const before = known.get(count);
  if (before) return before;
  const [row] = tableOf("public", [aTable([[count]])]).rows;
  if (!row?.cells[0]) throw new Error("There is no figure");
  known.set(count, row.cells[0]);
  return row.cells[0];
};
/** What somebody finds who is shown the same for several: all that it can be. */
function groups<Value>(values: readonly Value[], shown: (value: Value) => string): ReadonlyMap<string, readonly Value[]> {
  return Map.groupBy(values, shown);
}
const upTo = (most: number): readonly number[] => Array.from({ length: most + 1 }, (_, count) => count);

describe("the attacks", () => {
  it("by subtraction within a table: a total less its parts tells none of them", () => {
    for (const counts of [
      [[3, 20, 31]],
      [[1, 1, 100]],
      [
        [9, 40],
        [2, 15],
      ],
    ])
      expect(everySmallCount(live({ audience: "public", now: [{ counts }] }), "every-solution")).toEqual([]);
  });
  it("between tables that overlap: one tells nothing of what the other hides", () => {
    const now = [{ counts: [[9, 9, 9, 9]] }, { counts: [[36, 0]], id: "u", columnsBy: "need" }, { counts: [[3, 33]], id: "v", columnsBy: "age" }];
    expect(everySmallCount(live({ audience: "public", now }), "every-solution")).toEqual([]);
  });
  it("by a larger area less its other parts", () => {
    const partOf = { r0: "p0", r1: "p0", r2: "p0", r3: "p0", r4: "p1" };
    for (const counts of [
      [[9], [9], [9], [9], [50]],
      [[1], [14], [14], [14], [9]],
    ]) {
      expect(everySmallCount(live({ audience: "public", now: [{ counts, partOf }] }), "every-solution")).toEqual([]);
    }
  });
  it("by this period less the last: who was added is not told either", () => {
    for (const [before, now] of [
      [
        [9, 14],
        [10, 14],
      ],
      [
        [14, 9],
        [15, 9],
      ],
      [
        [9, 9],
        [9, 10],
      ],
    ] as const) {
      expect(
        everySmallCount(live({ audience: "public", before: [{ counts: [before] }], now: [{ counts: [now] }], runningTotal: true }), "every-solution"),
      ).toEqual([]);
    }
  });
  it("by a year that moves less its fixed quarters: there is no such period", () => {
    expect([Period.safeParse("2026-01-01/P12M").success, Period.safeParse("2026-02-01/P3M").success]).toEqual([false, false]);
    expect(disclose({ rules, period: "2026-01-01/P12M", today: "2027-02-01", tables: [] }).ok).toBe(false);
  });
  it("by a share of a base: it is made of what is shown, and is none where either is hidden", () => {
    expect(shareWords(shareOf(shownOf(12), shownOf(27)))).toBe("40%");
    for (const [part, base] of [
      [12, 27],
      [14, 23],
      [31, 88],
    ] as const) {
      const same = upTo(14)
        .flatMap((more) => upTo(14).map((other) => [part + more, base + other] as const))
        .filter(([otherPart, otherBase]) => Math.floor(otherPart / 5) === Math.floor(part / 5) && Math.floor(otherBase / 5) === Math.floor(base / 5));
      expect(new Set(same.map(([otherPart, otherBase]) => shareWords(shareOf(shownOf(otherPart), shownOf(otherBase))))).size).toBe(1);
    }
    expect([shareOf(shownOf(9), shownOf(27)), shareOf(shownOf(9), shownOf(9)), shareOf(shownOf(27), shownOf(12))]).toEqual([undefined, undefined, undefined]);
  });
  it("by two versions of a mean times their number: the answers between them stay open, where a decimal tells one of them", () => {
    // Whoever gave answers from 1 to 5, any sum is possible: of those there were, and of those that were added.
    const sums = (answers: number) => upTo(4 * answers).map((over) => answers + over);
    const casesOf = (first: number, added: number) => sums(first).flatMap((sum) => sums(added).map((more) => ({ first, added, sum, more })));
    type Case = ReturnType<typeof casesOf>[number];
    /** The share of cases in which one of those added is known: it is the only one, or all are the lowest, or the highest. */
    const found = (cases: readonly Case[], twoVersions: (one: Case) => string): number => {
      const isKnown = (same: readonly Case[]) =>
        same.every(({ added, more }) => more === added) ||
        same.every(({ added, more }) => more === 5 * added) ||
        (same.every(({ added }) => added === 1) && new Set(same.map(({ more }) => more)).size === 1);
      return [...groups(cases, twoVersions).values()].filter(isKnown).reduce((all, same) => all + same.length, 0) / cases.length;
    };
    const toOneDecimal = ({ first, added, sum, more }: Case) => `${(sum / first).toFixed(1)} ${((sum + more) / (first + added)).toFixed(1)}`;
    const answersOf = (sum: number, answers: number) => upTo(answers - 1).map((at) => Math.floor(sum / answers) + (at < sum % answers ? 1 : 0));
    const ours = ({ first, added, sum, more }: Case) => {
      const before = middleFrom(undefined, { values: answersOf(sum, first), of: "mean" }, rules);
      const after = middleFrom(before, { values: answersOf(sum + more, first + added), of: "mean" }, rules);
      return JSON.stringify([before.shown, after.shown]);
    };
    expect(found(casesOf(5, 1), toOneDecimal)).toBe(1);
    expect(found(casesOf(10, 1), toOneDecimal)).toBeGreaterThan(0.8);
    // Also to somebody who knows from elsewhere how many answered.
    for (const first of upTo(20).slice(8)) for (const added of [1, 4]) expect(found(casesOf(first, added), ours), `${first} and ${added}`).toBe(0);
    const asShown = [10, 11, 12, 13, 14].flatMap((first) => [5, 6, 7, 8, 9].flatMap((added) => casesOf(first, added)));
    expect(found(asShown, ours)).toBe(0);
  });
  it("of everyone alike: that all gave one answer cannot be told from that up to a few did not", () => {
    const words = (counts: readonly number[]) => tableWords(tableOf("public", [aTable([counts], { answers: true })])).rows[0]?.join();
    for (const answers of upTo(60).slice(10)) {
      const alike = upTo(3).map((others) => words([answers - others, others]));
      expect(new Set(alike).size, `${answers} answers`).toBe(1);
    }
  });
  it("of one large provider: no figure where few listings contribute, or two make up nearly all", () => {
    const amount = (byListing: readonly number[]) => amountWords(amountOf({ byListing, people: 40 }, rules), "hours");
    expect(amount([100, 90, 80, 70])).toBe("not shown");
    expect(amount([100, 90, 80, 70, 0, 0])).toBe("not shown");
    expect(amount([500, 201, 100, 100, 99])).toBe("not shown");
    expect(amount([500, 200, 100, 100, 100])).toBe("at least 1,000 hours");
    const rate = (byListing: readonly number[]) =>
      middleWords(middleFrom(undefined, { values: Array(12).fill(1850), of: "median", byListing, step: 50 }, rules).shown);
    expect([rate([1, 1, 1, 1]), rate([9, 9, 1, 1, 1]), rate([2, 2, 2, 2, 2])]).toEqual(["not shown", "not shown", "1,850"]);
  });
  it("by hours over hours for each person: they tell no more than the number of people beside them", () => {
    const shown = (people: number) =>
      `${amountWords(amountOf({ byListing: Array(5).fill((people * 14) / 5), people }, rules), "hours")} ${countWords(shownOf(people))}`;
    for (const same of groups(upTo(299).slice(10), shown).values()) expect(same.length, String(same)).toBe(5);
    expect(shown(9)).toBe("not shown fewer than 10");
  });
  it("by a map's shade over the limits of its classes, with a table of ranks: shade and rank go by what is shown", () => {
    const limits = [11, 12, 13, 14, 17, 18];
    expect(new Set([10, 11, 12, 13, 14].map((count) => shadeOf(shownOf(count), limits))).size).toBe(1);
    expect(shadeOf(shownOf(9), limits)).toBe(undefined);
    const table = tableOf("public", [aTable([[14], [10], [31], [9], [0]])]);
    expect([...ranks(table, "c0")]).toEqual([
      ["r0", 2],
      ["r1", 2],
      ["r2", 1],
    ]);
  });
  it("by searches that are injected: whoever adds to a figure cannot read off what is there without them", () => {
    const shown = (others: number, injected: number, guarded: boolean) => {
      const bySource = [...Array(others).fill(1), injected];
      return countWords(shownOf(guarded ? withoutOneSource(bySource, rules.oneSourcePercent).count : others + injected));
    };
    const fewest = (injected: number, guarded: boolean) =>
      Math.min(
        ...[...groups(upTo(200), (others) => shown(others, injected, guarded)).values()]
          .filter(([least = 0]) => least < rules.threshold)
          .map((same) => same.length),
      );
    expect(Math.min(...upTo(92).map((injected) => fewest(injected, false)))).toBe(1);
    for (const injected of upTo(92)) expect(fewest(injected, true), `${injected} injected`).toBeGreaterThanOrEqual(rules.leastValues);
  });
  it("by searches that are injected day by day: nothing is shown of a quarter before it is over, and then once", () => {
    const { now, today } = periodsFor("public");
    const tables = [aTable([[4]])];
    for (const day of ["2026-10-01", "2026-11-15", "2026-12-31"]) expect(disclose({ rules, period: now, today: day, tables }).ok, day).toBe(false);
    expect(disclose({ rules, period: now, today, tables }).ok).toBe(true);
  });
  it("by a CSV against the page against the API, of any table: all are made of the same object, and say the same", () => {
    const counts = fc
      .integer({ min: 1, max: 4 })
      .chain((columns) => fc.array(fc.array(fc.nat(60), { minLength: columns, maxLength: columns }), { minLength: 1 }));
    fc.assert(
      fc.property(fc.constantFrom<Audience>("public", "staff"), counts, fc.boolean(), (audience, given, answers) => {
        const publication = published(audience, [aTable(given, { answers })]);
        for (const table of publication.tables) {
          const sent: ShownTable = JSON.parse(JSON.stringify(table));
          const { head, rows } = tableCsv(publication, table);
          const lines = csvOf(head, rows).split("\r\n");
          expect(tableWords(sent)).toEqual(tableWords(table));
          for (const row of tableWords(table).rows) expect(lines).toContain(row.map((words) => (words.includes(",") ? `"${words}"` : words)).join(","));
        }
      }),
      { numRuns: runs(500, 50) },
    );
  });
  it("by the order of hidden figures: they stand by name, whatever they are", () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.nat(9), { minLength: 2, maxLength: 8 }), (counts) => {
        const table = tableOf("public", [aTable([...counts.map((count) => [count]), [30], [12], [14]])]);
        const names = largestFirst(table, "c0").map(({ name }) => name);
        const at = counts.length;
        expect(names).toEqual([at, at + 1, at + 2, ...counts.keys()].map((number) => `Area ${number}`));
      }),
      { numRuns: runs(500, 100) },
    );
  });
  it("of somebody who knows how figures are hidden, and tries every table: none is left with fewer than three numbers", () => {
    const threshold = rulesFor("staff").threshold;
    // Every table of a row of four, and at night of two rows of two: counts up to twice the threshold less one.
    const every = (places: number): readonly (readonly number[])[] =>
      places === 0 ? [[]] : every(places - 1).flatMap((first) => upTo(9).map((value) => [...first, value]));
    const inARow = (flat: readonly number[]) => aTable([flat], { rowsAddUp: false });
    const inASquare = (flat: readonly number[]) => aTable([flat.slice(0, 2), flat.slice(2)]);
    for (const shape of everything ? [inARow, inASquare] : [inARow]) {
      const same = groups(every(4), (flat) => JSON.stringify(published("staff", [shape(flat)]).tables));
      for (const tables of same.values()) {
        for (const place of [0, 1, 2, 3]) {
          const possible = new Set(tables.map((flat) => flat[place] ?? 0));
          if (Math.min(...possible) < threshold) expect(possible.size, JSON.stringify(tables)).toBeGreaterThanOrEqual(3);
        }
      }
    }
  });
});

describe("one person more", () => {
  it("changes the figures they are in alone, each by one step at most, where nothing is lowered", () => {
    fc.assert(
      fc.property(
        fc.array(fc.array(fc.nat(40), { minLength: 3, maxLength: 3 }), { minLength: 2, maxLength: 3 }),
        fc.nat(1),
        fc.nat(2),
        (counts, row, column) => {
          const more = counts.map((cells, at) => cells.map((count, place) => (at === row && place === column ? count + 1 : count)));
          const sum = (cells: readonly number[]) => cells.reduce((all, count) => all + count, 0);
          const stepsOf = (each: readonly (readonly number[])[]) => {
            const rows = [...each, [0, 1, 2].map((place) => sum(each.map((cells) => cells[place] ?? 0)))].map((cells) => [...cells, sum(cells)]);
            const { rows: shownRows, totals } = tableOf("public", [aTable(each)]);
            const shown = [...shownRows, ...(totals ? [totals] : [])].map(({ cells, total }) =>
              [...cells, ...(total ? [total] : [])].map((one) => ("atLeast" in one ? one.atLeast / 5 : 1)),
            );
            fc.pre(JSON.stringify(shown) === JSON.stringify(rows.map((cells) => cells.map((count) => Math.max(1, Math.floor(count / 5))))));
            return shown;
          };
          const [was, is] = [stepsOf(counts), stepsOf(more)];
          for (const [line, cells] of is.entries()) {
            for (const [place, step] of cells.entries()) {
              const change = Math.abs(step - (was[line]?.[place] ?? 0));
              const isIn = (line === row || line === counts.length) && (place === column || place === 3);
              expect(change, `${line}, ${place}`).toBeLessThanOrEqual(isIn ? 1 : 0);
            }
          }
        },
      ),
      { numRuns: runs(2_000, 200) },
    );
  });
});
