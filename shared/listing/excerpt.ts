/** About how many characters of somebody's words a card has room for. */
const MOST = 140;
/** A sentence that ends from here on is a better end than half of the next. */
const ENOUGH = 80;

const SENTENCE_END = /[.!?](?=\s)/g;
/** What looks like a tag of HTML, and nothing that is less or more than something. */
const TAG = /<\/?[a-z][^<>]*>/gi;

/**
 * The first words somebody wrote about themselves, for a card: at most 140 characters and the dots that say there is more. It ends
 * with a sentence where one ends late enough, otherwise at a word; only a word longer than a card is cut. Without tags of HTML and
 * line ends. Undefined where nothing was written.
 */
export function excerptOf(about: string | undefined): string | undefined {
  const plain = (about ?? "").replaceAll(TAG, " ").replaceAll(/\s+/g, " ").trim();
  if (plain === "") return undefined;
  const letters = [...plain];
  if (letters.length <= MOST) return plain;
  const start = letters.slice(0, MOST + 1).join("");
  const ends = [...start.matchAll(SENTENCE_END)].map(({ index }) => index + 1);
  const end = ends.findLast((at) => at >= ENOUGH);
  if (end !== undefined) return start.slice(0, end);
  const space = start.lastIndexOf(" ");
  const words = space > 0 ? start.slice(0, space) : letters.slice(0, MOST).join("");
  return `${words.replace(/[\s,;:(–-]+$/u, "")}…`;
}
