import { createReadStream } from "node:fs";
import type { FileFault } from "../domain/file-fault.ts";

/** A file that cannot be taken at all; the message says why, and what to do, to whoever brings files in. It begins with the file's path. */
export class UnusableFile extends Error {
  readonly fault: FileFault;

  constructor(message: string, fault: FileFault = { kind: "unreadable" }) {
    super(message);
    this.fault = fault;
  }
}

/** Told what holds for a whole file: how it was read, what in it was not used. */
export type Note = (text: string) => void;

const SAVE_AGAIN = "open it in the spreadsheet and save it as “CSV UTF-8 (comma delimited)”";

const NOT_TEXT: FileFault = { kind: "no-text" };

/** How files that are no text begin (PKWARE's and Microsoft's specifications, ISO 32000). */
const NO_TEXT = [
  { begins: "504b0304", what: "a workbook (.xlsx) or another packed file, whatever its name says" },
  { begins: "d0cf11e0a1b11ae1", what: "an old workbook (.xls), whatever its name says" },
  { begins: "25504446", what: "a PDF" },
] as const;

export type Encoding = "utf-8" | "utf-16le" | "utf-16be" | "windows-1252";

/** A file as text: how it is written, and its pieces in order. */
export interface FileText {
  readonly encoding: Encoding;
  readonly pieces: AsyncIterable<string>;
}

/**
 * The text of a file as its writer saw it, without its byte order mark: UTF-8, UTF-16 where it says so, and otherwise
 * Windows-1252, which is what spreadsheets write as plain "CSV"; that is noted. Two passes over the file, so that it is
 * read in one encoding from its first letter, and never the whole of it in memory. Throws `UnusableFile`.
 */
export async function textOf(file: string, note: Note): Promise<FileText> {
  const encoding = await encodingOf(file);
  if (encoding === "windows-1252") note("is not in UTF-8: it was read as Windows-1252, as spreadsheets save plain CSV. Check names with accents");
  return { encoding, pieces: decoded(file, encoding) };
}

async function* decoded(file: string, encoding: Encoding): AsyncGenerator<string> {
  // What is not in its encoding becomes U+FFFD, and the row it stands in is refused.
  const decoder = new TextDecoder(encoding);
  for await (const piece of createReadStream(file)) yield decoder.decode(piece, { stream: true });
  yield decoder.decode();
}

async function encodingOf(file: string): Promise<Encoding> {
  const strict = new TextDecoder("utf-8", { fatal: true });
  let utf8 = true;
  let marked = false;
  let first = true;
  for await (const piece of createReadStream(file)) {
    const bytes: Buffer = piece;
    if (first) {
      const start = bytes.subarray(0, 8).toString("hex");
      const other = NO_TEXT.find(({ begins }) => start.startsWith(begins));
      if (other) throw new UnusableFile(`${file} is ${other.what}: ${SAVE_AGAIN}`, NOT_TEXT);
      if (start.startsWith("fffe")) return "utf-16le";
      if (start.startsWith("feff")) return "utf-16be";
      marked = start.startsWith("efbbbf");
      first = false;
    }
    if (bytes.includes(0)) throw new UnusableFile(`${file} is not text: ${SAVE_AGAIN}`, NOT_TEXT);
    utf8 = utf8 && decodes(strict, bytes);
  }
  utf8 = utf8 && decodes(strict);
  if (!utf8 && marked) throw new UnusableFile(`${file} says that it is UTF-8 and is not: ${SAVE_AGAIN}`);
  return utf8 ? "utf-8" : "windows-1252";
}

function decodes(decoder: TextDecoder, piece?: Uint8Array): boolean {
  try {
    decoder.decode(piece, { stream: piece !== undefined });
    return true;
  } catch {
    return false;
  }
}

const NO_LETTER = /[\u0080-\u0084\u0086-\u009f\ufffd]/;
// What the bytes 80 to BF are in Windows-1252: after a capital with an accent they are how UTF-8 writes one letter.
const FOLLOWS = "\u00a0-\u00bf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ";
const TWO_WAYS = new RegExp(`[\u00c2-\u00df][${FOLLOWS}]|[\u00e0-\u00ef][${FOLLOWS}]{2}`);

/** Why a text of a file cannot be published as it is; undefined where it can. Never the text itself. */
export function lostLetters(text: string, encoding: Encoding): string | undefined {
  if (NO_LETTER.test(text)) return "holds a letter that was lost when the file was saved: type it again, and save the file as “CSV UTF-8”";
  if (encoding === "windows-1252" && TWO_WAYS.test(text)) return "holds letters that can be read in two ways: save the file as “CSV UTF-8”";
  return undefined;
}
