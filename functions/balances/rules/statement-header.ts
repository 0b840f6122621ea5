import { type StatementLayout, statementLayouts } from "../../../shared/policy/statement-layouts.ts";
import { readDay } from "./statement-dates.ts";

/** Where the columns of a layout stand in a file, and how many cells a row has. */
export interface PlacedLayout {
  readonly name: string;
  readonly layout: StatementLayout;
  readonly width: number;
  /** The header's cells; none where the file has no header. */
  readonly header: readonly string[];
  /** The place of a column by its name; undefined where this file has none. */
  place(column: string | undefined): number | undefined;
}

/** The cells without blanks around them, and without empty ones at the end: a header may end with a comma. */
export function trimmedCells(cells: readonly string[]): readonly string[] {
  const trimmed = cells.map((cell) => cell.trim());
  return trimmed.slice(0, trimmed.findLastIndex((cell) => cell !== "") + 1);
}

/** The layout placed on these cells, that are its header or, where it has none, its first row; undefined where they are not. Columns are never guessed. */
export function placedOn(name: string, layout: StatementLayout, cells: readonly string[]): PlacedLayout | undefined {
  const found = trimmedCells(cells);
  if (layout.headers.length === 0) return placedByNumber(name, layout, cells);
  const header = layout.headers.find((one) => one.length === found.length && one.every((cell, at) => cell === found[at]));
  if (!header) return undefined;
  return { name, layout, width: header.length, header, place: placeIn(header) };
}

const placeIn = (header: readonly string[]) => (column: string | undefined) => {
  const at = column === undefined ? -1 : header.indexOf(column);
  return at < 0 ? undefined : at;
};

function placedByNumber(name: string, layout: StatementLayout, cells: readonly string[]): PlacedLayout | undefined {
  const { columns, dates } = layout;
  const needed = [columns.posted, columns.amount, columns.paidOut, columns.paidIn, ...columns.text].flatMap((column) =>
    column === undefined ? [] : [Number(column)],
  );
  const width = cells.length;
  const most = Math.max(...needed, Number(columns.balance ?? 0));
  if (width < Math.max(...needed) || width > most || readDay((cells[Number(columns.posted) - 1] ?? "").trim(), dates) === undefined) return undefined;
  const place = placeIn(Array.from({ length: width }, (_, at) => String(at + 1)));
  return { name, layout, width, header: [], place };
}

/** The names of the layouts whose header these cells are. */
export const layoutsOf = (cells: readonly string[]): readonly string[] =>
  [...statementLayouts()].filter(([name, layout]) => layout.headers.length > 0 && placedOn(name, layout, cells) !== undefined).map(([name]) => name);
