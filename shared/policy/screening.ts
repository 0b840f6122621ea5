import { type Finding, findingsIn, type ScreeningWords } from "../domain/screening.ts";
import { councilCodes, councilName } from "./council.ts";
import screeningData from "./screening.json" with { type: "json" };

/** The words public texts are screened by, and the names of every council there is. */
export const screeningWords: ScreeningWords = {
  ...screeningData,
  councils: councilCodes.flatMap((code) => councilName(code) ?? []),
};

/** What public words hold that they should not. */
export const screen = (words: string): readonly Finding[] => findingsIn(words, screeningWords);
