import type { Columns } from "../import/header.ts";
import { csvRows, type ImportReport, type RefusedRow } from "../import/rows.ts";

/** Why a row is not taken: which of its fields, and what is wrong there. */
export interface BadField {
  readonly field: string;
  readonly reason: string;
}

/** What a file's rows are worth: read one by one, those that are bad told of by line. `left` counts what the file has beside what is wanted of it. */
export interface ReadRows<Row> {
  readonly rows: readonly Row[];
  readonly refused: readonly RefusedRow[];
  readonly left: number;
}

/** Reads each row of a file. `read` gives what it is, what is wrong with it, or undefined for a row that is of something else. */
export async function readRows<Row extends object>(
  file: string,
  columns: Columns,
  read: (text: (name: string) => string) => Row | BadField | undefined,
): Promise<ReadRows<Row>> {
  const rows: Row[] = [];
  const refused: RefusedRow[] = [];
  let left = 0;
  for await (const row of csvRows(file, columns)) {
    if ("unreadable" in row) {
      refused.push({ line: row.line, field: "line", reason: row.unreadable });
      continue;
    }
    const taken = read((name) => String(row.values[name] ?? "").trim());
    if (taken === undefined) left += 1;
    else if (isBad(taken)) refused.push({ line: row.line, ...taken });
    else rows.push(taken);
  }
  return { rows, refused, left };
}

const isBad = (taken: object): taken is BadField => "reason" in taken && "field" in taken;

/** What became of some things when they were put to those that were there already, by their codes. */
export interface Merged<Row> {
  /** All there are now, in the order of their codes. */
  readonly all: readonly Row[];
  readonly counts: Pick<ImportReport, "added" | "changed" | "unchanged">;
}

/** Puts rows to what is known: one of a known code replaces it, and nothing else is lost. */
export function mergedBy<Row>(codeOf: (row: Row) => string, known: readonly Row[], rows: readonly Row[]): Merged<Row> {
  const all = new Map(known.map((row) => [codeOf(row), row]));
  const counts = { added: 0, changed: 0, unchanged: 0 };
  for (const row of rows) {
    const before = all.get(codeOf(row));
    counts[before === undefined ? "added" : isSame(before, row) ? "unchanged" : "changed"] += 1;
    all.set(codeOf(row), row);
  }
  return { all: [...all].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, row]) => row), counts };
}

/** Whether two things are alike, in whatever order their fields stand. */
export const isSame = (one: unknown, other: unknown): boolean => inOrder(one) === inOrder(other);

const inOrder = (value: unknown): string =>
  JSON.stringify(value, (_name, inner: unknown) =>
    typeof inner === "object" && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );

const GSS = /^[A-Z]\d{8}$/;
export const isGss = (code: string): boolean => GSS.test(code);

/** What is wrong with a GSS code of a field; undefined where nothing is. */
export const notGss = (field: string, code: string, example: string): BadField | undefined =>
  isGss(code) ? undefined : { field, reason: `is not a GSS code such as ${example}` };

/** Degrees as a file writes them; NaN where they are no number. */
export const degrees = (text: string): number => (/^-?\d+(\.\d+)?$/.test(text) ? Number(text) : Number.NaN);

/** What is wrong with where something is; undefined where it is in the United Kingdom. */
export function notInTheUk(lat: number, lon: number, names: { readonly lat: string; readonly lon: string }): BadField | undefined {
  if (!(lat >= 49 && lat <= 62)) return { field: names.lat, reason: "is not a latitude in the United Kingdom" };
  return lon >= -9 && lon <= 3 ? undefined : { field: names.lon, reason: "is not a longitude in the United Kingdom" };
}

/** A whole number of people; undefined where it is none. */
export const people = (text: string): number | undefined => (/^\d{1,8}$/.test(text) ? Number(text) : undefined);
