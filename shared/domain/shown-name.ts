import * as z from "zod/mini";
import { text } from "./fields.ts";
import { personName } from "./person-name.ts";

/** The scripts names are written in today. Source: Unicode Standard Annex 31, table 5, recommended scripts. */
const SCRIPTS = [
  ...["Latin", "Greek", "Cyrillic", "Armenian", "Hebrew", "Arabic", "Thaana", "Devanagari", "Bengali", "Gurmukhi", "Gujarati", "Oriya", "Tamil", "Telugu"],
  ...["Kannada", "Malayalam", "Sinhala", "Thai", "Lao", "Tibetan", "Myanmar", "Georgian", "Ethiopic", "Khmer"],
];
/** Writing systems of several scripts. Source: Unicode Technical Standard 39, section 5.1, augmented script sets. */
const TOGETHER = [
  ["Han", "Hiragana", "Katakana"],
  ["Han", "Bopomofo"],
  ["Han", "Hangul"],
];
const isOneOf = (scripts: readonly string[]): RegExp =>
  new RegExp(`^[${scripts.map((script) => `\\p{scx=${script}}`).join("")}\\p{sc=Common}\\p{sc=Inherited}]*$`, "u");
const SYSTEMS = [...SCRIPTS.map((script) => [script]), ...TOGETHER].map(isOneOf);

/** Characters that show nothing, or change the direction or look of others: zero-width ones, bidi controls, variation selectors. */
const INVISIBLE = /\p{Default_Ignorable_Code_Point}/u;
/** A letter one can see, of an alphabet: not a mathematical one, which only looks like one. */
const LETTER = /(?=\p{L})[^\p{sc=Common}\p{Default_Ignorable_Code_Point}]/u;
const WORDS_END = /[\s\p{P}\p{S}]+/u;

/** What keeps a text from being a name that strangers are shown, in words that follow its field's name; undefined where nothing does. */
export function wrongWithName(name: string): string | undefined {
  if (INVISIBLE.test(name)) return "must not hold characters that cannot be seen";
  if (!LETTER.test(name)) return "must have a letter in it";
  const mixed = name.split(WORDS_END).find((word) => !SYSTEMS.some((system) => system.test(word)));
  return mixed === undefined ? undefined : "must not mix letters of different alphabets within a word";
}

const asName = <Schema extends z.ZodMiniType<string>>(schema: Schema) =>
  schema.check(
    z.normalize("NFC"),
    z.superRefine<string>((given, context) => {
      // That it is empty is said already.
      const wrong = given === "" ? undefined : wrongWithName(given);
      if (wrong) context.addIssue({ code: "custom", message: wrong });
    }),
  );

/** A name as somebody types it for others to see: a person's, without addresses. Made NFC. Source: Unicode Technical Standard 39. */
export const shownName = (most: number) => asName(personName(most));

/** The same of what a file calls a person or a business: it may hold brackets and the like. */
export const listedName = (most: number) => asName(text(most));

/** For whom an application is entered by staff, from paper or the telephone. */
export const NewName = z.object({ displayName: shownName(100) });
