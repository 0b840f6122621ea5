import { tidied } from "../domain/typed-text.ts";
import { FILE_TYPES, type FileType } from "./file-types.ts";

/** The longest name of a file that is kept, in UTF-16 units. */
export const FILE_NAME_MOST = 100;

/** The longest that is looked at: S3 keeps 2 KB of what goes with a file. Source: Amazon S3 User Guide, 'Working with object metadata'. */
const READ_MOST = 2048;
const LONGEST_ENDING = 12;
const CUT = "…";

/** What browsers write in place of signs that would end the field. Source: HTML Living Standard, 'multipart form data', escape a name. */
const ESCAPED: Readonly<Record<string, string>> = { "%22": '"', "%0D": " ", "%0A": " " };

/**
 * The name a file has on the device it comes from, as it may be kept and shown: one line without folders, controls, or what changes the direction or look
 * of other characters. A long one loses its middle and keeps its ending. Doing it twice changes nothing more. Undefined where there is no letter or digit in it.
 */
export function fileNameFrom(given: string | undefined): string | undefined {
  const whole = (given ?? "").slice(0, READ_MOST).replace(/%(?:22|0D|0A)/gi, (escaped) => ESCAPED[escaped.toUpperCase()] ?? "");
  const shown = tidied(whole.toWellFormed())
    .replace(/[\s\p{Zl}\p{Zp}]+/gu, " ")
    .replace(/[\p{C}\ufffd]/gu, "")
    .normalize("NFC");
  const name = trimmed(shown.slice(Math.max(shown.lastIndexOf("/"), shown.lastIndexOf("\\")) + 1));
  return /[\p{L}\p{N}]/u.test(name) ? shortened(name) : undefined;
}

/** Names that begin with a dot are hidden, and some systems take none that end with one. */
const trimmed = (name: string): string => name.replace(/ +/g, " ").replace(/^[. ]+|[. ]+$/g, "");

function shortened(name: string): string {
  if (name.length <= FILE_NAME_MOST) return name;
  const dot = name.lastIndexOf(".");
  const ending = dot > 0 && name.length - dot <= LONGEST_ENDING ? name.slice(dot) : "";
  const room = FILE_NAME_MOST - ending.length - CUT.length;
  const whole = [...name.slice(0, room)];
  // A character of two units is not cut in half.
  const stem = (whole.at(-1) ?? "").isWellFormed() ? whole : whole.slice(0, -1);
  return `${stem.join("")}${CUT}${ending}`;
}

/** The name a file is saved under: it ends as what was found in it says, whatever it was called. */
export function downloadName(name: string, type: FileType): string {
  const { endings } = FILE_TYPES[type];
  const lower = name.toLowerCase();
  return endings.some((ending) => lower.endsWith(`.${ending}`)) ? name : `${name}.${endings[0] ?? type}`;
}

/** How a browser is told to save a file, and by which name: one that every browser reads, and the one that has all letters. Source: RFC 6266; RFC 8187. */
export function attachment(name: string): string {
  const plain = name.replace(/[^\w. -]/g, "_");
  const whole = encodeURIComponent(name.toWellFormed()).replace(/['()*]/g, (letter) => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`);
  return `attachment; filename="${plain}"; filename*=UTF-8''${whole}`;
}

const WORD = /=\?([\w-]+)(?:\*[\w-]*)?\?([BQ])\?([^?\s]*)\?=/gi;
/** Words of one charset that stand beside each other are one text: a letter may be split between them. */
const WORDS = /=\?[\w-]+(?:\*[\w-]*)?\?[BQ]\?[^?\s]*\?=(?:\s+=\?[\w-]+(?:\*[\w-]*)?\?[BQ]\?[^?\s]*\?=)*/gi;

/**
 * A value as S3 gives it back with a file: with letters beyond ASCII it comes as the encoded words of mail.
 * Source: RFC 2047; Amazon S3 User Guide, 'Working with object metadata'.
 */
export const metadataText = (value: string): string =>
  value.replace(WORDS, (words) => {
    const parts = [...words.matchAll(WORD)].map(([, charset = "", how = "", text = ""]) => ({ charset, bytes: bytesOf(how, text) }));
    const [first] = parts;
    return first && parts.every(({ charset }) => /^utf-?8$/i.test(charset)) ? Buffer.concat(parts.map(({ bytes }) => bytes)).toString("utf8") : words;
  });

const bytesOf = (how: string, text: string): Buffer =>
  how.toUpperCase() === "B"
    ? Buffer.from(text, "base64")
    : Buffer.from(
        text.replaceAll("_", " ").replace(/=([0-9A-F]{2})/gi, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16))),
        "latin1",
      );
