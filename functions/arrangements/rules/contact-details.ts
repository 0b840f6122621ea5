import { leadsPastTheList } from "../../../shared/domain/screening.ts";
import { screen } from "../../../shared/policy/screening.ts";

/** What words hold by which somebody can be reached, or found at home: it is pointed out, and can be sent all the same. */
export const contactDetailsIn = (...words: readonly (string | null)[]): readonly string[] =>
  screen(words.filter((one) => one !== null).join("\n"))
    .filter(leadsPastTheList)
    .map(({ text }) => text);
