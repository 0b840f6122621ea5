import { basename } from "node:path";
import { tidied } from "../domain/typed-text.ts";
import { servicePolicy } from "../policy/service.ts";
import { csvRecords } from "./csv.ts";
import { type FileText, lostLetters, type Note, textOf, UnusableFile } from "./encoding.ts";
import { type Columns, type Header, headerIn, noHeader, noteUnused } from "./header.ts";

/** One row of a file: its line, and what it says; or why it cannot be read. */
export type FileRow = { readonly line: number; readonly values: Readonly<Record<string, unknown>> } | { readonly line: number; readonly unreadable: string };

/** A row that was not taken, for the person who brought the file. */
export interface RefusedRow {
  readonly line: number;
  readonly field: string;
  readonly reason: string;
  /** The name of its file, where several were brought. */
  readonly file?: string;
}

/** The same rows with the name of their file, where it is one of several. */
export const withFile = (rows: readonly RefusedRow[], file: string, files: readonly string[]): readonly RefusedRow[] =>
  files.length > 1 ? rows.map((row) => ({ ...row, file: basename(file) })) : rows;

/** What an import did. */
export interface ImportReport {
  readonly added: number;
  readonly changed: number;
  readonly unchanged: number;
  readonly refused: readonly RefusedRow[];
  /** Rows that were taken and should be looked at. */
  readonly doubtful?: readonly RefusedRow[];
}

/** Told how many rows have been read, now and then, so that somebody waiting can be told too. */
export type Progress = (rows: number) => void;

const { bannerRows, longestRowCharacters } = servicePolicy.imports;
const NOBODY: Note = () => undefined;

/** The objects of a JSON Lines file, one a line, streamed. Blank lines are passed over. Throws `UnusableFile`. */
export async function* jsonLines(file: string, note: Note = NOBODY): AsyncGenerator<FileRow> {
  const text = await textOf(file, note);
  let line = 0;
  for await (const written of linesOf(text.pieces)) {
    line += 1;
    if (written.trim() !== "") yield jsonRow(line, written, text);
  }
}

async function* linesOf(pieces: AsyncIterable<string>): AsyncGenerator<string> {
  let rest = "";
  for await (const piece of pieces) {
    const [first = "", ...others] = piece.split("\n");
    // Of a line that is too long only enough is kept to see that it is.
    rest = (rest + first).slice(0, longestRowCharacters + 2);
    for (const next of others) {
      yield rest.replace(/\r$/, "");
      rest = next;
    }
  }
  if (rest !== "") yield rest;
}

function jsonRow(line: number, text: string, { encoding }: FileText): FileRow {
  if (text.length > longestRowCharacters) return { line, unreadable: `is longer than ${longestRowCharacters} characters` };
  const lost = lostLetters(text, encoding);
  if (lost !== undefined) return { line, unreadable: lost };
  try {
    const values: unknown = JSON.parse(text, (_name, value: unknown) => (typeof value === "string" ? tidied(value) : value));
    if (typeof values !== "object" || values === null || Array.isArray(values)) return { line, unreadable: "is not a JSON object" };
    const lostWithin = lostLetters(JSON.stringify(values), "utf-8");
    return lostWithin === undefined ? { line, values: { ...values } } : { line, unreadable: lostWithin };
  } catch {
    return { line, unreadable: "is not valid JSON" };
  }
}

/**
 * The rows of a CSV file by the names of the columns that are taken, streamed; every value is text, as a spreadsheet
 * shows it, without what nobody sees (`tidied`). Rows before the header and blank rows are passed over. A row that cannot be read is told by the line it
 * begins on. Throws `UnusableFile` where the header is missing, doubtful, or not of a file divided by commas.
 */
export async function* csvRows(file: string, columns: Columns, note: Note = NOBODY): AsyncGenerator<FileRow> {
  const text = await textOf(file, note);
  const before: (readonly string[])[] = [];
  let header: Header | undefined;
  for await (const { line, lastLine, cells, unreadable } of csvRecords(text.pieces, ",", longestRowCharacters)) {
    if (header === undefined) {
      if (before.length === 0 && line === 1) refuseOtherDivider(file, cells);
      if (cells.every(isBlank)) continue;
      header = headerIn(file, cells, columns);
      if (header) {
        noteUnused(cells, header, note);
        if (before.length > 0) note(`has ${before.length} rows before its header, which were passed over`);
        continue;
      }
      before.push(cells);
      if (before.length > bannerRows) break;
      continue;
    }
    if (unreadable === undefined && cells.every(isBlank)) continue;
    const lines = lastLine > line ? ` (lines ${line} to ${lastLine})` : "";
    if (unreadable !== undefined) yield { line, unreadable: `${unreadable}${lines}` };
    else if (cells.findLastIndex((cell) => !isBlank(cell)) >= header.width)
      yield { line, unreadable: "has more cells than the header has columns: is there a comma too many?" };
    else yield rowOf(line, cells, header, text);
  }
  if (header === undefined) throw noHeader(file, before.toSorted((a, b) => filled(b) - filled(a))[0] ?? [], columns);
}

const isBlank = (cell: string): boolean => cell.trim() === "";
const filled = (cells: readonly string[]): number => cells.filter((cell) => !isBlank(cell)).length;

/** Some spreadsheets say in a first row `sep=;` what divides the columns. */
function refuseOtherDivider(file: string, [first = "", ...others]: readonly string[]): void {
  const divider = /^\s*sep=(.)/i.exec(first)?.[1];
  if (divider !== undefined && divider !== "," && others.length === 0)
    throw new UnusableFile(`${file} says sep=${divider === "\t" ? "(tab)" : divider}: save it as “CSV UTF-8 (comma delimited)”`);
}

function rowOf(line: number, cells: readonly string[], { at }: Header, { encoding }: FileText): FileRow {
  const values: Record<string, string> = {};
  for (const [name, index] of at) {
    const cell = cells[index] ?? "";
    const lost = lostLetters(cell, encoding);
    if (lost !== undefined) return { line, unreadable: `has a cell in ${name} that ${lost}` };
    values[name] = tidied(cell);
  }
  return { line, values };
}
