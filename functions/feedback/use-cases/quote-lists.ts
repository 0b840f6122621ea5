import type { PlainDate } from "../../../shared/domain/time.ts";
import { councilCodes, councilName } from "../../../shared/policy/council.ts";
import { feedbackPolicyOn } from "../../../shared/policy/feedback.ts";
import { safetyWords } from "../../../shared/policy/safety-words.ts";
import { screeningWords } from "../../../shared/policy/screening.ts";
import type { QuoteLists } from "../rules/quote-check.ts";

/** The lists that a council's public words are held against on a day. Councils' names are nobody's. */
export const quoteListsOf = (council: string, day: PlainDate): QuoteLists => ({
  ...{ screening: screeningWords, safety: safetyWords },
  notNames: [...feedbackPolicyOn(council, day).notNames, ...councilCodes.flatMap((code) => councilName(code)?.split(" ") ?? [])],
});
