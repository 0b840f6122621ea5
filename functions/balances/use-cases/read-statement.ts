import { csvRecords } from "../../../shared/import/csv.ts";
import { lostLetters, textOf, UnusableFile } from "../../../shared/import/encoding.ts";
import { servicePolicy } from "../../../shared/policy/service.ts";
import type { StatementLayout } from "../../../shared/policy/statement-layouts.ts";
import { layoutsOf, type PlacedLayout, placedOn, trimmedCells } from "../rules/statement-header.ts";
import { type ReadRow, statementRowReader } from "../rules/statement-row.ts";

/** What stands on a line of a statement. */
export type LineRead = ReadRow & { readonly line: number };

/** A layout with its name. */
export interface NamedLayout {
  readonly name: string;
  readonly layout: StatementLayout;
}

/**
 * The rows of a statement, streamed. Throws `UnusableFile` where the whole file is not to be trusted: another header, a stray quotation mark, a row with too many
 * or too few cells, a row that nothing says the account of, an end in the middle of a row. Each would leave it open which rows are lost.
 */
export async function* readStatement(file: string, named: NamedLayout, watch: (piece: string) => void = () => undefined): AsyncGenerator<LineRead> {
  const { name, layout } = named;
  const text = await textOf(file, () => undefined);
  if (text.encoding !== "utf-8" && text.encoding !== layout.encoding)
    throw new UnusableFile(
      `${file} is not in ${layout.encoding === undefined ? "UTF-8" : "UTF-8 or Windows-1252"}: export it again, and do not open it before it is brought`,
    );
  let ending = "";
  const pieces = watched(text.pieces, (piece) => {
    ending = piece.at(-1) ?? ending;
    watch(piece);
  });
  let placed: PlacedLayout | undefined;
  let read: ReturnType<typeof statementRowReader> | undefined;
  let passed = 0;
  let fits: readonly string[] = [];
  let last: { line: number; cells: readonly string[] } | undefined;
  for await (const { line, cells, unreadable } of csvRecords(pieces, layout.delimiter, servicePolicy.imports.longestRowCharacters)) {
    if (unreadable !== undefined) throw new UnusableFile(`${file} is not to be read on from line ${line}, which ${unreadable}: nothing of it was taken`);
    if (cells.every((cell) => cell.trim() === "")) continue;
    const lost = lostLetters(cells.join(" "), text.encoding);
    if (lost !== undefined) throw new UnusableFile(`${file} on line ${line} ${lost}`);
    if (placed === undefined || read === undefined) {
      placed = placedOn(name, layout, cells);
      if (placed) read = statementRowReader(placed);
      else {
        passed += 1;
        // Another layout's header may stand where this one has rows before its own.
        if (fits.length === 0) fits = layoutsOf(cells).filter((other) => other !== name);
        if (passed > layout.preambleRows) throw noSuchHeader(file, named, fits);
      }
      if (!placed || !read || placed.header.length > 0) continue;
    }
    if (trimmedCells(cells).length > placed.width || cells.length < placed.width)
      throw new UnusableFile(`${file} has ${cells.length} cells on line ${line}, and ${placed.width} in its header: nothing of it was taken`);
    last = { line, cells };
    const row = read(line, cells);
    if (row.is === "fault" && row.account === undefined && layout.columns.account !== undefined)
      throw new UnusableFile(`${file} has a row that may be of any account on line ${line}: ${row.fault.field} ${row.fault.reason}`);
    yield { ...row, line };
  }
  if (!placed) throw noSuchHeader(file, named, fits);
  if (last && ending !== "\n" && ending !== "\r" && !saysItsEnd(last.cells, placed))
    throw new UnusableFile(`${file} may be cut off on line ${last.line}: bring the whole file, or end its last row with a line break`, { kind: "cut-off" });
}

async function* watched(pieces: AsyncIterable<string>, watch: (piece: string) => void): AsyncGenerator<string> {
  for await (const piece of pieces) {
    watch(piece);
    yield piece;
  }
}

/** Whether a row that no line break ends is there to its last letter: an amount in pounds has two decimals. */
function saysItsEnd(cells: readonly string[], { layout, place, width }: PlacedLayout): boolean {
  const { amount, paidIn, paidOut, balance } = layout.columns;
  const amounts = [amount, paidIn, paidOut, balance].map(place);
  return layout.unit === "pounds" && cells.length === width && amounts.includes(width - 1) && /\.\d{2}$/.test(cells.at(-1) ?? "");
}

function noSuchHeader(file: string, { name, layout }: NamedLayout, fits: readonly string[]): UnusableFile {
  const fault = { kind: "other-layout", fits } as const;
  if (fits.length > 0) return new UnusableFile(`${file} has the header of ${fits.join(" or ")}, not of ${name}: name that layout`, fault);
  const [header] = layout.headers;
  return new UnusableFile(
    `${file} is not in the layout ${name}: ${header ? `its header must be ${header.join(",")}` : "it must have a row first, and no header"}`,
    fault,
  );
}
