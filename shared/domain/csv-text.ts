/** A cell of a CSV that Trellis writes: a text, or a figure of our own making, which stands as it is. */
export type CsvCell = string | { readonly figure: string };

/** What a spreadsheet takes for a formula, at the beginning of a cell; and the apostrophe itself, which would be taken for ours. */
const FORMULA = /^(?:\s*[=+\-@＝＋－＠]|[\t\r\n']|\s+')/;
const NEEDS_QUOTES = /[",\r\n]|^\s|\s$/;
/** By it spreadsheets know that a file is in UTF-8. */
const BYTE_ORDER_MARK = "\u{FEFF}";

const written = (text: string): string => (NEEDS_QUOTES.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

/**
 * A CSV (RFC 4180) that no spreadsheet runs anything of: a text that could be a formula has an apostrophe before it, and whoever reads the file back takes
 * that one off. Source: OWASP, CSV injection.
 */
export const csvOf = (head: readonly string[], rows: readonly (readonly CsvCell[])[]): string =>
  BYTE_ORDER_MARK +
  [head, ...rows]
    .map((row) => row.map((cell) => written(typeof cell === "string" ? (FORMULA.test(cell) ? `'${cell}` : cell) : cell.figure)).join(","))
    .map((line) => `${line}\r\n`)
    .join("");
