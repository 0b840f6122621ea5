import type { ShownCount, ShownRow, ShownTable } from "./publication.ts";

// In which order, and in which shade, figures are shown: by what is shown of them alone. By true counts, a hidden one would be known to lie between two others.

const byName = new Intl.Collator("en-GB", { numeric: true });
const sizeOf = (shown: ShownCount | undefined): number => (shown !== undefined && "atLeast" in shown ? shown.atLeast : 0);
const shownIn = ({ columns }: ShownTable, row: ShownRow, column: string): ShownCount | undefined => {
  const at = columns.findIndex(({ id }) => id === column);
  return at === -1 ? row.total : row.cells[at];
};

/** Rows with the largest figure of a column first; those shown alike, and those hidden, by name. A column that is none is the total. */
export const largestFirst = (table: ShownTable, column: string): readonly ShownRow[] =>
  table.rows.toSorted((a, b) => sizeOf(shownIn(table, b, column)) - sizeOf(shownIn(table, a, column)) || byName.compare(a.name, b.name));

/** The rank of each row by a column's figures, from 1: those shown alike have the same, and what is hidden has none. */
export function ranks(table: ShownTable, column: string): ReadonlyMap<string, number> {
  const sizes = table.rows.map((row) => ({ id: row.id, size: sizeOf(shownIn(table, row, column)) })).filter(({ size }) => size > 0);
  return new Map(sizes.map(({ id, size }) => [id, 1 + sizes.filter((other) => other.size > size).length]));
}

/**
 * The class of a map's shade: how many of the limits a shown figure reaches; undefined where it is hidden, which has a pattern of its own. By what is shown, so
 * that it tells nothing more, whatever the limits are.
 */
export const shadeOf = (shown: ShownCount, limits: readonly number[]): number | undefined => {
  const size = sizeOf(shown);
  return size === 0 ? undefined : limits.filter((limit) => size >= limit).length;
};
