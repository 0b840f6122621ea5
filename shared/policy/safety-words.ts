import * as z from "zod/mini";
import { text } from "../domain/fields.ts";
import { PlainDate } from "../domain/time.ts";
import safetyData from "./safety-words.json" with { type: "json" };

/** The words of a language that may be about somebody's safety, what turns them round, and what only looks like them. All in lower case. */
const Language = z.object({
  /** Frequent words, by which a text is known to be of this language. */
  common: z.array(text(20)),
  words: z.array(text(40)),
  negations: z.array(text(20)),
  harmless: z.array(text(40)),
});

/** What texts are screened by: versioned data. A new list is a new version, with how it does on the labelled texts. */
const SafetyWords = z.object({
  version: z.number(),
  effectiveFrom: PlainDate,
  source: text(300),
  languages: z.record(z.string(), Language),
  /** So many words before one may turn it round. */
  negationReach: z.number(),
  /** Of so many words in a hundred at least must be frequent ones, or the language is not known. */
  leastCommonPercent: z.number(),
  /** Shorter texts say nothing of their language. */
  leastWords: z.number(),
});
export type SafetyWords = z.infer<typeof SafetyWords>;

export const safetyWords: SafetyWords = SafetyWords.parse(safetyData);
