import { inflateSync } from "node:zlib";
import { allValues, isBlank, isDictionary, isDigit, isName, type PdfDictionary, PdfFault, PdfReader, type PdfValue, type ValuesLeft } from "./pdf-objects.ts";

/** Everything a PDF says: no object is left out because a newer one of its number follows or nothing points at it. */
export interface PdfFile {
  /** All objects ever written under a number. */
  readonly objects: ReadonlyMap<number, readonly PdfValue[]>;
  readonly trailers: readonly PdfDictionary[];
  /** How many more values may be looked at. */
  readonly left: ValuesLeft;
  /** The dictionaries that stand before a stream. */
  readonly streams: ReadonlySet<PdfDictionary>;
}

/** What the compressed objects of a file may come to, all together. */
const MOST_INFLATED_BYTES = 32 * 1024 * 1024;

/** The one value of an entry that readers must agree on. Throws where it stands twice. */
export function only({ entries }: PdfDictionary, key: string): PdfValue | undefined {
  const found = entries.filter(([name]) => name === key);
  if (found.length > 1) throw new PdfFault("An entry stands twice");
  return found[0]?.[1];
}

interface Reading {
  readonly file: Buffer;
  readonly objects: Map<number, PdfValue[]>;
  readonly streams: Set<PdfDictionary>;
  /** Where the word `obj` of each object stands. */
  readonly begun: Set<number>;
  readonly left: ValuesLeft & { bytes: number };
}

/**
 * Reads a whole file from its header to its end, and the objects that it keeps compressed. Every byte belongs to an object, a table of
 * objects, a trailer, white space or a comment, and nowhere else does anything stand that a reader could take for an object: so it does
 * not matter which table a reader follows. Throws `PdfFault` where that is not so.
 */
export function readPdf(file: Buffer, header: number): PdfFile {
  const reading: Reading = { file, objects: new Map(), streams: new Set(), begun: new Set(), left: { ...allValues(), bytes: MOST_INFLATED_BYTES } };
  const trailers: PdfDictionary[] = [];
  const reader = new PdfReader(file, header, reading.left);
  for (reader.skip(); !reader.atEnd; reader.skip()) {
    if (isDigit(file[reader.at])) readObject(reader, reading);
    else if (reader.takes("xref")) skipTable(reader);
    else if (reader.takes("trailer")) {
      const trailer = reader.value();
      if (!isDictionary(trailer)) throw new PdfFault("Not a trailer");
      trailers.push(trailer);
    } else if (reader.takes("startxref")) reader.whole();
    else throw new PdfFault("Something between objects");
  }
  if (reading.objects.size === 0) throw new PdfFault("No objects");
  noneHidden(reading);
  return { objects: reading.objects, trailers, streams: reading.streams, left: allValues() };
}

function keep({ objects }: Reading, number: number, value: PdfValue): void {
  const known = objects.get(number);
  if (known) known.push(value);
  else objects.set(number, [value]);
}

function readObject(reader: PdfReader, reading: Reading): void {
  const number = reader.whole();
  reader.whole();
  reader.skip();
  reading.begun.add(reader.at);
  if (reader.bytes.toString("latin1", reader.at, reader.at + 3) !== "obj") throw new PdfFault("Not an object");
  reader.at += 3;
  const value = reader.value();
  keep(reading, number, value);
  if (reader.takes("stream")) {
    if (!isDictionary(value)) throw new PdfFault("A stream without a dictionary");
    reading.streams.add(value);
    const data = streamData(reader, value);
    // An object stream must say where its first object is, whatever else it calls itself.
    if (value.entries.some(([key]) => key === "First")) readObjectStream(value, data, reading);
  }
  if (!reader.takes("endobj")) throw new PdfFault("An object without an end");
}

const END_OF_STREAM = "endstream";

/** What stands between `stream` and `endstream`: as long as it says, or to the first end where it does not say that truly. */
function streamData(reader: PdfReader, dictionary: PdfDictionary): Buffer {
  const { bytes } = reader;
  while (bytes[reader.at] === 0x20 || bytes[reader.at] === 0x09) reader.at += 1;
  if (bytes[reader.at] === 0x0d) reader.at += 1;
  if (bytes[reader.at] === 0x0a) reader.at += 1;
  const start = reader.at;
  const length = only(dictionary, "Length");
  if (typeof length === "number" && length >= 0 && start + length <= bytes.length) {
    reader.at = start + length;
    while (isBlank(bytes[reader.at]) && reader.at < start + length + 2) reader.at += 1;
    if (reader.takes(END_OF_STREAM)) return bytes.subarray(start, start + length);
  }
  const end = bytes.indexOf(END_OF_STREAM, start, "latin1");
  if (end < 0) throw new PdfFault("A stream without an end");
  reader.at = end + END_OF_STREAM.length;
  return bytes.subarray(start, end);
}

/** Objects in a stream: one after another where its head says, with nothing in between. */
function readObjectStream(dictionary: PdfDictionary, data: Buffer, reading: Reading): void {
  const [count, first] = [only(dictionary, "N"), only(dictionary, "First")];
  if (typeof count !== "number" || typeof first !== "number") throw new PdfFault("Objects in places that cannot be known");
  const bytes = opened(dictionary, data, reading.left);
  const head = new PdfReader(bytes.subarray(0, first), 0, reading.left);
  const inside = new PdfReader(bytes, first, reading.left);
  for (let index = 0; index < count; index += 1) {
    const [number, offset] = [head.whole(), head.whole()];
    inside.skip();
    if (index > 0 && inside.at !== first + offset && !isOnlyBlank(bytes, first + offset, inside.at)) throw new PdfFault("Objects that overlap");
    if (index === 0 && offset !== 0 && !isOnlyBlank(bytes, first, first + offset)) throw new PdfFault("Something before the first object");
    keep(reading, number, inside.value());
  }
  head.skip();
  inside.skip();
  if (!head.atEnd || !inside.atEnd) throw new PdfFault("More than is announced");
}

function isOnlyBlank(bytes: Buffer, from: number, to: number): boolean {
  return from <= to && bytes.subarray(from, to).every((byte) => isBlank(byte));
}

/** The bytes of an object stream, compressed once or not at all. Any other way to write one is refused, as is what does not open. */
function opened(dictionary: PdfDictionary, data: Buffer, left: Reading["left"]): Buffer {
  const filter = only(dictionary, "Filter");
  const [one, ...more] = filter === undefined || filter === "plain" ? [] : Array.isArray(filter) ? filter : [filter];
  const parameters = only(dictionary, "DecodeParms");
  if (more.length > 0 || (parameters !== undefined && parameters !== "plain") || dictionary.entries.some(([key]) => key === "DP"))
    throw new PdfFault("Objects written in another way");
  if (one === undefined) {
    left.bytes -= data.length;
    return data;
  }
  if (!isName(one) || !["FlateDecode", "Fl"].includes(one.name)) throw new PdfFault("Objects written in another way");
  try {
    const bytes = inflateSync(data, { maxOutputLength: Math.max(1, left.bytes) });
    left.bytes -= bytes.length;
    return bytes;
  } catch {
    // What does not open is not tried again: nothing is spent on the rest of such a file.
    throw new PdfFault("Objects that do not open");
  }
}

/** How far back from the word `obj` a comment may have begun that stands between it and its numbers. */
const COMMENT_WITHIN = 200;

/** Refuses whatever a table could point at besides the objects that were read: an object within a stream, a text or a comment. */
function noneHidden({ file, begun }: Reading): void {
  for (let at = file.indexOf("obj"); at >= 0; at = file.indexOf("obj", at + 1)) {
    // A longer word ("2 objects") is none; readers do take digits that stand close behind it.
    if (begun.has(at) || isLetter(file[at + 3])) continue;
    let before = at - 1;
    // Blanks are few, or it is no object: a run of them is not walked again for each word.
    for (let blanks = 0; blanks < COMMENT_WITHIN && isBlank(file[before]); blanks += 1) before -= 1;
    const comment = before < at - 1 && file.subarray(Math.max(0, before - COMMENT_WITHIN), before + 1).includes(0x25);
    const far = at - 1 - before >= COMMENT_WITHIN;
    if (isDigit(file[before]) || (isAfterLine(file, before + 1, at) && comment) || far) throw new PdfFault("An object within something else");
  }
}

const isLetter = (byte: number | undefined): boolean => byte !== undefined && /[A-Za-z]/.test(String.fromCharCode(byte));

const isAfterLine = (file: Buffer, from: number, to: number): boolean => file.subarray(from, to).some((byte) => byte === 0x0a || byte === 0x0d);

/** A table of where objects stand: any of them is read wherever it stands, so what it says does not matter. */
function skipTable(reader: PdfReader): void {
  for (reader.skip(); isDigit(reader.bytes[reader.at]); reader.skip()) {
    const mark = reader.at;
    reader.whole();
    reader.whole();
    reader.skip();
    // An object straight behind a table: its numbers are not the table's.
    if (reader.bytes.toString("latin1", reader.at, reader.at + 3) === "obj") {
      reader.at = mark;
      return;
    }
    if (!reader.takes("n")) reader.takes("f");
  }
}
