import { RecordId } from "../fields.ts";
import { addEquation, type Figure, figureOf, type System } from "./equations.ts";
import { type RowHeading, TOTAL, TrueCounts, type TrueTable } from "./true-tables.ts";

/** The figures of a table, by row and column; `total` is all rows, all columns. */
export interface FiguresOf {
  at(row: string, column: string): Figure | undefined;
  /** Each figure by what it counts, named alike in every table: `area=E1&service=meals`. */
  readonly byName: ReadonlyMap<string, Figure>;
}

/** What is wrong with a table; undefined where it can be read. */
export function wrongWithTable({ id, rows, columns, counts }: TrueTable): string | undefined {
  const headings = [...rows, ...columns];
  const wrongId = [{ id }, ...headings].find((heading) => heading.id === TOTAL || !RecordId.safeParse(heading.id).success);
  if (wrongId) return `'${wrongId.id}' cannot be an id`;
  if (columns.length === 0 || rows.length === 0) return "has no rows, or no columns";
  if (new Set(rows.map((row) => row.id)).size < rows.length || new Set(columns.map((column) => column.id)).size < columns.length) return "has an id twice";
  const lost = rows.find((row) => !leadsToTop(row, rows));
  if (lost) return `'${lost.id}' is a part of nothing in the table`;
  const given = TrueCounts.rowsOf(counts);
  if (given.length !== withoutParts(rows).length) return `has ${given.length} rows of counts, for ${withoutParts(rows).length} rows without parts`;
  if (given.some((row) => row.length !== columns.length)) return "has a row without a count for each column";
  return given.flat().every((count) => Number.isSafeInteger(count) && count >= 0) ? undefined : "has a count that is no whole number of 0 or more";
}

function leadsToTop(row: RowHeading, rows: readonly RowHeading[]): boolean {
  let above: RowHeading | undefined = row;
  for (let steps = 0; steps <= rows.length; steps++) {
    if (above?.parent === undefined) return above !== undefined;
    const parent: string = above.parent;
    above = rows.find(({ id }) => id === parent);
  }
  return false;
}

const withoutParts = (rows: readonly RowHeading[]): readonly RowHeading[] => {
  const parents = new Set(rows.map(({ parent }) => parent));
  return rows.filter(({ id }) => !parents.has(id));
};

/** What a table is added to: tables of one population and period share their totals. */
interface Adding {
  readonly system: System;
  /** Before the name of each figure: its population and period. */
  readonly prefix: string;
  readonly steps: { readonly threshold: number; readonly base: number };
  readonly frozen?: boolean;
  /** Called where the same figure has another count in another table. */
  readonly disagrees: (name: string) => void;
}

/** Adds a table's figures, and every sum in it, to what is audited. Totals, and larger areas, are summed from true counts. */
export function addTable(table: TrueTable, { system, prefix, steps, frozen = false, disagrees }: Adding): FiguresOf {
  const { rows, columns, rowsBy, columnsBy, rowsAddUp, columnsAddUp } = table;
  const byName = new Map<string, Figure>();
  const byPlace = new Map<string, ReadonlyMap<string, Figure>>();
  const inOrder = rowsBy < columnsBy;
  const nameAt = (row: string, column: string): string => {
    if (row === TOTAL) return column === TOTAL ? "" : `${columnsBy}=${column}`;
    if (column === TOTAL) return `${rowsBy}=${row}`;
    return inOrder ? `${rowsBy}=${row}&${columnsBy}=${column}` : `${columnsBy}=${column}&${rowsBy}=${row}`;
  };
  for (const [row, ofRow] of countsOf(table)) {
    const figures = new Map<string, Figure>();
    for (const [column, truth] of ofRow) {
      const name = nameAt(row, column);
      const figure = system.figures.get(`${prefix}|${name}`) ?? figureOf(truth, steps, frozen);
      if (figure.truth !== truth) disagrees(name);
      system.figures.set(`${prefix}|${name}`, figure);
      byName.set(name, figure);
      figures.set(column, figure);
    }
    byPlace.set(row, figures);
  }
  const at = (row: string, column: string): Figure | undefined => byPlace.get(row)?.get(column);
  const sum = (kind: "row" | "column", [row, column]: readonly [string, string], parts: readonly (readonly [string, string])[], implied = false) => {
    const total = at(row, column);
    const figures = parts.flatMap(([partRow, partColumn]) => at(partRow, partColumn) ?? []);
    const first = parts[0];
    if (total && first) addEquation(system, `${prefix}|${nameAt(row, column)} = ${nameAt(...first)} of ${parts.length}`, { kind, implied }, [total, figures]);
  };
  const partsOf = (parent: string | undefined) => rows.filter((row) => row.parent === parent).map(({ id }) => id);
  for (const column of [...columns.map(({ id }) => id), ...(columnsAddUp ? [TOTAL] : [])]) {
    for (const { id } of rows)
      sum(
        "column",
        [id, column],
        partsOf(id).map((part) => [part, column]),
      );
    if (rowsAddUp)
      sum(
        "column",
        [TOTAL, column],
        partsOf(undefined).map((part) => [part, column]),
      );
  }
  if (columnsAddUp) {
    // Of a row with parts it follows from theirs.
    for (const { id } of rows)
      sum(
        "row",
        [id, TOTAL],
        columns.map((column) => [id, column.id]),
        partsOf(id).length > 0,
      );
    if (rowsAddUp)
      sum(
        "row",
        [TOTAL, TOTAL],
        columns.map((column) => [TOTAL, column.id]),
      );
  }
  return { at, byName };
}

/** True counts of every row and column there is, the totals among them where people are in one alone. */
function countsOf({ rows, columns, rowsAddUp, columnsAddUp, counts }: TrueTable): ReadonlyMap<string, ReadonlyMap<string, number>> {
  const given = TrueCounts.rowsOf(counts);
  const leaves = new Map(withoutParts(rows).map(({ id }, at) => [id, given[at] ?? []]));
  const sumOf = (parts: readonly (readonly number[])[]): readonly number[] => columns.map((_, at) => parts.reduce((sum, part) => sum + (part[at] ?? 0), 0));
  const ofRow = (id: string): readonly number[] => leaves.get(id) ?? sumOf(rows.filter(({ parent }) => parent === id).map((part) => ofRow(part.id)));
  const withTotal = (row: readonly number[]): ReadonlyMap<string, number> =>
    new Map([
      ...columns.map(({ id }, at) => [id, row[at] ?? 0] as const),
      ...(columnsAddUp ? [[TOTAL, row.reduce((sum, count) => sum + count, 0)] as const] : []),
    ]);
  const all = rows.map(({ id }) => [id, withTotal(ofRow(id))] as const);
  const totals = rowsAddUp ? [[TOTAL, withTotal(sumOf([...leaves.values()]))] as const] : [];
  return new Map([...all, ...totals]);
}
