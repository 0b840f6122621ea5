import { type ContentFault, endsAsSamsung } from "./file-types.ts";

const START = Buffer.from([0xff, 0xd8, 0xff]);
const MARKER = 0xff;
const START_OF_IMAGE = 0xd8;
const END_OF_IMAGE = 0xd9;
const START_OF_SCAN = 0xda;
const APPLICATION_2 = 0xe2;
const MULTI_PICTURE = Buffer.from("MPF\0", "latin1");
/** Zero bytes that some cameras leave behind the end. */
const MOST_PADDING = 64;

export const isJpeg = (file: Buffer): boolean => file.subarray(0, START.length).equals(START);

/**
 * A JPEG goes from marker to marker and ends at its end marker. Behind that may come a little padding, or the
 * further whole pictures that a multi-picture file announces (phones keep brightness and depth there).
 */
export function jpegFault(file: Buffer): ContentFault | undefined {
  const end = endOfPictures(file);
  if (typeof end === "string") return end;
  const rest = file.subarray(end);
  return rest.length <= MOST_PADDING && rest.every((byte) => byte === 0) ? undefined : "more-inside";
}

/**
 * A JPEG without what telephones put behind its end: a short film (an MP4, from its first box on), or Samsung's own notes, which their last
 * word tells. Anything else behind the end stays, and is a fault.
 */
export function withoutTrailer(file: Buffer): Buffer {
  const end = endOfPictures(file);
  if (typeof end === "string") return file;
  let from = end;
  while (from < end + MOST_PADDING && file[from] === 0 && !isFilm(file, from)) from += 1;
  return isFilm(file, from) || endsAsSamsung(file.subarray(end)) ? file.subarray(0, end) : file;
}

const isFilm = (file: Buffer, at: number): boolean => file.toString("latin1", at + 4, at + 8) === "ftyp";

/** Where the picture ends, and the further ones that it announces. */
function endOfPictures(file: Buffer): number | ContentFault {
  const first = pictureAt(file, 0);
  if (!first) return "not-whole";
  let { end } = first;
  while (first.announcesMore && file[end] === MARKER && file[end + 1] === START_OF_IMAGE) {
    const next = pictureAt(file, end);
    if (!next) return "more-inside";
    end = next.end;
  }
  return end;
}

/** Where the picture that starts here ends; undefined when it does not. */
function pictureAt(file: Buffer, start: number): { readonly end: number; readonly announcesMore: boolean } | undefined {
  let at = start + 2;
  let frame = false;
  let scan = false;
  let announcesMore = false;
  for (;;) {
    if (file[at] !== MARKER) return undefined;
    // Any number of fill bytes may come before a marker's own byte.
    while (file[at + 1] === MARKER) at += 1;
    const marker = file[at + 1];
    if (marker === undefined) return undefined;
    if (marker === END_OF_IMAGE) return frame && scan ? { end: at + 2, announcesMore } : undefined;
    if (marker < 0xc0 || marker === START_OF_IMAGE || isRestart(marker) || at + 4 > file.length) return undefined;
    const length = file.readUInt16BE(at + 2);
    const next = at + 2 + length;
    if (length < 2 || next > file.length) return undefined;
    if (isFrame(marker)) frame = true;
    if (
      marker === APPLICATION_2 &&
      file
        .subarray(at + 4, next)
        .subarray(0, MULTI_PICTURE.length)
        .equals(MULTI_PICTURE)
    )
      announcesMore = true;
    at = next;
    if (marker === START_OF_SCAN) {
      scan = true;
      at = endOfScan(file, at);
    }
  }
}

const isRestart = (marker: number): boolean => marker >= 0xd0 && marker <= 0xd7;

/** SOF0 to SOF15, without the three codes in between that mean something else. */
const isFrame = (marker: number): boolean => marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;

/** The next marker behind compressed data, in which 0xFF is always followed by 0 or a restart. */
function endOfScan(file: Buffer, start: number): number {
  for (let at = file.indexOf(MARKER, start); at >= 0; at = file.indexOf(MARKER, at + 1)) {
    const after = file[at + 1];
    if (after !== undefined && after !== 0 && after !== MARKER && !isRestart(after)) return at;
  }
  return file.length;
}
