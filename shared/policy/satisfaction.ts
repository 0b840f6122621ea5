import * as z from "zod/mini";
import { text } from "../domain/fields.ts";
import { PlainDate } from "../domain/time.ts";
import satisfactionData from "./satisfaction.json" with { type: "json" };

const whole = z.number().check(z.refine((given: number) => Number.isSafeInteger(given) && given >= 1, "must be a whole number of 1 or more"));

/** How a council makes figures of what people say of their support: versions are added, never changed. How small numbers are protected is in `disclosure.ts`. */
const SatisfactionPolicy = z.object({
  version: whole,
  effectiveFrom: PlainDate,
  source: text(300),
  /** Below so many answers nothing is weighted, and nobody is said to be heard less than others. */
  leastAnswers: whole,
  /** A band whose share among those who answered is so many per cent of its share among those invited is flagged. */
  heard: z.object({ lessBelowPercent: whole, moreAbovePercent: whole }),
  /** Periods of so many months back are made up for, where the job did not run. */
  lookBackMonths: whole,
  /** Invitations of so many months before a quarter may have been answered in it. */
  answersBackMonths: whole,
  /** True figures are kept so many months, for what is linked with them; then they go. */
  trueFiguresMonths: whole,
  /** A provider's reply may be so long. */
  replyCharacters: whole,
});
export type SatisfactionPolicy = z.infer<typeof SatisfactionPolicy>;

const Satisfaction = z.object({
  /** Rules by name, in versions. */
  rules: z.record(z.string(), z.array(SatisfactionPolicy).check(z.minLength(1))),
  /** Which rules each council (GSS code) goes by. */
  councils: z.record(z.string(), z.string()),
});
let parsed: z.infer<typeof Satisfaction> | undefined;

/** A council's rules for figures of feedback on a day: of the versions begun by then the latest. Throws where it has none. */
export function satisfactionPolicyOn(authority: string, day: PlainDate): SatisfactionPolicy {
  parsed ??= Satisfaction.parse(satisfactionData);
  const versions = parsed.rules[parsed.councils[authority] ?? ""] ?? [];
  const [latest] = versions.filter(({ effectiveFrom }) => effectiveFrom <= day).toSorted((a, b) => b.version - a.version);
  if (!latest) throw new Error(`No rules for figures of feedback of ${authority} on ${day}`);
  return latest;
}
