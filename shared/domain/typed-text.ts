/** What is in most texts: nothing to tidy in it. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are refused elsewhere, and pass here unchanged
const PLAIN = /^[\u0000-\u007e]*$/;
/** What nobody sees: what the Unicode standard calls default ignorable (soft hyphens, zero-width signs, directions, tags, fillers), and notes between lines. */
const INVISIBLE = /[\p{Default_Ignorable_Code_Point}\ufff9-\ufffb]/gu;
/** What is read as a hyphen: hyphens, dashes, the minus sign. */
const DASHES = /[\u2010-\u2015\u2043\u2212\ufe58\ufe63\uff0d]/g;
const SPACES = /\p{Zs}/gu;
const LINE_ENDS = /[\u0085\u2028\u2029]/g;

/**
 * A text as somebody meant to type it, wherever it comes from: a form, a program, a spreadsheet. What cannot be seen
 * is taken out, dashes and spaces are made alike, and a letter with its accent is one character (NFC), a line ends with one. Doing it twice
 * changes nothing more. Letters, line ends and everything that is refused elsewhere stay.
 */
export function tidied(given: string): string {
  const lines = given.includes("\r") ? given.replace(/\r\n?/g, "\n") : given;
  if (PLAIN.test(lines)) return lines;
  return lines.replace(INVISIBLE, "").replace(DASHES, "-").replace(SPACES, " ").replace(LINE_ENDS, "\n").normalize("NFC");
}

/** The fields of a form or a query, each as somebody meant to type it. */
export function typedFields(encoded: string): URLSearchParams {
  const typed = new URLSearchParams();
  for (const [name, value] of new URLSearchParams(encoded)) typed.append(name, tidied(value));
  return typed;
}
