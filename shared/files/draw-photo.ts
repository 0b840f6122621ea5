import { ok, type Result, refused } from "../domain/result.ts";
import { type PictureSize, servicePolicy } from "../policy/service.ts";
import type { FileType } from "./file-types.ts";
import { decodeJpeg, decodePng, encodeJpeg } from "./picture-codecs.ts";
import { type PictureHeader, pictureHeader } from "./picture-header.ts";
import { drawnSquare, type Pixels } from "./picture-square.ts";

/** The two pictures that are made of a photo: square JPEGs. */
export interface DrawnPhoto {
  readonly small: Uint8Array;
  readonly large: Uint8Array;
}

/** Why no pictures are made of a file: it is none we can draw (a PDF, a HEIC), has too many or too few pixels, or cannot be decoded. */
export type DrawFault = "not-a-photo" | "heic" | "too-many-pixels" | "too-small" | "unreadable";

const MEGAPIXEL = 1_000_000;

/**
 * New pictures of a photo, made from its pixels alone: upright, square, in two sizes of `photos` in the service's policy. Whatever else the file held (where
 * it was taken, by which camera, a name, a profile, a preview, bytes behind its end) is not in them, for nothing of the file is copied.
 * How large it is says its header: what would need too much memory is never unpacked. `bytes` are those that `checkContent` took.
 */
export async function drawPhoto(bytes: Uint8Array, type: FileType): Promise<Result<DrawnPhoto, DrawFault>> {
  if (type === "heic") return refused("heic");
  if (type === "pdf") return refused("not-a-photo");
  const { mostMegapixels, mostScans, leastPixels, small, large } = servicePolicy.photos;
  const header = pictureHeader(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), type);
  if (!header.ok) return header;
  const { width, height, orientation, scans } = header.value;
  if (width * height > mostMegapixels * MEGAPIXEL) return refused("too-many-pixels");
  if (Math.min(width, height) < leastPixels) return refused("too-small");
  if (scans > mostScans) return refused("unreadable");
  const pixels = await decoded(bytes, header.value);
  if (!pixels) return refused("unreadable");
  const square = drawnSquare(pixels, orientation, large.pixels);
  const [largeFile, smallFile] = [await encoded(square, large), await encoded(drawnSquare(square, 1, small.pixels), small)];
  return largeFile && smallFile ? ok({ small: smallFile, large: largeFile }) : refused("unreadable");
}

/** Its pixels; undefined where it cannot be decoded, or is not of the size it says. */
async function decoded(bytes: Uint8Array, { type, width, height }: PictureHeader): Promise<Pixels | undefined> {
  try {
    const pixels = await (type === "jpeg" ? decodeJpeg(bytes) : decodePng(bytes));
    return pixels.width === width && pixels.height === height && pixels.data.length === width * height * 4 ? pixels : undefined;
  } catch {
    // A codec says by a number or a trap that it cannot go on: it is the file.
    return undefined;
  }
}

/** A JPEG of at most so many bytes, of the best quality that allows it. */
async function encoded(pixels: Pixels, { mostBytes }: PictureSize): Promise<Uint8Array | undefined> {
  for (const quality of servicePolicy.photos.qualities) {
    const file = await encodeJpeg(pixels, quality);
    if (file.length <= mostBytes) return file;
  }
  return undefined;
}
