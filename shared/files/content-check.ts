import { LARGEST_FILE_BYTES } from "../domain/file-size.ts";
import { ok, type Result, refused } from "../domain/result.ts";
import type { ContentFault, FileType } from "./file-types.ts";
import { heicFault, isHeic, withoutTrailingBoxes } from "./heic.ts";
import { isJpeg, jpegFault, withoutTrailer } from "./jpeg.ts";
import { isPdf, pdfFault } from "./pdf.ts";
import { isPng, pngFault } from "./png.ts";

/** Why a file is not taken. */
export type ContentRefusal = "empty" | "too-big" | "wrong-type" | ContentFault;

/** What a file is, and as much of it as is kept. */
export interface CheckedContent {
  readonly type: FileType;
  readonly bytes: Uint8Array;
}

const KINDS: readonly {
  readonly type: FileType;
  readonly is: (file: Buffer) => boolean;
  readonly fault: (file: Buffer) => ContentFault | undefined;
  readonly cut?: (file: Buffer) => Buffer;
}[] = [
  { type: "jpeg", is: isJpeg, fault: jpegFault, cut: withoutTrailer },
  { type: "png", is: isPng, fault: pngFault },
  { type: "heic", is: isHeic, fault: heicFault, cut: withoutTrailingBoxes },
  // Last: one may begin a little further in.
  { type: "pdf", is: isPdf, fault: pdfFault },
];

/**
 * What a file is by its content, whatever it is called: its first bytes say the kind, and a walk through its
 * structure makes sure that it is that kind from beginning to end, with no second file in or behind it. What telephones put behind a picture is cut off:
 * `bytes` is what is to be kept.
 */
export function checkContent(bytes: Uint8Array): Result<CheckedContent, ContentRefusal> {
  if (bytes.length === 0) return refused("empty");
  if (bytes.length > LARGEST_FILE_BYTES) return refused("too-big");
  const whole = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const kind = KINDS.find(({ is }) => is(whole));
  if (!kind) return refused("wrong-type");
  const file = kind.cut?.(whole) ?? whole;
  const fault = kind.fault(file) ?? (endsInZip(file) || (kind.type !== "pdf" && isPdf(file)) ? "more-inside" : undefined);
  return fault ? refused(fault) : ok({ type: kind.type, bytes: file });
}

const ZIP_END = Buffer.from("PK\u0005\u0006", "latin1");
/** A zip is read from its end: its last record is 22 bytes, and a comment of up to 65,535 may follow. */
const ZIP_END_WITHIN = 22 + 0xffff;

/** Whether a reader of zip archives, and so of JAR and Office files, would find one here. */
const endsInZip = (file: Buffer): boolean => file.subarray(Math.max(0, file.length - ZIP_END_WITHIN)).includes(ZIP_END);
