import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type ByOne, discloseSums, shareOfSums, type TrueSumRow } from "../../../shared/domain/small-numbers/sums.ts";
import { disclosureRulesOn } from "../../../shared/policy/disclosure.ts";
import { runs } from "../../support/runs.ts";

const rules = disclosureRulesOn("staff", "2026-11-24");
const PEOPLE = ["a", "b", "c", "d", "e", "f", "g", "h"];
const byOne = (amounts: readonly number[]): ByOne => new Map(PEOPLE.flatMap((one, at) => (amounts[at] ? [[one, amounts[at]] as const] : [])));
const row = (id: string, now: readonly number[], ...earlier: readonly (readonly number[])[]): TrueSumRow => ({
  ...{ id, name: id.toUpperCase(), byOne: byOne(now), earlier: earlier.map(byOne) },
});
const alike = (people: number, pence: number) => Array.from({ length: people }, () => pence);

/** Somebody who has every published sum to the penny, and who is one of those who gave: how much they can be wrong by about the one they know most of, in hundredths of what they know the sum of. */
function leastDoubt(amounts: readonly number[]): number {
  const all = amounts.reduce((sum, one) => sum + one, 0);
  let least = Number.POSITIVE_INFINITY;
  for (const [at, victim] of amounts.entries())
    for (const [by, insider] of amounts.entries()) if (at !== by) least = Math.min(least, ((all - insider - victim) * 100) / all);
  return amounts.length < 2 ? 0 : least;
}
const OPEN = 100 - rules.dominance.twoLargestPercent;

/** A month: amounts of each person in each row. */
const monthOf = (rows: number) =>
  fc.array(
    fc.array(
      fc.oneof(
        fc.constant(0),
        fc.integer({ min: 1, max: 30 }).map((pounds) => pounds * 100),
        fc.integer({ min: 1, max: 90_000 }),
      ),
      { minLength: 8, maxLength: 8 },
    ),
    {
      minLength: rows,
      maxLength: rows,
    },
  );
/** Two months, the second one of which is the first with a few amounts changed, or another. */
const months = fc.integer({ min: 1, max: 4 }).chain((rows) =>
  monthOf(rows).chain((before) =>
    fc.tuple(
      fc.constant(before),
      fc.oneof(
        monthOf(rows),
        fc.array(fc.tuple(fc.nat(rows - 1), fc.nat(7), fc.integer({ min: 0, max: 90_000 })), { maxLength: 12 }).map((changed) => {
          const now = before.map((one) => [...one]);
          for (const [at, person, pence] of changed) now[at]?.splice(person, 1, pence);
          return now;
        }),
      ),
    ),
  ),
);
type Month = readonly (readonly number[])[];

/** What is published of a month, each sum as the cells it is of. */
function sumsOf(month: Month, before?: Month) {
  const table = discloseSums(
    month.map((one, at) => row(`r${at}`, one, ...(before?.[at] ? [before[at]] : []))),
    rules,
  );
  const shown = table.rows.map(({ sum }) => "atLeast" in sum);
  const isIn = (at: number): boolean => shown[at] === true || table.rest !== undefined;
  const cells = (counts: (at: number) => boolean) => month.map((one, at) => (counts(at) ? one : one.map(() => 0)));
  return {
    table,
    sums: [
      ...shown.flatMap((is, at) => (is ? [{ name: `row ${at}`, cells: cells((one) => one === at) }] : [])),
      ...(table.rest && "atLeast" in table.rest ? [{ name: `rest ${shown}`, cells: cells((at) => shown[at] !== true) }] : []),
      ...("atLeast" in table.total ? [{ name: `total ${shown.map((_, at) => isIn(at))}`, cells: cells(isIn) }] : []),
    ],
  };
}
const byPerson = (cells: Month): readonly number[] => PEOPLE.map((_, person) => cells.reduce((sum, one) => sum + (one[person] ?? 0), 0));

describe("sums of money by row", () => {
  it("leave each account open by as much as the rule says, to whoever adds and subtracts all of them and knows an account besides", () => {
    let tried = 0;
    fc.assert(
      fc.property(months, ([before, now]) => {
        const { sums } = sumsOf(now, before);
        const ways = 3 ** sums.length;
        for (let way = 1; way < ways; way += 1) {
          const signs = sums.map((_, at) => (Math.floor(way / 3 ** at) % 3) - 1);
          const derived = now.map((one, at) => one.map((_, person) => signs.reduce((sum, sign, of) => sum + sign * (sums[of]?.cells[at]?.[person] ?? 0), 0)));
          if (derived.flat().some((pence) => pence < 0)) continue;
          const amounts = byPerson(derived).filter((pence) => pence > 0);
          if (amounts.length === 0) continue;
          tried += 1;
          expect(amounts.length).toBeGreaterThanOrEqual(rules.dominance.leastListings);
          expect(leastDoubt(amounts)).toBeGreaterThanOrEqual(OPEN);
        }
      }),
      { numRuns: runs(3000) },
    );
    expect(tried).toBeGreaterThan(runs(3000) / 2);
  });
  it("do not tell, of two months, what a few accounts changed by", () => {
    let tried = 0;
    fc.assert(
      fc.property(months, ([before, now]) => {
        const then = sumsOf(before).sums;
        for (const { name, cells } of sumsOf(now, before).sums) {
          const same = then.find((one) => one.name === name);
          if (!same || name.startsWith("rest")) continue;
          const [was, is] = [byPerson(same.cells), byPerson(cells)];
          const changed = is.map((pence, at) => Math.abs(pence - (was[at] ?? 0))).filter((pence) => pence > 0);
          if (changed.length === 0) continue;
          tried += 1;
          expect(changed.length).toBeGreaterThanOrEqual(rules.dominance.leastListings);
          expect(leastDoubt(changed)).toBeGreaterThanOrEqual(OPEN);
        }
      }),
      { numRuns: runs(3000) },
    );
    expect(tried).toBeGreaterThan(runs(3000) / 60);
  });
  it("tell no more of how many people there are than a count, even where all have the same and that is known", () => {
    fc.assert(
      fc.property(fc.integer({ min: 5, max: 400 }), fc.integer({ min: 1, max: 200_000 }), (people, pence) => {
        const shownFor = (count: number) => {
          const all = new Map(Array.from({ length: count }, (_, at) => [String(at), pence]));
          const [first] = discloseSums([{ id: "r", name: "R", byOne: all }], rules).rows;
          return JSON.stringify(first?.sum);
        };
        const mine = shownFor(people);
        const [least, most] = [-rules.base, rules.base].map(
          (by) => Array.from({ length: rules.base }, (_, at) => people + Math.sign(by) * at).filter((count) => shownFor(count) === mine).length,
        );
        expect((least ?? 0) + (most ?? 0) - 1).toBeGreaterThanOrEqual(rules.leastValues);
      }),
      // 119 to 120 of 82,690 each were all that is below ten million.
      { numRuns: runs(3000, 300), examples: [[119, 82_690]] },
    );
  });
});

describe("a table of sums", () => {
  it("shows rows of enough accounts, the others together, and a total of what is shown", () => {
    const wages = alike(8, 100_000);
    const taxis = [3000, 2500, 2200, 2000, 0, 0, 0, 0];
    const insurance = [0, 0, 0, 0, 2400, 2600, 2800, 3000];
    const table = discloseSums([row("wages", wages), row("taxis", taxis), row("insurance", insurance), row("fines", [])], rules);
    expect(table).toEqual({
      rows: [
        { id: "wages", name: "WAGES", sum: { atLeast: 500_000 } },
        ...["taxis", "insurance", "fines"].map((id) => ({ id, name: id.toUpperCase(), sum: { notShown: true } })),
      ],
      rest: { atLeast: 12_000 },
      total: { atLeast: 510_000 },
    });
  });
  it("leaves out of its total what is of too few, so that nobody finds it by taking the rows away", () => {
    const table = discloseSums([row("wages", alike(8, 100_000)), row("boat", [90_000])], rules);
    expect([table.rest, table.total]).toEqual([undefined, { atLeast: 500_000 }]);
    const alone = discloseSums([row("wages", alike(8, 100_000))], rules);
    expect(table.total).toEqual(alone.total);
  });
  it("shows no sum of which two have more than the rule says, or to which one account was added since the month before", () => {
    const sumOf = (now: readonly number[], ...earlier: readonly (readonly number[])[]) => discloseSums([row("r", now, ...earlier)], rules).rows[0]?.sum;
    expect(sumOf([35_000, 35_000, 10_000, 10_000, 10_000])).toEqual({ atLeast: 100_000 });
    expect(sumOf([35_100, 35_000, 10_000, 10_000, 10_000])).toEqual({ notShown: true });
    expect(sumOf(alike(4, 10_000))).toEqual({ notShown: true });
    expect(sumOf(alike(8, 10_000), alike(8, 10_000))).toEqual({ atLeast: 50_000 });
    expect(sumOf(alike(8, 10_000), alike(7, 10_000))).toEqual({ notShown: true });
    expect(sumOf(alike(8, 10_000), alike(8, 11_000))).toEqual({ atLeast: 50_000 });
    // Not even where a month between the two was not shown, or was quite another.
    expect(sumOf(alike(8, 10_000), alike(8, 11_000), alike(7, 10_000))).toEqual({ notShown: true });
  });
  it("takes no amount that is not whole, or below 0", () => {
    for (const wrong of [-1, 0.5, Number.NaN]) expect(() => discloseSums([{ id: "r", name: "R", byOne: new Map([["a", wrong]]) }], rules)).toThrow(RangeError);
  });
  it("has a share only where both sums are shown, of what is shown", () => {
    const { rows, total } = discloseSums([row("wages", alike(8, 100_000)), row("boat", [90_000])], rules);
    expect(rows.map(({ sum }) => shareOfSums(sum, total))).toEqual([100, undefined]);
  });
});
