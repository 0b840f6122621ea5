import type { ContentRefusal } from "../files/content-check.ts";
import { megabytes } from "./words.ts";

/** Why a file is not taken, as its content or the scan says. */
export type FileRefusal = ContentRefusal | "threat" | "unscanned";

const WORDS: Readonly<Record<Exclude<FileRefusal, "too-big">, string>> = {
  empty: "The file was empty. Choose it again.",
  "wrong-type": "The file was not a PDF, JPEG, PNG or HEIC. Save it as one of these and send it again.",
  "not-whole": "The file was damaged, cut short, or written in a way we cannot check. Print it to PDF again, or send a photograph of it.",
  "more-inside": "The file held more than the one document or picture it shows. Print it to PDF again, or send a screenshot or a new photograph of it.",
  locked: "The PDF is protected with a password, so we cannot check what is in it. Open it and print it to PDF again, or send a photograph of it.",
  active:
    "The PDF holds more than text and pictures: a link to a website or an email address, a script, a form that sends itself, or an attached file. Print it to PDF again, or send a photograph of it.",
  film: "The picture moves: your phone saved a short film with it. Send a screenshot of it, or take it again with motion or live photos switched off.",
  threat: "A virus was found in the file, and it was removed. Check your computer before you send another.",
  unscanned: "We could not check the file for viruses, so it was removed. Send it again.",
};

/** Why a file was not taken, and what to do. */
export const contentWords = (refusal: FileRefusal, { largestFileBytes }: { readonly largestFileBytes: number }): string =>
  refusal === "too-big"
    ? `The file was larger than ${megabytes(largestFileBytes)}. Choose a smaller one, or take a picture with lower quality.`
    : WORDS[refusal];
