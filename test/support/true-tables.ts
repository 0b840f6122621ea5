import { disclose, type Earlier, type ToDisclose } from "../../shared/domain/small-numbers/disclose.ts";
import type { Publication } from "../../shared/domain/small-numbers/publication.ts";
import type { Audience, DisclosureRules } from "../../shared/domain/small-numbers/rules.ts";
import { type Link, TrueCounts, type TrueTable } from "../../shared/domain/small-numbers/true-tables.ts";
import { disclosureRulesOn } from "../../shared/policy/disclosure.ts";
import { figureName } from "./disclosure-attacker.ts";

export const rulesFor = (audience: Audience): DisclosureRules => disclosureRulesOn(audience, "2026-11-28");
/** The last period but one, the last, and a day when it is over. */
export const periodsFor = (audience: Audience) =>
  audience === "public"
    ? ({ before: "2026-07-01/P3M", now: "2026-10-01/P3M", today: "2027-01-02" } as const)
    : ({ before: "2026-11-01/P1M", now: "2026-12-01/P1M", today: "2027-01-02" } as const);

export interface Counted extends TrueTable {
  /** The counts again, for the test to hold what is published against. */
  readonly rowsOfCounts: readonly (readonly number[])[];
}

/** A table of counts, row by row: `r0` and on, `c0` and on. Rows can be parts of others: `{ r0: "p0" }` puts r0 into p0, which is added. */
export function aTable(
  counts: readonly (readonly number[])[],
  more: Partial<TrueTable> & { readonly partOf?: Readonly<Record<string, string>> } = {},
): Counted {
  const { partOf = {}, ...changes } = more;
  const parents = [...new Set(Object.values(partOf))];
  return {
    id: "t",
    title: "Area",
    population: "people",
    rowsBy: "area",
    columnsBy: "class",
    rows: [
      ...counts.map((_, at) => ({ id: `r${at}`, name: `Area ${at}`, ...(partOf[`r${at}`] === undefined ? {} : { parent: partOf[`r${at}`] ?? "" }) })),
      ...parents.map((id) => ({ id, name: `District ${id}` })),
    ],
    columns: (counts[0] ?? []).map((_, at) => ({ id: `c${at}`, name: `Class ${at}` })),
    rowsAddUp: true,
    columnsAddUp: true,
    counts: new TrueCounts(counts),
    ...changes,
    rowsOfCounts: counts,
  };
}

/** True counts of a table by the attacker's names. */
export function truthOf({ rows, columns, rowsOfCounts, rowsAddUp, columnsAddUp, ...known }: Counted, period: string): ReadonlyMap<string, number> {
  const truth = new Map<string, number>();
  const leaves = rows.filter(({ id }) => !rows.some(({ parent }) => parent === id));
  const add = (row: string, column: string, count: number) => {
    const name = figureName(period, known, row, column);
    truth.set(name, (truth.get(name) ?? 0) + count);
  };
  for (const [at, leaf] of leaves.entries()) {
    const above = [leaf.id, ...(rowsAddUp ? ["total"] : [])];
    for (let parent = leaf.parent; parent !== undefined; parent = rows.find(({ id }) => id === parent)?.parent) above.push(parent);
    for (const [place, { id }] of columns.entries())
      for (const row of above) for (const column of [id, ...(columnsAddUp ? ["total"] : [])]) add(row, column, rowsOfCounts[at]?.[place] ?? 0);
  }
  return truth;
}

/** What is published of tables, which nothing refuses. */
export function published(audience: Audience, tables: readonly TrueTable[], more: Partial<ToDisclose> = {}): Publication {
  const { now, today } = periodsFor(audience);
  const result = disclose({ rules: rulesFor(audience), period: now, today, tables, ...more });
  if (!result.ok) throw new Error(`Not published: ${JSON.stringify(result.refusal)}`);
  return result.value;
}

/** What was published of tables a period earlier. */
export const publishedBefore = (audience: Audience, tables: readonly TrueTable[]): Earlier => ({
  tables,
  publication: published(audience, tables, { period: periodsFor(audience).before }),
});

/** That a table's figures never fall: those of last period, and what was added. */
export const runningTotal = (audience: Audience, table = "t"): Link => ({ whole: table, plus: [{ table, period: periodsFor(audience).before }], rest: true });
