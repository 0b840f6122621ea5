import { type SafetyScreen, screenForSafety } from "../../../shared/domain/safety-screen.ts";
import { type FindingKind, findingsIn, type ScreeningWords } from "../../../shared/domain/screening.ts";

/** What stands in words that are to be public and should not. `name`: it may be one. `safety`: it may be about somebody's safety. */
export interface QuoteFinding {
  readonly kind: FindingKind | "name" | "safety";
  readonly text: string;
}

/** The lists that public words are held against: versioned data. */
export interface QuoteLists {
  readonly screening: ScreeningWords;
  readonly safety: SafetyScreen;
  /** Words with a capital letter that are nobody's name. */
  readonly notNames: readonly string[];
}

/** A word with a capital letter that begins no sentence. */
const CAPITAL_INSIDE = /(?<=[\p{L}\p{N},;:'’")\]-]\s+["'“‘(]*)\p{Lu}[\p{L}'’-]*/gu;

/** Words that may be names: with a capital letter inside a sentence, and in no list of those that are none. What begins a sentence, a rule cannot tell. */
export function possibleNames(words: string, notNames: readonly string[]): readonly string[] {
  const known = new Set(notNames.map((word) => word.toLowerCase()));
  const found = (words.normalize("NFKC").match(CAPITAL_INSIDE) ?? []).map((word) => word.replace(/['’]s$/, ""));
  return [...new Set(found)].filter((word) => !known.has(word.toLowerCase()));
}

/** All that is found in words that are to be public: ways to reach somebody, titles, what may be a name, and what may be about safety. */
export function quoteFindings(words: string, { screening, safety, notNames }: QuoteLists): readonly QuoteFinding[] {
  const screened = screenForSafety(words, safety);
  return [
    // People speak of their council by its name, and may.
    ...findingsIn(words, screening).filter(({ kind }) => kind !== "council"),
    ...possibleNames(words, notNames).map((text) => ({ kind: "name" as const, text })),
    ...(screened.kind === "prompt" ? screened.found.map((text) => ({ kind: "safety" as const, text })) : []),
  ];
}

/** What is never public, whoever says that it is harmless: ways to reach somebody, and what may be about their safety. */
export const isNeverPublic = ({ kind }: QuoteFinding): boolean => kind !== "name" && kind !== "title";
