import type { Heading, RowHeading, TrueTable } from "../domain/small-numbers/true-tables.ts";
import { TrueCounts } from "../domain/small-numbers/true-tables.ts";

/** A table with its true counts, row by row, as it is kept where no route reads it: a later period may be linked with it. */
export interface CountedTable extends Pick<TrueTable, "id" | "title" | "rowsBy" | "columnsBy"> {
  readonly rows: readonly RowHeading[];
  readonly columns: readonly Heading[];
  readonly answers: boolean;
  /** Of each row that has no parts, in their order. */
  readonly counts: readonly (readonly number[])[];
  /** Figures from which one source was left out. */
  readonly unusual?: readonly { readonly row: string; readonly column: string }[] | undefined;
}

/** Who is counted in a table, and whether each of them is in one row, and one column, of it and no more. */
export type Counts = Pick<TrueTable, "population" | "rowsAddUp" | "columnsAddUp">;

/** The table as `disclose` takes it. */
export const trueTable = ({ id, title, rowsBy, columnsBy, rows, columns, answers, counts, unusual }: CountedTable, counting: Counts): TrueTable => ({
  ...{ id, title, rowsBy, columnsBy, rows, columns, answers, ...counting },
  ...(unusual === undefined ? {} : { unusual }),
  counts: new TrueCounts(counts),
});

/** The rows that are counted themselves: the others are their sums. */
export const leavesOf = (rows: readonly RowHeading[]): readonly RowHeading[] => {
  const parents = new Set(rows.map(({ parent }) => parent));
  return rows.filter(({ id }) => !parents.has(id));
};

const at = ({ rows, columns, counts }: CountedTable, row: string, column: string): number =>
  counts[leavesOf(rows).findIndex(({ id }) => id === row)]?.[columns.findIndex(({ id }) => id === column)] ?? 0;

/** The tables of several periods together, under the headings of `like`: the sum of what was counted then, and not a new count. */
export const sumOf = (like: readonly CountedTable[], periods: readonly (readonly CountedTable[])[]): readonly CountedTable[] =>
  like.map((table) => {
    const then = periods.flatMap((tables) => tables.filter(({ id }) => id === table.id));
    const counts = leavesOf(table.rows).map((row) => table.columns.map((column) => then.reduce((sum, one) => sum + at(one, row.id, column.id), 0)));
    const unusual = then.flatMap((one) => one.unusual ?? []);
    return { ...table, counts, ...(unusual.length === 0 ? {} : { unusual }) };
  });

/** How many counted people two counts of the same period differ by, at the least: in the table where most do. */
export const changedBetween = (before: readonly CountedTable[], now: readonly CountedTable[]): number =>
  Math.max(
    0,
    ...now.map((table) => {
      const then = before.find(({ id }) => id === table.id);
      const moved = leavesOf(table.rows).flatMap((row) =>
        table.columns.map((column) => at(table, row.id, column.id) - (then ? at(then, row.id, column.id) : 0)),
      );
      const sumOfThose = (sign: 1 | -1) => moved.reduce((sum, one) => sum + Math.max(0, sign * one), 0);
      return Math.max(sumOfThose(1), sumOfThose(-1));
    }),
  );
