/** What public words are looked through for, and need not say: ways round the list, and claims that somebody else must make. */
export const FINDING_KINDS = ["email", "link", "phone", "address", "title", "council"] as const;
export type FindingKind = (typeof FINDING_KINDS)[number];

/** One thing found, as it stands there. */
export interface Finding {
  readonly kind: FindingKind;
  readonly text: string;
}

/** The words a screening goes by: versioned data. */
export interface ScreeningWords {
  readonly titles: readonly string[];
  readonly streets: readonly string[];
  readonly domains: readonly string[];
  readonly mailboxes: readonly string[];
  /** So many digits in a row, however they are divided, are a telephone number. */
  readonly phoneDigitsLeast: number;
  /** Names of councils. */
  readonly councils: readonly string[];
}

const escaped = (word: string): string => word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
const anyOf = (words: readonly string[]): string => words.map(escaped).join("|");
const START = "(?<![\\p{L}\\p{N}])";
const END = "(?![\\p{L}\\p{N}])";

/** What stands before 'council' where none is named. */
const NO_NAME = "(?:A|Any|Each|Every|Her|His|My|No|Our|That|The|Their|This|Your)";
const POSTCODE = "[A-Z]{1,2}\\d[A-Z\\d]?\\s?\\d[A-Z]{2}";

function patternsOf({ titles, streets, domains, mailboxes, phoneDigitsLeast, councils }: ScreeningWords): readonly (readonly [FindingKind, RegExp])[] {
  const part = "[\\p{Lu}][\\p{L}'’-]*";
  return [
    ["email", /[\p{L}\p{N}._%+-]+\s?@\s?[\p{L}\p{N}-]+(?:\s?\.\s?[\p{L}\p{N}-]+)+/gu],
    ["email", new RegExp(`[\\p{L}\\p{N}._%+-]+\\s*(?:@|\\(at\\)|\\[at\\]|${START}at)\\s*(?:${anyOf(mailboxes)})${END}`, "giu")],
    ["link", /(?:https?:\/\/|www\.)\S+/giu],
    [
      "link",
      new RegExp(
        `${START}[\\p{L}\\p{N}-]+(?:\\.[\\p{L}\\p{N}-]+)*\\.(?:${anyOf([...domains, ...domains.map((name) => name.toUpperCase())])})${END}(?:/\\S*)?`,
        "gu",
      ),
    ],
    ["link", /(?<!\S)@[\p{L}\p{N}_.]{2,}/gu],
    ["phone", new RegExp(`(?<![\\p{L}\\p{N}])[+(]{0,2}\\p{Nd}(?:[\\s().\\p{Pd}/]{0,3}\\p{Nd}){${phoneDigitsLeast - 1},}`, "gu")],
    ["address", new RegExp(`${START}${POSTCODE}${END}`, "giu")],
    ["address", new RegExp(`${START}\\d{1,4}[a-zA-Z]?,?\\s+(?:${part}\\s+){1,3}(?:${anyOf(streets)})${END}`, "gu")],
    ["title", new RegExp(`${START}(?:${anyOf(titles)})${END}`, "gu")],
    ["council", new RegExp(`${START}(?!${NO_NAME}\\s+[Cc]ouncil)(?:(?:${anyOf(councils)}|${part})\\s+){1,4}[Cc]ouncil${END}`, "gu")],
  ];
}

/**
 * What public words hold that they should not: addresses of every kind, telephone numbers, titles that claim an office, names
 * of councils. As it is read, whatever signs it was written with (NFKC), each once, in the order of `FINDING_KINDS`. A plain
 * rule, for a person and an officer to look at: it knows what something looks like, not what is meant.
 */
export function findingsIn(words: string, by: ScreeningWords): readonly Finding[] {
  const text = words.normalize("NFKC").replace(/\p{Default_Ignorable_Code_Point}/gu, "");
  const found = new Map<string, Finding>();
  let rest = text;
  for (const [kind, pattern] of patternsOf(by)) {
    rest = rest.replace(pattern, (match) => {
      const shown = match.trim();
      found.set(`${kind} ${shown}`, { kind, text: shown });
      // What is an e-mail address is not a link besides.
      return " ".repeat(match.length);
    });
  }
  return [...found.values()];
}

/** What leads to somebody past the list, and so is not taken at all. The rest is for an officer to judge. */
export const leadsPastTheList = ({ kind }: Finding): boolean => kind !== "title" && kind !== "council";
