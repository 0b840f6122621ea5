import { anything, type Figure, NO_LIMIT, type Range } from "./equations.ts";
import { ShownCount, type ShownTable } from "./publication.ts";
import type { DisclosureRules } from "./rules.ts";
import type { FiguresOf } from "./tables.ts";
import { TOTAL, type TrueTable } from "./true-tables.ts";

/** How every figure of a table is shown before the audit: by its size; where nearly all gave one answer, by that; and not where one source gave too much. */
export function showAll(table: TrueTable, figures: FiguresOf, rules: DisclosureRules): void {
  for (const { row, column } of everyPlace(table)) {
    const figure = figures.at(row, column);
    if (figure && figure.shown === undefined) show(figure, bySize(figure));
  }
  if (table.answers && table.columnsAddUp) for (const row of everyRow(table)) showAlike(row, table, figures, rules);
  for (const { row, column } of table.unusual ?? []) {
    const figure = figures.at(row, column);
    if (figure && figure.truth >= figure.threshold) show(figure, { notShown: "unusual" });
  }
}

const everyRow = ({ rows, rowsAddUp }: TrueTable): readonly string[] => [...rows.map(({ id }) => id), ...(rowsAddUp ? [TOTAL] : [])];
const everyPlace = (table: TrueTable) =>
  everyRow(table).flatMap((row) => [...table.columns.map(({ id }) => id), ...(table.columnsAddUp ? [TOTAL] : [])].map((column) => ({ row, column })));

const bySize = ({ truth, threshold, base }: Figure) => (truth < threshold ? { fewerThan: threshold } : { atLeast: base * Math.floor(truth / base) });

/**
 * Everybody alike: where one answer has `mostPercent` of a row, and all others together are below the threshold, it is shown as most, and the others are not.
 * That all of them gave it, or all but one, cannot be told from that a few did not.
 */
function showAlike(row: string, { columns }: TrueTable, { at }: FiguresOf, { threshold, mostPercent }: DisclosureRules): void {
  const total = at(row, TOTAL);
  const cells = columns.flatMap(({ id }) => at(row, id) ?? []);
  const [largest] = cells.toSorted((a, b) => b.truth - a.truth);
  if (!total || !largest || total.truth < threshold) return;
  if (total.truth - largest.truth >= threshold || largest.truth * 100 < total.truth * mostPercent) return;
  for (const cell of cells) show(cell, cell === largest ? { most: true } : { notShown: "alike" }, total);
}

/** Shows a figure, and notes what a reader knows by that. */
function show(figure: Figure, as: unknown, ofRow?: Figure): void {
  figure.shown = ShownCount.parse(as);
  figure.known = knownBy(figure.shown, figure, ofRow);
  figure.assumed = figure.known;
}

function knownBy(shown: ShownCount, { threshold, base }: Figure, ofRow?: Figure): Range {
  if ("fewerThan" in shown) return { least: 0, most: threshold - 1 };
  if ("atLeast" in shown) return { least: shown.atLeast, most: shown.atLeast + base - 1 };
  if ("most" in shown) return { least: Math.max(0, (ofRow?.known.least ?? 0) - (threshold - 1)), most: NO_LIMIT };
  if (shown.notShown === "protects") return anything;
  return shown.notShown === "alike" ? { least: 0, most: threshold - 1 } : { least: threshold, most: NO_LIMIT };
}

/**
 * Takes every figure of an earlier table as it was published. A figure that is larger than it says was lowered then. Answers the first that cannot be what
 * was published of it.
 */
export function frozenAs(figures: FiguresOf, table: TrueTable, published: ShownTable | undefined): string | undefined {
  for (const row of everyRow(table)) {
    const then = row === TOTAL ? published?.totals : published?.rows.find(({ id }) => id === row);
    const places = [
      ...(table.columnsAddUp ? [{ column: TOTAL, shown: then?.total }] : []),
      ...table.columns.map(({ id }) => ({ column: id, shown: then?.cells[published?.columns.findIndex((column) => column.id === id) ?? -1] })),
    ];
    for (const { column, shown } of places) {
      const figure = figures.at(row, column);
      if (!figure) continue;
      if (shown === undefined) return `${row}, ${column}`;
      show(figure, shown, figures.at(row, TOTAL));
      const { least, most } = figure.known;
      if ("atLeast" in shown && figure.truth > most) {
        figure.lowered = true;
        figure.known = { least, most: NO_LIMIT };
      } else if (figure.truth < least || figure.truth > most) return `${row}, ${column}`;
    }
  }
  return undefined;
}
