import { type ContentFault, endsAsSamsung } from "./file-types.ts";

const STILL_BRANDS: ReadonlySet<string> = new Set(["heic", "heix", "mif1", "heif"]);
/** Several pictures taken one after another (ISO 23008-12, 7.2 and B.4). */
const SEQUENCE_BRANDS: ReadonlySet<string> = new Set(["msf1", "hevc", "hevx"]);
const BOX_HEADER = 8;
const LONG_BOX_HEADER = 16;
/** The boxes of a still picture. Of a sequence there is an index of films too. */
const ALLOWED: ReadonlySet<string> = new Set(["ftyp", "meta", "mdat", "free", "skip"]);
const INDEX_OF_FILM = "moov";
/** What telephones put behind a picture: a short film, and Samsung's notes. */
const TRAILERS: ReadonlySet<string> = new Set(["mpvd", "sefd"]);

const nameAt = (file: Buffer, at: number): string => file.toString("latin1", at, at + 4);

export const isHeic = (file: Buffer): boolean => file.length >= 12 && nameAt(file, 4) === "ftyp" && (STILL_BRANDS.has(nameAt(file, 8)) || isSequence(file));

const isSequence = (file: Buffer): boolean => SEQUENCE_BRANDS.has(nameAt(file, 8));

/** A HEIC without the film or the maker's notes that stand behind its picture. Where the picture is not whole before them, all of it stays. */
export function withoutTrailingBoxes(file: Buffer): Buffer {
  const seen = new Set<string>();
  let at = 0;
  while (at + BOX_HEADER <= file.length) {
    const name = nameAt(file, at + 4);
    if (seen.has("meta") && seen.has("mdat") && (TRAILERS.has(name) || (!ALLOWED.has(name) && endsAsSamsung(file)))) return file.subarray(0, at);
    const size = file.readUInt32BE(at);
    // Where a box is longer than four bytes can say, or goes to the end, no telephone's trailer follows.
    if (size < BOX_HEADER) return file;
    seen.add(name);
    at += size;
  }
  return file;
}

/** A HEIC is a sequence of boxes that covers the file exactly: its kind once, its index once, and the picture. */
export function heicFault(file: Buffer): ContentFault | undefined {
  const seen = new Map<string, number>();
  let at = 0;
  while (at < file.length) {
    if (at + BOX_HEADER > file.length) return incomplete(seen);
    const name = nameAt(file, at + 4);
    const short = file.readUInt32BE(at);
    const long = short === 1;
    if (long && at + LONG_BOX_HEADER > file.length) return incomplete(seen);
    const size = long ? Number(file.readBigUInt64BE(at + BOX_HEADER)) : short;
    if (!ALLOWED.has(name) && !(name === INDEX_OF_FILM && isSequence(file))) return name === INDEX_OF_FILM || TRAILERS.has(name) ? "film" : "more-inside";
    // A size of 0 means "to the end", behind which anything may stand.
    if (size < (long ? LONG_BOX_HEADER : BOX_HEADER) || at + size > file.length) return incomplete(seen);
    seen.set(name, (seen.get(name) ?? 0) + 1);
    at += size;
  }
  if (!complete(seen)) return "not-whole";
  return seen.get("ftyp") === 1 && seen.get("meta") === 1 ? undefined : "more-inside";
}

const complete = (seen: ReadonlyMap<string, number>): boolean => seen.has("meta") && seen.has("mdat");

/** What does not fit behind a whole picture is more; before that the picture is cut. */
const incomplete = (seen: ReadonlyMap<string, number>): ContentFault => (complete(seen) ? "more-inside" : "not-whole");
