/** What texts are screened by: versioned data (`shared/policy/safety-words.ts`). All words in lower case. */
export interface SafetyScreen {
  readonly languages: Readonly<
    Record<
      string,
      { readonly common: readonly string[]; readonly words: readonly string[]; readonly negations: readonly string[]; readonly harmless: readonly string[] }
    >
  >;
  readonly negationReach: number;
  readonly leastCommonPercent: number;
  readonly leastWords: number;
}

/**
 * What a list of words makes of a text. `prompt`: a person reads it first, for it may be about somebody's safety. `unread`: the list does not know its language, and a
 * person reads it. It never judges, closes or hides anything.
 */
export type Screened = { readonly kind: "prompt"; readonly found: readonly string[] } | { readonly kind: "unread" } | { readonly kind: "nothing" };

const tokensOf = (text: string): readonly string[] =>
  text
    .normalize("NFKC")
    .toLowerCase()
    .replaceAll("’", "'")
    .match(/[\p{L}\p{M}\p{N}']+/gu) ?? [];

/** Whether words stand in others, side by side, at a place. */
const standsAt = (tokens: readonly string[], phrase: readonly string[], at: number): boolean => phrase.every((word, index) => tokens[at + index] === word);

/** Where a phrase begins. */
const placesOf = (tokens: readonly string[], phrase: string): readonly number[] => {
  const words = phrase.split(" ");
  return tokens.flatMap((_, at) => (standsAt(tokens, words, at) ? [at] : []));
};

/** Whether somebody should read what a person wrote before all else. */
export const isReadFirst = (texts: readonly (string | undefined)[], words: SafetyScreen): boolean =>
  texts.some((text) => text !== undefined && screenForSafety(text, words).kind !== "nothing");

/** Looks through a text for words that may be about safety, negations and what only looks like them left out. */
export function screenForSafety(text: string, { languages, negationReach, leastCommonPercent, leastWords }: SafetyScreen): Screened {
  const tokens = tokensOf(text);
  if (tokens.length === 0) return { kind: "nothing" };
  const found = new Set<string>();
  let isKnown = false;
  for (const { common, words, negations, harmless } of Object.values(languages)) {
    const frequent = tokens.filter((token) => common.includes(token)).length;
    isKnown ||= frequent * 100 >= tokens.length * leastCommonPercent;
    const passed = new Set(harmless.flatMap((phrase) => placesOf(tokens, phrase).flatMap((at) => phrase.split(" ").map((_, index) => at + index))));
    for (const phrase of words)
      for (const at of placesOf(tokens, phrase)) {
        // A phrase that begins with its own 'not' is not turned round by it.
        const before = tokens.slice(Math.max(0, at - negationReach), at);
        const isNegated = negations.some((negation) => placesOf(before, negation).length > 0);
        if (!isNegated && !passed.has(at)) found.add(phrase);
      }
  }
  if (found.size > 0) return { kind: "prompt", found: [...found] };
  const isForeign =
    !isKnown && (tokens.length >= leastWords || /[^\p{Script=Latin}\p{N}\p{P}\p{Z}\p{M}]/u.test(text.normalize("NFKC").replaceAll(/[\p{S}\s]/gu, "")));
  return isForeign ? { kind: "unread" } : { kind: "nothing" };
}
