import { OUTCODE_REGEX } from "postcode";

/** A postcode in its parts, normalised: `LE13 1GH`, `LE13 1`, `LE13`, `GH`. */
export interface Postcode {
  readonly postcode: string;
  readonly sector: string;
  readonly outcode: string;
  readonly unit: string;
}

/** The areas there are postcodes of, with those of Jersey, Guernsey, the Isle of Man and the forces. Source: Royal Mail, postcode areas. */
const AREAS: ReadonlySet<string> = new Set(
  (
    "AB AL B BA BB BD BF BH BL BN BR BS BT BX CA CB CF CH CM CO CR CT CV CW DA DD DE DG DH DL DN DT DY E EC EH EN EX FK FY G GL GU GY HA HD HG HP HR HS HU HX " +
    "IG IM IP IV JE KA KT KW KY L LA LD LE LL LN LS LU M ME MK ML N NE NG NN NP NR NW OL OX PA PE PH PL PO PR RG RH RM S SA SE SG SK SL SM SN SO SP SR SS " +
    "ST SW SY TA TD TF TN TQ TR TS TW UB W WA WC WD WF WN WR WS WV YO ZE"
  ).split(" "),
);

const areaOf = (outcode: string): string => outcode.replace(/\d.*$/, "");

/** Whether a postcode can exist: its area is one, and its last two letters are of those that are used. */
export const isPossible = ({ outcode, unit }: Postcode): boolean => AREAS.has(areaOf(outcode)) && /^[ABD-HJLNP-UW-Z]{2}$/.test(unit);

/** A text as it is read: wide letters as plain ones, nothing that cannot be seen. */
const visible = (text: string): string => text.normalize("NFKC").replace(/\p{Default_Ignorable_Code_Point}/gu, "");
const seen = (text: string): string => visible(text).toUpperCase();

/** Letters and digits alone. */
const joined = (text: string): string => seen(text).replace(/[^\p{L}\p{N}]+/gu, "");

const postcodeOf = (outcode: string, inward: string): Postcode => ({
  postcode: `${outcode} ${inward}`,
  sector: `${outcode} ${inward.slice(0, 1)}`,
  outcode,
  unit: inward.slice(1),
});

const WHOLE = /^([A-Z]{1,2}\d[A-Z\d]?)(\d[A-Z]{2})$/;
/** Away from other letters and digits; a space or a sign may part its halves, and a space its area from its number. 'B12 3rd floor' is none. */
const INSIDE = /(?<![\p{L}\p{N}])([A-Z]{1,2}) ?(\d[A-Z\d]?)[^\p{L}\p{N}]{0,3}(\d[A-Z]{2})(?![\p{L}\p{N}])(?! floor)/giu;

/** The postcodes in a text, each once, in the order they stand there. */
export function postcodesIn(text: string): readonly Postcode[] {
  const found = new Map<string, Postcode>();
  for (const [, area = "", district = "", inward = ""] of visible(text).replace(/\s+/g, " ").matchAll(INSIDE)) {
    if (!AREAS.has(area.toUpperCase())) continue;
    const read = postcodeOf(`${area}${district}`.toUpperCase(), inward.toUpperCase());
    found.set(read.postcode, read);
  }
  if (found.size > 0) return [...found.values()];
  const alone = WHOLE.exec(joined(text));
  return alone?.[1] && alone[2] ? [postcodeOf(alone[1], alone[2])] : [];
}

/**
 * The postcode in a text: alone in any spacing and case, or inside an address, with whatever signs around it. Undefined where
 * there is none, and where there are several: none is picked. Search, applications and imports all read with this.
 */
export function readPostcode(text: string): Postcode | undefined {
  const [first, ...others] = postcodesIn(text);
  return others.length === 0 ? first : undefined;
}

/** The readings of a text as part of a postcode, likeliest first. */
export interface PartialPostcode {
  readonly outcode: string;
  /** Present when a sector digit was given: `LE11 3`. */
  readonly sector?: string;
}

/**
 * Reads an outcode (`LE11`) or a sector (`LE11 3`) in any case and spacing. `LE113` can only be a
 * sector; `LE11` is an outcode or, where no such outcode is known, the sector `LE1 1`: both readings
 * are given and the caller knows which of them exists.
 */
export function readPartialPostcode(text: string): readonly PartialPostcode[] {
  const tidy = seen(text)
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
  const whole = tidy.replace(" ", "");
  const readings: PartialPostcode[] = [];
  if (OUTCODE_REGEX.test(whole) && !tidy.includes(" ")) readings.push({ outcode: whole });
  const sector = /^([A-Z]{1,2}\d[A-Z\d]?) ?(\d)$/.exec(tidy);
  if (sector?.[1] && OUTCODE_REGEX.test(sector[1])) {
    readings.push({ outcode: sector[1], sector: `${sector[1]} ${sector[2]}` });
  }
  return readings;
}

/** The parts that can be made out at the start of something typed like a postcode, for suggestions. */
export function postcodeBeginning(text: string): PartialPostcode | undefined {
  const whole = joined(text);
  const full = /^([A-Z]{1,2}\d[A-Z\d]?)(\d)[A-Z\d]{0,3}$/.exec(whole);
  if (full?.[1] && whole.length >= 5) return { outcode: full[1], sector: `${full[1]} ${full[2]}` };
  const start = /^([A-Z]{1,2}\d[A-Z\d]?)/.exec(whole);
  return start?.[1] && whole.length <= 8 ? { outcode: start[1] } : undefined;
}

/** Every form of postcode there is: A a letter, 9 a digit. Source: Royal Mail, postcode formats. */
const FORMS = ["A99AA", "A999AA", "AA99AA", "AA999AA", "A9A9AA", "AA9A9AA"];
const AS_DIGIT: Readonly<Record<string, string>> = { O: "0", I: "1", L: "1" };
const AS_LETTER: Readonly<Record<string, string>> = { "0": "O", "1": "I" };
const LIKE_ONE = /(?<![\p{L}\p{N}])([A-Z\d]{2,4})[^\p{L}\p{N}]{0,3}([A-Z\d]{3})(?![\p{L}\p{N}])/gu;

/**
 * The postcodes that a text would hold with O read for 0, or I or L for 1, or the other way about: to ask whether one is
 * meant. Nothing for a postcode that can exist as it stands, nor for words.
 */
export function lookAlikes(text: string): readonly Postcode[] {
  const alone = joined(text);
  const parts = [...seen(text).replace(/\s+/g, " ").matchAll(LIKE_ONE)].map(([, out, inward]) => `${out}${inward}`);
  const found = new Map<string, Postcode>();
  for (const typed of new Set([alone, ...parts])) {
    for (const form of FORMS) {
      const read = /\d/.test(typed) ? inForm(typed, form) : undefined;
      if (read && isPossible(read) && read.postcode.replace(" ", "") !== typed) found.set(read.postcode, read);
    }
  }
  return [...found.values()];
}

function inForm(typed: string, form: string): Postcode | undefined {
  if (typed.length !== form.length) return undefined;
  const whole = [...typed].map((sign, at) => (form[at] === "9" ? (AS_DIGIT[sign] ?? sign) : (AS_LETTER[sign] ?? sign))).join("");
  const read = WHOLE.exec(whole);
  return read?.[1] && read[2] ? postcodeOf(read[1], read[2]) : undefined;
}

/** Where postcodes are of the same form, and no council of the United Kingdom arranges care. Source: Royal Mail, postcode areas. */
const CROWN_DEPENDENCIES: Readonly<Record<string, string>> = { JE: "Jersey", GY: "Guernsey", IM: "the Isle of Man" };

/** The Crown dependency that a postcode, a part of one, or a name is of; undefined for anything else. */
export function crownDependencyOf(text: string): string | undefined {
  const named = seen(text)
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
  for (const name of Object.values(CROWN_DEPENDENCIES)) if (named === name.toUpperCase().replace("THE ", "")) return name;
  const outcode = readPostcode(text)?.outcode ?? readPartialPostcode(text)[0]?.outcode;
  return outcode === undefined ? undefined : CROWN_DEPENDENCIES[areaOf(outcode)];
}
