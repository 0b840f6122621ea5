import { crc32 } from "node:zlib";
import type { ContentFault } from "./file-types.ts";

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
/** Length, name and check sum: what every chunk has besides its data. */
const CHUNK_FRAME = 12;
const HEADER_BYTES = 13;

export const isPng = (file: Buffer): boolean => file.subarray(0, SIGNATURE.length).equals(SIGNATURE);

/** A PNG is a chain of chunks with check sums, from IHDR through IDAT to IEND, and ends there. */
export function pngFault(file: Buffer): ContentFault | undefined {
  let at = SIGNATURE.length;
  let picture = false;
  for (let first = true; ; first = false) {
    if (at + CHUNK_FRAME > file.length) return "not-whole";
    const length = file.readUInt32BE(at);
    const end = at + CHUNK_FRAME + length;
    if (end > file.length) return "not-whole";
    const name = file.toString("latin1", at + 4, at + 8);
    if (!/^[A-Za-z]{4}$/.test(name)) return "not-whole";
    if (crc32(file.subarray(at + 4, end - 4)) !== file.readUInt32BE(end - 4)) return "not-whole";
    if (first !== (name === "IHDR") || (first && length !== HEADER_BYTES)) return "not-whole";
    if (name === "IDAT") picture = true;
    if (name === "IEND") {
      if (!picture || length !== 0) return "not-whole";
      return end === file.length ? undefined : "more-inside";
    }
    at = end;
  }
}
