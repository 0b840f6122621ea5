import { type Note, UnusableFile } from "./encoding.ts";

/** A column of a file: other names it goes by, the likeliest first, and whether a file must have it. */
export interface Column {
  readonly also?: readonly string[];
  readonly required?: true;
}

/** The columns an import takes, by the names their values have in a row. */
export type Columns = Readonly<Record<string, Column>>;

/** A file without the columns it must have. */
export class MissingColumns extends UnusableFile {}

/** Where each column stands in a row, and how many cells a row may fill. */
export interface Header {
  readonly at: ReadonlyMap<string, number>;
  readonly width: number;
}

/** A column's name as it is compared: letters and digits alone, whatever their case. */
const comparable = (name: string): string =>
  name
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, "");

const namesOf = (name: string, { also = [] }: Column): readonly string[] => [name, ...also];

/** The columns among these cells; undefined where one that must be there is not. Names are matched whatever their case, blanks and punctuation. */
export function headerIn(file: string, cells: readonly string[], columns: Columns): Header | undefined {
  const places = Map.groupBy(cells.keys(), (at) => comparable(cells[at] ?? ""));
  const at = new Map<string, number>();
  const repeated: string[] = [];
  for (const [name, column] of Object.entries(columns)) {
    const found = namesOf(name, column)
      .flatMap((one) => [places.get(comparable(one)) ?? []])
      .find((some) => some.length > 0);
    if (found?.[0] !== undefined) at.set(name, found[0]);
    else if (column.required) return undefined;
    if ((found?.length ?? 0) > 1) repeated.push(name);
  }
  if (repeated.length > 0) throw new UnusableFile(`${file} has the column ${repeated.join(", ")} more than once: which one counts? Remove the other`);
  return { at, width: cells.findLastIndex((cell) => cell.trim() !== "") + 1 };
}

/** Says which columns of a file are not used. */
export function noteUnused(cells: readonly string[], { at }: Header, note: Note): void {
  const used = new Set(at.values());
  const unused = cells.map((cell) => cell.trim().slice(0, 40)).filter((cell, index) => cell !== "" && !used.has(index));
  if (unused.length > 0) note(`has columns that are not used: ${unused.join(", ")}`);
}

/** Why no header was found: another divider, or columns that are not there. */
export function noHeader(file: string, first: readonly string[], columns: Columns): UnusableFile {
  const [only = ""] = first;
  const divided = [
    { divider: ";", name: "semicolons" },
    { divider: "\t", name: "tabs" },
    { divider: "|", name: "upright lines" },
  ].find(({ divider }) => only.split(divider).length > 2);
  if (divided) return new UnusableFile(`${file} divides its columns by ${divided.name}: save it as “CSV UTF-8 (comma delimited)”`);
  const names = new Set(first.map(comparable));
  const missing = Object.entries(columns)
    .filter(([, { required }]) => required)
    .map(([name, column]) => namesOf(name, column))
    .filter((anyOf) => !anyOf.some((name) => names.has(comparable(name))));
  return new MissingColumns(`${file} has no column ${missing.map((anyOf) => anyOf.join(" or ")).join(", ")}`);
}
