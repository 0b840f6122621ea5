import * as z from "zod/mini";
import { oneOf } from "../domain/codes.ts";
import { between, text } from "../domain/fields.ts";
import { PlainDate } from "../domain/time.ts";
import feedbackData from "./feedback.json" with { type: "json" };

/** Who sends feedback, as they say themselves. */
export const FEEDBACK_FROM = ["person", "provider", "pa", "carer", "staff", "other"] as const;
export type FeedbackFrom = (typeof FEEDBACK_FROM)[number];
/** The forms there are: one for each of them, and the one about what the council says that it did. */
export const FEEDBACK_FORMS = [...FEEDBACK_FROM, "you-said"] as const;
export type FeedbackForm = (typeof FEEDBACK_FORMS)[number];

/** An answer by itself, in every question that is answered by a choice. Whoever leaves a question out has not given it. */
export const DO_NOT_KNOW = "do-not-know";
/** No form asks more. */
export const QUESTIONS_MOST = 4;

const Code = text(40).check(z.regex(/^[a-z]+(-[a-z]+)*$/, "must be a code"));
const Option = z.object({ code: Code, words: text(80) });

/** A question: answered by one of its options, or in words of so many characters at most. */
const Question = z
  .object({
    code: Code,
    words: text(120),
    hint: z.optional(text(120)),
    options: z.optional(z.array(Option)),
    mostCharacters: z.optional(between(1, 3000, "characters")),
  })
  .check(
    z.refine(({ options, mostCharacters }) => (options === undefined) !== (mostCharacters === undefined), "must have either options or a length"),
    z.refine(({ options }) => options === undefined || options.some(({ code }) => code === DO_NOT_KNOW), "must let people say that they do not know"),
  );
export type Question = z.infer<typeof Question>;

/** What is asked, and how words are made public: versions are added, never changed, as answers stand under the version they were given to. */
const FeedbackPolicy = z.object({
  version: z.number(),
  effectiveFrom: PlainDate,
  source: text(300),
  /** What an entry of "You said, we did" is about. */
  topics: z.array(Option),
  forms: z.record(oneOf(FEEDBACK_FORMS), z.array(Question).check(z.minLength(1), z.maxLength(QUESTIONS_MOST))),
  /** So many quotes stand in one entry. */
  quotedTogether: between(1, 20, "quotes"),
  /** Words with a capital letter that are nobody's name. */
  notNames: z.array(text(40)),
});
export type FeedbackPolicy = z.infer<typeof FeedbackPolicy>;

const FeedbackRules = z.object({
  /** Rules by name, in versions. */
  rules: z.record(z.string(), z.array(FeedbackPolicy).check(z.minLength(1))),
  /** Which rules each council (GSS code) goes by. */
  councils: z.record(z.string(), z.string()),
});
let parsed: z.infer<typeof FeedbackRules> | undefined;

const versionsOf = (authority: string): readonly FeedbackPolicy[] => {
  parsed ??= FeedbackRules.parse(feedbackData);
  return parsed.rules[parsed.councils[authority] ?? ""] ?? [];
};

/** What a council asks on a day: of the versions begun by then the latest. Throws where it has none. */
export function feedbackPolicyOn(authority: string, day: PlainDate): FeedbackPolicy {
  const [latest] = versionsOf(authority)
    .filter(({ effectiveFrom }) => effectiveFrom <= day)
    .toSorted((a, b) => b.version - a.version);
  if (!latest) throw new Error(`No rules for feedback of ${authority} on ${day}`);
  return latest;
}

/** The questions of a form as a version asked them: what answers are read by. None where there is no such version. */
export const questionsIn = (authority: string, version: number, form: FeedbackForm): readonly Question[] =>
  versionsOf(authority).find((one) => one.version === version)?.forms[form] ?? [];
