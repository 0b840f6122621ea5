import type { Period } from "./period.ts";

/** Columns and rows of a table: who is counted in which. */
export interface Heading {
  readonly id: string;
  readonly name: string;
}
/** An area, a provider: with the row it is a part of, where there is one. */
export interface RowHeading extends Heading {
  readonly parent?: string;
}

/**
 * Counts as they are. What is in it can be read by `disclose` alone: it is written into no page, no file and no log, as whoever tries gets an error or nothing.
 * By rows that have no parts, in the order of the table, and in each by columns.
 */
export class TrueCounts {
  readonly #rows: readonly (readonly number[])[];
  constructor(rows: readonly (readonly number[])[]) {
    this.#rows = rows;
  }
  static rowsOf(counts: TrueCounts): readonly (readonly number[])[] {
    return counts.#rows;
  }
  toJSON(): never {
    throw new Error("True counts are shown nowhere: show what disclose() makes of them");
  }
  toString(): never {
    return this.toJSON();
  }
}

/** One table of the fixed list (docs/disclosure.md). */
export interface TrueTable {
  readonly id: string;
  readonly title: string;
  /** Who is counted. Tables that count the same people share their totals, and are audited together. */
  readonly population: string;
  /** What rows and columns tell apart: `area`, `service`. Of one population, a name has the same headings in every table. */
  readonly rowsBy: string;
  readonly columnsBy: string;
  readonly rows: readonly RowHeading[];
  readonly columns: readonly Heading[];
  /** Whether each person is in one row, and in one column, and no more: only then there are totals. */
  readonly rowsAddUp: boolean;
  readonly columnsAddUp: boolean;
  /** Whether columns are answers to one question: then nearly all alike is shown as most. */
  readonly answers?: boolean;
  readonly counts: TrueCounts;
  /** Figures of which one source gave too much, as `withoutOneSource` says, by row and column. */
  readonly unusual?: readonly { readonly row: string; readonly column: string }[];
}

/** The name of all rows, and of all columns. */
export const TOTAL = "total";

/**
 * What counts of a cell, given how much each network or visitor gave. One that gave more than `oneSourcePercent` of it is left out, below the threshold too: else
 * whoever adds to a cell learns from when the figure changes how much is there without them. Where one was left out, the table says so in `unusual`.
 */
export function withoutOneSource(bySource: readonly number[], oneSourcePercent: number): { readonly count: number; readonly unusual: boolean } {
  const all = bySource.reduce((sum, given) => sum + given, 0);
  const largest = Math.max(0, ...bySource);
  const unusual = largest * 100 > all * oneSourcePercent;
  return { count: unusual ? all - largest : all, unusual };
}

/** A table of this period by its id, or one of an earlier period. */
export type TableReference = string | { readonly table: string; readonly period: Period };

/**
 * What a reader knows to be equal, figure by figure, of tables with the same rows and columns: `whole` is all of `plus` without all of `minus`.
 * A running total is the one of last period, and a rest that nobody publishes; a quarter is its months; who waits is who waited, who joined and who left.
 */
export interface Link {
  readonly whole: TableReference;
  readonly plus: readonly TableReference[];
  readonly minus?: readonly TableReference[];
  /** Whether something unpublished was added besides: none or more, and protected as a figure of its own. */
  readonly rest?: boolean;
}
