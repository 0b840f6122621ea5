import { isPossible, readPostcode } from "./postcode.ts";

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
