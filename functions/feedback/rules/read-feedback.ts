import { text } from "../../../shared/domain/fields.ts";
import type { ParameterError, Read } from "../../../shared/domain/input.ts";
import type { Question } from "../../../shared/policy/feedback.ts";
import type { Answer } from "./feedback.ts";

/** Why an answer is refused: it is none of the options, it is too long, or the form says nothing at all. */
export const FEEDBACK_FAULTS = ["option", "length", "empty"] as const;
export type FeedbackFault = (typeof FEEDBACK_FAULTS)[number];

type Answered = Answer | FeedbackFault | undefined;

function answered(question: Question, given: string): Answered {
  if (given === "") return undefined;
  const { code, options, mostCharacters = 0 } = question;
  if (options) return options.some((option) => option.code === given) ? { question: code, choice: given } : "option";
  const words = text(mostCharacters).safeParse(given);
  return words.success ? { question: code, words: words.data } : "length";
}

/**
 * Reads the answers of a form: each question that was answered, in their order, and nothing for one that was left out. Not to know is an answer. Refused by
 * question where an answer is none, and by the first where none was given.
 */
export function readAnswers(form: URLSearchParams, questions: readonly Question[]): Read<readonly Answer[]> {
  const read = questions.map((question) => ({ code: question.code, answer: answered(question, (form.get(question.code) ?? "").trim()) }));
  const errors: readonly ParameterError[] = read.flatMap(({ code, answer }) => (typeof answer === "string" ? [{ parameter: code, detail: answer }] : []));
  if (errors.length > 0) return { ok: false, errors };
  const answers = read.flatMap(({ answer }) => (typeof answer === "object" ? [answer] : []));
  if (answers.length > 0) return { ok: true, value: answers };
  return { ok: false, errors: [{ parameter: read[0]?.code ?? "", detail: "empty" satisfies FeedbackFault }] };
}
