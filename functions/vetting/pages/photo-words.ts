import { megabytes } from "../../../shared/pages/words.ts";
import type { Checklist } from "../../../shared/policy/checklists.ts";
import { servicePolicy } from "../../../shared/policy/service.ts";
import type { PhotoFault } from "../rules/photo.ts";

const { leastPixels, mostMegapixels } = servicePolicy.photos;

const PHOTO_WORDS: Readonly<Record<Exclude<PhotoFault, "too-big">, string>> = {
  empty: "The photo was empty. Choose it again.",
  "wrong-type": "The file was not a JPEG or PNG picture. Choose a photo, or save it as a JPEG and send it again.",
  "not-a-photo": "The file was a document, not a photo. Choose a JPEG or PNG picture.",
  heic: "The photo was a HEIC file, which we cannot use. Save it as a JPEG and send it again. 'If your photo is a HEIC file' on this page says how.",
  "not-whole": "The photo was damaged or cut short. Send it again, or take a new one.",
  "more-inside": "The file held more than one picture. Send a screenshot of the photo, or take a new one.",
  locked: "The file was a document, not a photo. Choose a JPEG or PNG picture.",
  active: "The file was a document, not a photo. Choose a JPEG or PNG picture.",
  film: "The photo moves: your phone saved a short film with it. Send a screenshot of it, or take it again with motion or live photos switched off.",
  threat: "A virus was found in the file, and we deleted it. Check your computer before you send another.",
  unscanned: "We could not check the file for viruses, so we deleted it. Send it again.",
  "too-many-pixels": `The photo had more than ${mostMegapixels} megapixels. Send a smaller one, or a screenshot of it.`,
  "too-small": `The photo was too small. It must be at least ${leastPixels} pixels wide and ${leastPixels} pixels high.`,
  unreadable: "We could not read the photo. Open it, save it as an ordinary JPEG and send it again, or send a screenshot of it.",
};

/** Why a photo was not taken, and what to do. */
export const photoWords = (fault: PhotoFault, { largestFileBytes }: Pick<Checklist["figures"], "largestFileBytes">): string =>
  fault === "too-big" ? `The photo was larger than ${megabytes(largestFileBytes)}. Choose a smaller one, or a screenshot of it.` : PHOTO_WORDS[fault];
