import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Audience } from "../../../shared/domain/small-numbers/rules.ts";
import { everySmallCount, type Lived, live } from "../../support/disclosed-lives.ts";
import { runs } from "../../support/runs.ts";

const audience = fc.constantFrom<Audience>("public", "staff");
/** Counts as they come, and those at the ends of what a shown figure can be, where sums tell most. */
const count = fc.oneof(
  { weight: 3, arbitrary: fc.nat(3) },
  { weight: 3, arbitrary: fc.nat(14) },
  { weight: 4, arbitrary: fc.constantFrom(0, 1, 4, 5, 8, 9, 10, 14, 15, 19, 24) },
  { weight: 1, arbitrary: fc.nat(200) },
);
/** Tables where nearly all figures are as large as they can be. */
const full = fc.constantFrom(3, 4, 4, 8, 9, 9, 14, 14, 19);
const counts = (mostRows: number, mostColumns: number) =>
  fc
    .tuple(fc.integer({ min: 1, max: mostRows }), fc.integer({ min: 1, max: mostColumns }), fc.boolean())
    .chain(([rows, columns, isFull]) =>
      fc.array(fc.array(isFull ? full : count, { minLength: columns, maxLength: columns }), { minLength: rows, maxLength: rows }),
    );

/** Nobody is left with fewer than three numbers for a small count, by whatever way. */
function safe(lived: Lived, way: "sums" | "every-solution"): void {
  for (const { name, truth, told } of everySmallCount(lived, way)) {
    expect.fail(`${name}, which is ${truth}, is found ${told} in ${JSON.stringify(lived.tables.map(({ rowsOfCounts }) => rowsOfCounts))}`);
  }
}

const TABLES = 100_000;
const share = (part: number) => ({ numRuns: runs(TABLES * part, (TABLES * part) / 40) });

describe("whoever has all that is published, and every sum", { timeout: 600_000 }, () => {
  it("finds no small count of a table with totals, trying every solution", () => {
    fc.assert(
      fc.property(audience, counts(3, 4), (audience, counts) => safe(live({ audience, now: [{ counts }] }), "every-solution")),
      share(0.4),
    );
  });
  it("finds none of areas in larger areas", () => {
    fc.assert(
      fc.property(audience, counts(4, 3), fc.nat(2), (audience, counts, inFirst) => {
        const partOf = Object.fromEntries(counts.map((_, at) => [`r${at}`, at <= inFirst ? "p0" : "p1"]));
        safe(live({ audience, now: [{ counts, partOf }] }), "every-solution");
      }),
      share(0.2),
    );
  });
  it("finds none of two tables that count the same people", () => {
    fc.assert(
      fc.property(audience, counts(3, 3), fc.integer({ min: 1, max: 3 }), (audience, counts, columns) => {
        // The second table has the same people by area, told apart by something else.
        const other = counts.map((row) => {
          const all = row.reduce((sum, count) => sum + count, 0);
          return Array.from({ length: columns }, (_, at) => Math.floor(all / columns) + (at < all % columns ? 1 : 0));
        });
        safe(live({ audience, now: [{ counts }, { counts: other, id: "u", columnsBy: "need" }] }), "every-solution");
      }),
      share(0.15),
    );
  });
  it("finds none of a running total of two periods, nor who was added between them", () => {
    fc.assert(
      fc.property(audience, counts(3, 3), fc.infiniteStream(fc.oneof(fc.nat(2), count)), (audience, before, added) => {
        const now = before.map((row) => row.map((count) => count + Number(added.next().value)));
        safe(live({ audience, before: [{ counts: before }], now: [{ counts: now }], runningTotal: true }), "every-solution");
      }),
      share(0.15),
    );
  });
  it("finds none where only every solution of somebody who takes no figure for lowered would tell: sum by sum there is nothing", () => {
    const before = [
      [1, 8, 3],
      [2, 3, 3],
    ];
    const now = [
      [1, 10, 3],
      [4, 4, 4],
    ];
    const lived = live({ audience: "staff", before: [{ counts: before }], now: [{ counts: now }], runningTotal: true });
    expect(everySmallCount(lived, "every-solution")).toEqual([]);
  });
  it("finds none of tables of twenty areas and eight classes, in two periods, sum by sum", () => {
    fc.assert(
      fc.property(audience, counts(20, 8), fc.infiniteStream(fc.nat(3)), (audience, before, added) => {
        const now = before.map((row) => row.map((count) => count + Number(added.next().value)));
        safe(live({ audience, before: [{ counts: before }], now: [{ counts: now }], runningTotal: true }), "sums");
      }),
      share(0.1),
    );
  });
});
