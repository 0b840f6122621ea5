import * as z from "zod/mini";
import { oneOf } from "../../../shared/domain/codes.ts";
import { GssCode, RecordId, text } from "../../../shared/domain/fields.ts";
import { PlainDate } from "../../../shared/domain/time.ts";

/** What a photo is called among the files of a case, beside its evidence. */
export const PHOTO = "photo";

/** Why a photo is not taken: what the file check says of any file, and what keeps pictures from being made of it. */
export const PHOTO_FAULTS = [
  "empty",
  "too-big",
  "wrong-type",
  "not-whole",
  "more-inside",
  "locked",
  "active",
  "film",
  "threat",
  "unscanned",
  "not-a-photo",
  "heic",
  "too-many-pixels",
  "too-small",
  "unreadable",
] as const;
export type PhotoFault = (typeof PHOTO_FAULTS)[number];

/** What became of somebody's photo. Pictures are called by a name that says nothing of them; the pictures themselves are in `CasePictures`. */
export const CasePhoto = z.object({
  /** The pictures an officer agreed to: public while the listing is. */
  shown: z.optional(RecordId),
  /** Pictures no officer has agreed to yet, and since when they wait. */
  waiting: z.optional(z.object({ name: RecordId, since: PlainDate })),
  /** The file that was looked at last, and its content's mark; and why no pictures were made of it. */
  last: z.optional(z.object({ file: RecordId, mark: z.optional(z.string()), why: z.optional(oneOf(PHOTO_FAULTS)) })),
  /** Why an officer did not agree to the last one. */
  refused: z.optional(text(2000)),
});
export type CasePhoto = z.infer<typeof CasePhoto>;

/** The two pictures of a photo, JPEG files in base64. */
export const Picture = z.object({ name: RecordId, small: z.string(), large: z.string() });
export type Picture = z.infer<typeof Picture>;

/** The pictures of a case, and which of them the public may see, as part of which listing. */
export const CasePictures = z.object({
  case: RecordId,
  authority: GssCode,
  owner: RecordId,
  pictures: z.array(Picture),
  shown: z.optional(z.object({ name: RecordId, listing: RecordId })),
});
export type CasePictures = z.infer<typeof CasePictures>;
