import type { ContentFault } from "./file-types.ts";

const BRANDS: ReadonlySet<string> = new Set(["heic", "heix", "mif1", "heif"]);
const BOX_HEADER = 8;
const LONG_BOX_HEADER = 16;
/** The boxes of a still picture. Films, motion photos and boxes of a maker's own are something else besides. */
const ALLOWED: ReadonlySet<string> = new Set(["ftyp", "meta", "mdat", "free", "skip"]);

const nameAt = (file: Buffer, at: number): string => file.toString("latin1", at, at + 4);

export const isHeic = (file: Buffer): boolean => file.length >= 12 && nameAt(file, 4) === "ftyp" && BRANDS.has(nameAt(file, 8));

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
    if (!ALLOWED.has(name)) return "more-inside";
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
