import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { disclose } from "../../../shared/domain/small-numbers/disclose.ts";
import { addEquation, type Figure, figureOf, type System } from "../../../shared/domain/small-numbers/equations.ts";
import { markImplied } from "../../../shared/domain/small-numbers/implied.ts";
import type { Publication } from "../../../shared/domain/small-numbers/publication.ts";
import { Attacker, type Known } from "../../support/disclosure-attacker.ts";
import { runs } from "../../support/runs.ts";
import { aTable, type Counted, rulesFor, truthOf } from "../../support/true-tables.ts";

// A quarter for everyone beside its three months for staff: staff have all four, and know that the quarter is its months.

const MONTHS = ["2026-10-01/P1M", "2026-11-01/P1M", "2026-12-01/P1M"] as const;
const QUARTER = "2026-10-01/P3M";
const TODAY = "2027-02-01";

type Counts = readonly (readonly number[])[];

/** Two tables of the same people: areas by classes, and areas by two kinds whose second is the last class again. */
const tablesOf = (counts: Counts): readonly Counted[] => [
  aTable(counts),
  aTable(
    counts.map((row) => [row.slice(0, -1).reduce((sum, one) => sum + one, 0), row.at(-1) ?? 0]),
    { id: "u", columns: [{ id: "rest", name: "Rest" }, ...aTable(counts).columns.slice(-1)] },
  ),
];
const sumsOf = (months: readonly Counts[]): Counts =>
  (months[0] ?? []).map((row, at) => row.map((_, place) => months.reduce((sum, month) => sum + (month[at]?.[place] ?? 0), 0)));

/** What is published of three months and their quarter; undefined where it cannot be. */
function lived(months: readonly Counts[]) {
  const then: { readonly publication: Publication; readonly tables: readonly Counted[] }[] = [];
  for (const [at, period] of MONTHS.entries()) {
    const tables = tablesOf(months[at] ?? []);
    const done = disclose({ rules: rulesFor("staff"), period, today: TODAY, tables });
    if (!done.ok) return undefined;
    then.push({ publication: done.value, tables });
  }
  const tables = tablesOf(sumsOf(months));
  const links = tables.map(({ id }) => ({ whole: id, plus: MONTHS.map((period) => ({ table: id, period })) }));
  const done = disclose({ rules: rulesFor("public"), period: QUARTER, today: TODAY, tables, earlier: then, links });
  return done.ok ? { then, now: { publication: done.value, tables } } : undefined;
}

/** Small counts of a month of which staff are left with fewer than three numbers, trying every solution. */
function told({ then, now }: NonNullable<ReturnType<typeof lived>>): readonly string[] {
  const known: Record<string, Known> = Object.fromEntries(now.tables.map((table) => [table.id, table]));
  const truth = new Map([
    ...then.flatMap(({ publication, tables }) => tables.flatMap((table) => [...truthOf(table, publication.period)])),
    ...now.tables.flatMap((table) => [...truthOf(table, QUARTER)]),
  ]);
  const attackerTold = (lowered: ReadonlySet<string>): Attacker => {
    const attacker = new Attacker();
    for (const { publication } of [...then, now]) attacker.read(publication, known, lowered);
    for (const name of truth.keys())
      if (name.startsWith(QUARTER))
        attacker.sum(
          name,
          MONTHS.map((month) => name.replace(QUARTER, month)),
        );
    return attacker;
  };
  const naive = attackerTold(new Set());
  const lowered = new Set([...naive.shown()].filter(([name, shown]) => (truth.get(name) ?? 0) >= shown + rulesFor("staff").base).map(([name]) => name));
  const attacker = attackerTold(lowered);
  return [...truth].flatMap(([name, count]) => {
    if (count >= (name.startsWith(QUARTER) ? 10 : 5)) return [];
    const possible = attacker.possible(name, 3);
    return possible.length < 3 ? [`${name}: ${count}, one of ${possible.join(", ")}`] : [];
  });
}

const counts = fc.array(fc.array(fc.oneof(fc.nat(6), fc.nat(14)), { minLength: 3, maxLength: 3 }), { minLength: 2, maxLength: 2 });

describe("a quarter beside its months", () => {
  it("tells staff, who have both, no small count of either, trying every solution", () => {
    let published = 0;
    fc.assert(
      fc.property(fc.tuple(counts, counts, counts), (months) => {
        const all = lived(months);
        if (!all) return;
        published += 1;
        expect(told(all)).toEqual([]);
      }),
      { numRuns: runs(2_000, 20) },
    );
    expect(published).toBeGreaterThan(runs(2_000, 20) / 2);
  });
  it("says what is not its months: the sums are held against each other before anything is published", () => {
    const month = tablesOf([[3, 4, 5]]);
    const done = disclose({ rules: rulesFor("staff"), period: MONTHS[0], today: TODAY, tables: month });
    if (!done.ok) return expect.fail("not published");
    const earlier = [{ publication: done.value, tables: month }];
    const links = [{ whole: "t", plus: [{ table: "t", period: MONTHS[0] }] }];
    expect(disclose({ rules: rulesFor("public"), period: QUARTER, today: TODAY, tables: tablesOf([[3, 4, 6]]), earlier, links })).toMatchObject({
      ok: false,
      refusal: { kind: "link-does-not-hold" },
    });
  });
  it("has sums that follow from its months' where each of those has the same sum, and not otherwise", () => {
    const follows = (monthAddsUp: boolean): boolean => {
      const system: System = { figures: new Map(), equations: new Map() };
      const row = () => [3, 1, 2].map((truth) => figureOf(truth, { threshold: 5, base: 5 }));
      const [quarter, month] = [row(), row()];
      const sum = (name: string, [total, ...parts]: readonly Figure[]) => total && addEquation(system, name, { kind: "row" }, [total, parts]);
      sum("quarter", quarter);
      if (monthAddsUp) sum("month", month);
      const linked = quarter.map((total, at) => ({ total, parts: month.slice(at, at + 1) }));
      for (const [at, { total, parts }] of linked.entries()) addEquation(system, `link ${at}`, { kind: "link" }, [total, parts]);
      markImplied(linked);
      return system.equations.get("quarter")?.implied ?? expect.fail("no such sum");
    };
    expect([follows(true), follows(false)]).toEqual([true, false]);
  });
});
