import type { Heading, TrueTable } from "../../../shared/domain/small-numbers/true-tables.ts";
import { TrueCounts } from "../../../shared/domain/small-numbers/true-tables.ts";

/** A table with its true counts, row by row, as it is kept where no route reads it: a later period may be linked with it. */
export interface CountedTable extends Pick<TrueTable, "id" | "title" | "rowsBy" | "columnsBy"> {
  readonly rows: readonly Heading[];
  readonly columns: readonly Heading[];
  readonly answers: boolean;
  readonly counts: readonly (readonly number[])[];
}

/** Everybody in these tables was invited, and is counted in one row and one column of each: so they are audited together. */
const POPULATION = "invited";

/** The table as `disclose` takes it. */
export const trueTable = ({ id, title, rowsBy, columnsBy, rows, columns, answers, counts }: CountedTable): TrueTable => ({
  ...{ id, title, rowsBy, columnsBy, rows, columns, answers },
  ...{ population: POPULATION, rowsAddUp: true, columnsAddUp: true },
  counts: new TrueCounts(counts),
});

const at = ({ rows, columns, counts }: CountedTable, row: string, column: string): number =>
  counts[rows.findIndex(({ id }) => id === row)]?.[columns.findIndex(({ id }) => id === column)] ?? 0;

/** The tables of several periods together, under the headings of `like`: the sum of what was counted then, and not a new count. */
export const sumOf = (like: readonly CountedTable[], periods: readonly (readonly CountedTable[])[]): readonly CountedTable[] =>
  like.map((table) => {
    const then = periods.flatMap((tables) => tables.filter(({ id }) => id === table.id));
    const counts = table.rows.map((row) => table.columns.map((column) => then.reduce((sum, one) => sum + at(one, row.id, column.id), 0)));
    return { ...table, counts };
  });

/** How many counted people two counts of the same period differ by, at the least: in the table where most do. */
export const changedBetween = (before: readonly CountedTable[], now: readonly CountedTable[]): number =>
  Math.max(
    0,
    ...now.map((table) => {
      const then = before.find(({ id }) => id === table.id);
      const moved = table.rows.flatMap((row) => table.columns.map((column) => at(table, row.id, column.id) - (then ? at(then, row.id, column.id) : 0)));
      const sumOfThose = (sign: 1 | -1) => moved.reduce((sum, one) => sum + Math.max(0, sign * one), 0);
      return Math.max(sumOfThose(1), sumOfThose(-1));
    }),
  );
