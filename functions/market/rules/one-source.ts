import { withoutOneSource } from "../../../shared/domain/small-numbers/true-tables.ts";
import type { SearchCell } from "./search-cells.ts";

/** Where a search stands in a table; undefined where it is in none of its figures. */
export interface Placing {
  readonly table: string;
  readonly rowOf: (cell: SearchCell) => string;
  readonly columnOf: (cell: SearchCell) => string | undefined;
}

/** A figure from which a source was left out. */
export interface Unusual {
  readonly table: string;
  readonly row: string;
  readonly column: string;
}

/** When one source is too much: its share in a figure, and how much it gave of it at least. */
export interface OneSource {
  readonly percent: number;
  readonly least: number;
}

interface Figure extends Unusual {
  readonly cells: readonly SearchCell[];
}

function figuresOf(cells: readonly SearchCell[], placings: readonly Placing[]): readonly Figure[] {
  return placings.flatMap(({ table, rowOf, columnOf }) => {
    const placed = cells.flatMap((cell) => {
      const column = columnOf(cell);
      return column === undefined ? [] : [{ cell, row: rowOf(cell), column }];
    });
    return [...Map.groupBy(placed, ({ row, column }) => `${row}|${column}`).values()].flatMap((alike) => {
      const [first] = alike;
      return first ? [{ table, row: first.row, column: first.column, cells: alike.map(({ cell }) => cell) }] : [];
    });
  });
}

/** The lot that gave too much of a figure; undefined where none did. */
function tooMuch(cells: readonly SearchCell[], { percent, least }: OneSource): number | undefined {
  const byLot = new Map<number, number>();
  for (const { lot, count } of cells) byLot.set(lot, (byLot.get(lot) ?? 0) + count);
  const [largest] = [...byLot].toSorted(([lot, a], [other, b]) => b - a || lot - other);
  return largest && largest[1] >= least && withoutOneSource([...byLot.values()], percent).unusual ? largest[0] : undefined;
}

/**
 * Searches without those of any source that gave too much of a figure, in any table: they are left out of all tables, so that all count the same. Again until
 * there is no such source any more, for a figure that lost one is smaller than before.
 */
export function withoutRepeats(
  cells: readonly SearchCell[],
  placings: readonly Placing[],
  limits: OneSource,
): { readonly cells: readonly SearchCell[]; readonly unusual: readonly Unusual[] } {
  const unusual: Unusual[] = [];
  for (let left = cells; ; ) {
    const out = new Set<SearchCell>();
    for (const { table, row, column, cells: within } of figuresOf(left, placings)) {
      const lot = tooMuch(within, limits);
      if (lot === undefined) continue;
      unusual.push({ table, row, column });
      for (const cell of within) if (cell.lot === lot) out.add(cell);
    }
    if (out.size === 0) return { cells: left, unusual };
    left = left.filter((cell) => !out.has(cell));
  }
}
