import * as z from "zod/mini";
import { text } from "./fields.ts";
import { isPossible, readPostcode } from "./postcode.ts";
import { tidied } from "./typed-text.ts";

const LEAST_LINES = 3;
const MOST_LINES = 7;

/** Why no letter can go to an address. */
export type LetterFault = "lines" | "postcode" | "beginning" | "no-fixed-abode";

/** The lines of an address as they stand on an envelope. */
export const addressLines = (address: string): readonly string[] =>
  address
    .split(/[\n,]/)
    .map((line) => line.trim().replace(/\s+/g, " "))
    .filter((line) => line !== "");

/**
 * Why GOV.UK Notify would send no letter to an address; undefined where it would. Three lines to seven, the last a
 * postcode that can exist; no line begins with a sign that its printer takes for an order; nobody has no fixed abode.
 * Source: the rules for recipients that GOV.UK Notify publishes (alphagov/notifications-utils).
 */
export function letterFault(address: string): LetterFault | undefined {
  const lines = addressLines(address);
  if (lines.some((line) => /^nfa$/i.test(line)) || /no fixed (?:abode|address)/i.test(lines.join(" "))) return "no-fixed-abode";
  if (lines.some((line) => /^[@()=[\]"\\/,<>~]/.test(line))) return "beginning";
  if (lines.length < LEAST_LINES || lines.length > MOST_LINES) return "lines";
  return isPostcodeLine(lines.at(-1) ?? "") ? undefined : "postcode";
}

/** Whether a line is a postcode that can exist, and nothing else. */
function isPostcodeLine(line: string): boolean {
  const read = readPostcode(line);
  return read !== undefined && isPossible(read) && line.replace(/\s/g, "").toUpperCase() === read.postcode.replace(" ", "");
}

const LETTER_WORDS: Readonly<Record<LetterFault, string>> = {
  lines: "Enter your address on 3 to 7 lines, with the postcode on the last",
  postcode: "The last line of your address must be a UK postcode that exists, like LE13 1GH",
  beginning: "Start each line of your address with a letter or a number, not a sign such as @ ( ) = [ ] or /",
  "no-fixed-abode": "Letters cannot go to 'no fixed abode'. Enter an address where you can get letters, or choose another way",
};

/** What is wrong with an address for letters, as somebody typed it, in a sentence that says what to do. */
export function letterWords(address: string | undefined): string {
  const fault = letterFault(tidied(address ?? ""));
  return fault === undefined ? "Enter your address in 300 characters or fewer" : LETTER_WORDS[fault];
}

/** An address for letters: three lines to seven, the last of them a postcode, as GOV.UK Notify takes it. */
export const PostalAddress = text(300).check(
  z.refine((given: string) => letterFault(given) === undefined, { error: "must have 3 to 7 lines that a letter can go to, with the postcode in the last" }),
);
