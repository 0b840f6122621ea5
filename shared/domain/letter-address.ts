import { readPostcode } from "./postcode.ts";

const LEAST_LINES = 3;
const MOST_LINES = 7;

/** The areas there are postcodes of, with those of Jersey, Guernsey, the Isle of Man and the forces. Source: Royal Mail, postcode areas. */
const AREAS = new Set(
  (
    "AB AL B BA BB BD BF BH BL BN BR BS BT BX CA CB CF CH CM CO CR CT CV CW DA DD DE DG DH DL DN DT DY E EC EH EN EX FK FY G GL GU GY HA HD HG HP HR HS HU HX " +
    "IG IM IP IV JE KA KT KW KY L LA LD LE LL LN LS LU M ME MK ML N NE NG NN NP NR NW OL OX PA PE PH PL PO PR RG RH RM S SA SE SG SK SL SM SN SO SP SR SS " +
    "ST SW SY TA TD TF TN TQ TR TS TW UB W WA WC WD WF WN WR WS WV YO ZE"
  ).split(" "),
);

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
  return isPossible(lines.at(-1) ?? "") ? undefined : "postcode";
}

/** Whether a postcode can exist: its area is one, and its last two letters are of those that are used. */
function isPossible(postcode: string): boolean {
  const read = readPostcode(postcode);
  return read !== undefined && AREAS.has(read.outcode.replace(/\d.*$/, "")) && /^[ABD-HJLNP-UW-Z]{2}$/.test(read.unit);
}
