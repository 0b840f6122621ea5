import { inflateSync } from "node:zlib";
import type { ContentFault } from "./file-types.ts";

const START = "%PDF-";
const END = "%%EOF";
const MOST_INFLATED_BYTES = 32 * 1024 * 1024;
/** More than any document we were shown, and few enough to open in a second. */
const MOST_OBJECT_STREAMS = 4000;

/** What a document can do or carry besides being read. `JS` and `XFA` are too short to look for among compressed bytes. */
const ACTIVE = ["JavaScript", "Launch", "EmbeddedFile", "EmbeddedFiles", "RichMedia"];
const SHORT_ACTIVE = ["JS", "XFA"];
/** Ways to write an object stream that we do not undo. */
const OTHER_FILTERS = ["LZWDecode", "LZW", "ASCIIHexDecode", "AHx", "ASCII85Decode", "A85", "RunLengthDecode", "RL", "Crypt", "Predictor"];

/** A PDF name in any of its spellings: each letter may be written as # and two digits. */
function names(...wanted: readonly string[]): string {
  const spelled = wanted.map((name) => [...name].map((letter) => `(?:${letter}|${hex(letter)})`).join(""));
  return `/(?:${spelled.join("|")})(?=[\\x00\\t\\n\\f\\r ()<>[\\]{}/%]|$)`;
}

const hex = (letter: string): string => `#${[...letter.charCodeAt(0).toString(16)].map((digit) => `[${digit}${digit.toUpperCase()}]`).join("")}`;

const LONG_NAMES = new RegExp(names(...ACTIVE));
const ANY_NAME = new RegExp(names(...ACTIVE, ...SHORT_ACTIVE));
/** An object stream must say where its first object is, whatever else it calls itself. (Outlines have a first entry too: that is a reference.) */
const OBJECT_STREAM = new RegExp(`${names("ObjStm")}|${names("First")}(?!\\s+\\d+\\s+\\d+\\s+R)`);
const FILTERED = new RegExp(names("Filter", "F"));
const OTHERWISE_WRITTEN = new RegExp(names(...OTHER_FILTERS));

export const isPdf = (file: Buffer): boolean => file.toString("latin1", 0, START.length) === START;

/** A PDF begins once and ends at its end mark; and neither in its objects nor in those it keeps compressed does anything but text and pictures stand. */
export function pdfFault(file: Buffer): ContentFault | undefined {
  const text = file.toString("latin1");
  const end = endOfText(text);
  if (!text.startsWith(END, end - END.length)) return text.includes(END) ? "more-inside" : "not-whole";
  if (!text.includes("startxref")) return "not-whole";
  if (text.indexOf(START, START.length) >= 0) return "more-inside";
  if (LONG_NAMES.test(text) || ANY_NAME.test(withoutStreams(text))) return "more-inside";
  return objectStreamsAreQuiet(file, text) ? undefined : "more-inside";
}

/** Where the text ends, but for white space. By hand: a pattern would try again at every blank. */
function endOfText(text: string): number {
  let end = text.length;
  while (end > 0 && "\0\t\n\f\r ".includes(text.charAt(end - 1))) end -= 1;
  return end;
}

function withoutStreams(text: string): string {
  const kept: string[] = [];
  let from = 0;
  for (;;) {
    const start = text.indexOf("stream", from);
    const end = start < 0 ? -1 : text.indexOf("endstream", start + 1);
    if (end < 0) break;
    kept.push(text.slice(from, start));
    from = end + "endstream".length;
  }
  kept.push(text.slice(from));
  return kept.join(" ");
}

/**
 * Opens every object stream there may be; one that cannot be opened is not quiet. What stands before a stream is
 * read back to the stream before it, and not to where its object seems to begin: that could be made up in a text.
 */
function objectStreamsAreQuiet(file: Buffer, text: string): boolean {
  let left = MOST_INFLATED_BYTES;
  let from = 0;
  let opened = 0;
  for (const { 0: word, index } of text.matchAll(/stream(?:\r\n|\n|\r)/g)) {
    const past = index + word.length;
    const said = text.slice(from, index);
    from = past;
    if (said.endsWith("end") || !OBJECT_STREAM.test(said)) continue;
    opened += 1;
    if (opened > MOST_OBJECT_STREAMS || OTHERWISE_WRITTEN.test(said)) return false;
    const inside = inflated(file.subarray(past), left);
    // One that is not compressed was read with the rest of the file.
    if (!inside && FILTERED.test(said)) return false;
    if (!inside) continue;
    left -= inside.length;
    if (left <= 0 || ANY_NAME.test(inside.toString("latin1"))) return false;
  }
  return true;
}

function inflated(bytes: Buffer, maxOutputLength: number): Buffer | undefined {
  try {
    return inflateSync(bytes, { maxOutputLength });
  } catch {
    return undefined;
  }
}
