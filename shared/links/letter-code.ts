/** No vowel, so that no word comes of it, and of signs that look like each other one alone: twenty-four are left. */
const SYMBOLS = "23456789CDFHJKMNPQRTVWXY";
/** Eleven of twenty-four come to 50 bits. */
const LENGTH = 11;
const GROUP = 4;
const CODE = new RegExp(`^[${SYMBOLS}]{${LENGTH}}$`);
/** What a sign is taken for that is none of them. */
const READ_AS: Readonly<Record<string, string>> = { O: "Q", 0: "Q", I: "7", L: "7", 1: "7", U: "V", B: "8", S: "5", Z: "2", G: "6" };

/** A code for a letter, of random numbers below what is asked for: it opens the same as a link does, for somebody who types it. */
export const newLetterCode = (random: (below: number) => number): string => Array.from({ length: LENGTH }, () => SYMBOLS[random(SYMBOLS.length)]).join("");

/** The code as a letter prints it, in groups: 'K7F3-9QWX-2MC'. */
export const printedCode = (code: string): string => (code.match(new RegExp(`.{1,${GROUP}}`, "g")) ?? []).join("-");

/** A code as somebody copied it: in any case, with or without dashes and spaces, and with signs that look like those of a code; undefined where it is none. */
export function readLetterCode(typed: string): string | undefined {
  const read = [...typed.toUpperCase().replaceAll(/[^A-Z0-9]/g, "")].map((sign) => READ_AS[sign] ?? sign).join("");
  return CODE.test(read) ? read : undefined;
}
