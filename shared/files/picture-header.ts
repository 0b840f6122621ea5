import { ok, type Result, refused } from "../domain/result.ts";

/** What a picture's header says, before any of it is unpacked. Width and height are as it is stored: `orientation` (EXIF, 1 to 8) says how it is held. */
export interface PictureHeader {
  readonly type: "jpeg" | "png";
  readonly width: number;
  readonly height: number;
  readonly orientation: number;
  /** How often a decoder goes over the whole picture. */
  readonly scans: number;
}

const MARKER = 0xff;
const START_OF_SCAN = 0xda;
const END_OF_IMAGE = 0xd9;
const APPLICATION_1 = 0xe1;
const EXIF = Buffer.from("Exif\0\0", "latin1");
const PRECISION = 8;
/** Grey, or luminance and two of colour. Four are for print, and drawn by nobody's browser alike. */
const COMPONENTS: readonly number[] = [1, 3];
/** Where a PNG says its width: behind its mark, and the length and name of its first chunk. */
const PNG_WIDTH_AT = 16;
const PNG_HEADER_END = 33;

/**
 * Reads the header of a file that `checkContent` found to be a whole JPEG or PNG. Refused as `unreadable` where it is for print
 * (CMYK), of more than eight bits a colour, or does not say its size.
 */
export function pictureHeader(file: Buffer, type: "jpeg" | "png"): Result<PictureHeader, "unreadable"> {
  const header = type === "jpeg" ? jpegHeader(file) : pngHeader(file);
  return header && header.width > 0 && header.height > 0 ? ok(header) : refused("unreadable");
}

function pngHeader(file: Buffer): PictureHeader | undefined {
  if (file.length < PNG_HEADER_END) return undefined;
  return { type: "png", width: file.readUInt32BE(PNG_WIDTH_AT), height: file.readUInt32BE(PNG_WIDTH_AT + 4), orientation: 1, scans: 1 };
}

function jpegHeader(file: Buffer): PictureHeader | undefined {
  let at = 2;
  let frame: Pick<PictureHeader, "width" | "height"> | undefined;
  let orientation: number | undefined;
  let scans = 0;
  while (at + 4 <= file.length) {
    const marker = file[at + 1] ?? 0;
    if (file[at] !== MARKER) return undefined;
    if (marker === MARKER) {
      at += 1;
      continue;
    }
    // Further pictures may stand behind the first: it is the first that is drawn.
    if (marker === END_OF_IMAGE) break;
    const next = at + 2 + file.readUInt16BE(at + 2);
    if (next > file.length || next < at + 4) return undefined;
    const data = file.subarray(at + 4, next);
    if (marker === APPLICATION_1) orientation ??= orientationIn(data);
    if (marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc) {
      // A second frame is a second picture within the first.
      if (frame || data.length < 6 || data[0] !== PRECISION || !COMPONENTS.includes(data[5] ?? 0)) return undefined;
      frame = { height: data.readUInt16BE(1), width: data.readUInt16BE(3) };
    }
    at = next;
    if (marker === START_OF_SCAN) {
      scans += 1;
      at = endOfScan(file, at);
    }
  }
  return frame && { type: "jpeg", ...frame, orientation: orientation ?? 1, scans };
}

function endOfScan(file: Buffer, start: number): number {
  for (let at = file.indexOf(MARKER, start); at >= 0; at = file.indexOf(MARKER, at + 1)) {
    const after = file[at + 1] ?? 0;
    if (after !== 0 && after !== MARKER && !(after >= 0xd0 && after <= 0xd7)) return at;
  }
  return file.length;
}

const ORIENTATION = 0x0112;
const ENTRY_BYTES = 12;

/** The orientation in an EXIF segment; undefined where there is none, or it is none of the eight. Source: Exif 2.32, 4.6.4 and 4.6.5. */
function orientationIn(segment: Buffer): number | undefined {
  if (!segment.subarray(0, EXIF.length).equals(EXIF)) return undefined;
  const tiff = segment.subarray(EXIF.length);
  const order = tiff.toString("latin1", 0, 2);
  if (tiff.length < 8 || (order !== "II" && order !== "MM")) return undefined;
  const two = (at: number) => (at + 2 > tiff.length ? 0 : order === "II" ? tiff.readUInt16LE(at) : tiff.readUInt16BE(at));
  const directory = order === "II" ? tiff.readUInt32LE(4) : tiff.readUInt32BE(4);
  for (let entry = 0; entry < two(directory); entry += 1) {
    const at = directory + 2 + entry * ENTRY_BYTES;
    if (at + ENTRY_BYTES > tiff.length) return undefined;
    if (two(at) !== ORIENTATION) continue;
    const value = two(at + 8);
    return value >= 1 && value <= 8 ? value : undefined;
  }
  return undefined;
}
