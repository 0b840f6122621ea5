import { createReadStream } from "node:fs";
import { createInterface } from "node:readline";
import { parse } from "csv-parse";

/** One row of a file: its line, and what it says; or why it cannot be read. */
export type FileRow = { readonly line: number; readonly values: Readonly<Record<string, unknown>> } | { readonly line: number; readonly unreadable: string };

/** A row that was not taken, for the person who brought the file. */
export interface RefusedRow {
  readonly line: number;
  readonly field: string;
  readonly reason: string;
}

/** What an import did. */
export interface ImportReport {
  readonly added: number;
  readonly changed: number;
  readonly unchanged: number;
  readonly refused: readonly RefusedRow[];
}

/** Told how many rows have been read, now and then, so that somebody waiting can be told too. */
export type Progress = (rows: number) => void;

const MOST_LINE_CHARACTERS = 100_000;

/** The objects of a JSON Lines file, one a line, streamed. Blank lines are passed over. */
export async function* jsonLines(file: string): AsyncGenerator<FileRow> {
  let line = 0;
  for await (const text of createInterface({ input: createReadStream(file), crlfDelay: Number.POSITIVE_INFINITY })) {
    line += 1;
    const tidy = line === 1 ? text.replace(/^\uFEFF/, "") : text;
    if (tidy.trim() === "") continue;
    yield jsonRow(line, tidy);
  }
}

function jsonRow(line: number, text: string): FileRow {
  if (text.length > MOST_LINE_CHARACTERS) return { line, unreadable: `is longer than ${MOST_LINE_CHARACTERS} characters` };
  try {
    const values: unknown = JSON.parse(text);
    if (typeof values !== "object" || values === null || Array.isArray(values)) return { line, unreadable: "is not a JSON object" };
    return { line, values: { ...values } };
  } catch {
    return { line, unreadable: "is not valid JSON" };
  }
}

/** A CSV file without the columns it must have. */
export class MissingColumns extends Error {}

/** The rows of a CSV file by the names in its header, streamed; every value is text. */
export async function* csvRows(file: string, required: readonly (readonly string[])[] = []): AsyncGenerator<FileRow> {
  const parser = createReadStream(file).pipe(
    parse({
      bom: true,
      columns: (header: string[]) => {
        const names = header.map((name) => name.trim());
        const missing = required.filter((anyOf) => !anyOf.some((name) => names.includes(name)));
        if (missing.length > 0) {
          throw new MissingColumns(`${file} has no column ${missing.map((anyOf) => anyOf.join(" or ")).join(", ")}`);
        }
        return names;
      },
      info: true,
      relax_column_count: true,
      skip_empty_lines: true,
      max_record_size: MOST_LINE_CHARACTERS,
    }),
  );
  for await (const { record, info } of parser) yield { line: info.lines, values: record };
}
