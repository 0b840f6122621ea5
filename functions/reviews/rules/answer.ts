import * as z from "zod/mini";
import { oneOf } from "../../../shared/domain/codes.ts";
import { text } from "../../../shared/domain/fields.ts";
import { type ParameterError, type Read, readBy } from "../../../shared/domain/input.ts";
import { HELPED } from "./outcome.ts";

export const ANSWER_CHARACTERS = 1000;

/** Who answers: by themselves, with somebody's help, or somebody who knows them for them. */
export const ANSWERERS = ["self", "with-assistant", "with-family", "with-staff", "proxy"] as const;
export type Answerer = (typeof ANSWERERS)[number];

/** Steps of a scale from very good to very bad, as they are typed; 'do not know' is an answer of its own, and nothing at all is none. */
export const STEPS = ["5", "4", "3", "2", "1", "dont-know"] as const;
export type Step = (typeof STEPS)[number];
/** How near they came to what they wanted. */
export const NEARER = ["much", "bit", "same", "further", "dont-know"] as const;
/** Why support ended, as the person says. */
export const WHY_ENDED = ["no-longer-needed", "found-another", "did-not-fit", "hours", "price", "they-stopped", "not-safe", "other"] as const;

/** What somebody said of their support. What was skipped is absent. */
export const Answer = z.object({
  by: z.optional(oneOf(ANSWERERS)),
  /** How happy they are with their support, and, where another answers, what they would say themselves. */
  satisfied: z.optional(oneOf(STEPS)),
  theirSatisfied: z.optional(oneOf(STEPS)),
  /** How much they decide about it. */
  control: z.optional(oneOf(STEPS)),
  theirControl: z.optional(oneOf(STEPS)),
  nearer: z.optional(oneOf(NEARER)),
  helped: z.optional(oneOf(HELPED)),
  whyEnded: z.optional(oneOf(WHY_ENDED)),
  words: z.optional(text(ANSWER_CHARACTERS)),
});
export type Answer = z.infer<typeof Answer>;
export type Question = keyof Answer;
const QUESTIONS: readonly Question[] = ["by", "satisfied", "theirSatisfied", "control", "theirControl", "nearer", "helped", "whyEnded", "words"];

/** What a form is about: a review that is due, or support that ended. Support that ended while a review is due is a question of that form. */
export interface FormKind {
  readonly kind: "review" | "ended";
  readonly hasEnded: boolean;
  readonly isEasyRead: boolean;
}

const isHidden = (question: Question, { by }: Answer): boolean => (question === "theirSatisfied" || question === "theirControl") && by !== "proxy";

/**
 * The pages of a form with the questions on each: who answers first, for what another says is asked in two views; an easy-read form has one idea a page. Nothing
 * that the council knows is a question, and nothing of it is shown: whoever has the link may be anybody.
 */
export function formPages({ kind, hasEnded, isEasyRead }: FormKind, answer: Answer): readonly (readonly Question[])[] {
  const groups: readonly (readonly Question[])[] =
    kind === "ended"
      ? [["by"], ["whyEnded"], ["words"]]
      : [["by"], ["satisfied", "theirSatisfied"], ["control", "theirControl"], ["nearer"], ["helped"], ...(hasEnded ? [["whyEnded"] as const] : []), ["words"]];
  const shown = groups.map((group) => group.filter((question) => !isHidden(question, answer)));
  if (isEasyRead) return shown;
  const [who = [], ...others] = shown;
  if (kind === "ended") return [who, others.flat()];
  return [who, others.slice(0, 2).flat(), others.slice(2).flat()];
}

/** How many questions somebody reads who answers all: who answers, and 'how much did it help' below its question, are counted with their neighbours. */
export const questionCount = (form: FormKind, answer: Answer): number =>
  new Set(
    formPages(form, answer)
      .flat()
      .filter((question) => question !== "by" && question !== "helped" && !question.startsWith("their")),
  ).size;

type Faces = Readonly<Record<string, number>>;
/** Questions that a scale answers. */
export const SCALES: readonly Question[] = ["satisfied", "theirSatisfied", "control", "theirControl"];

/** What was typed on a page, the questions of it alone: what another page holds stays as it was. A face of an easy-read form counts as policy says. */
export function readPage(form: URLSearchParams, questions: readonly Question[], faces: Faces): Read<Answer> {
  const typed = questions.flatMap((question) => {
    const given = (form.get(question) ?? "").trim();
    if (given === "") return [];
    const face = SCALES.includes(question) ? faces[given] : undefined;
    return [[question, face === undefined ? given : String(face)] as const];
  });
  return readBy(Answer, Object.fromEntries(typed));
}

/** An answer as the boxes of a form hold it: on an easy-read form as faces. */
export function typedAnswer(answer: Answer, isEasyRead: boolean, faces: Faces): URLSearchParams {
  const form = new URLSearchParams();
  for (const question of QUESTIONS) {
    const given = answer[question];
    if (given === undefined) continue;
    const face = isEasyRead && SCALES.includes(question) ? Object.keys(faces).find((name) => String(faces[name]) === given) : undefined;
    form.set(question, face ?? given);
  }
  return form;
}

/** An answer with what a page says now: a question of that page which was left empty is skipped. */
export function withPage(before: Answer, questions: readonly Question[], page: Answer): Answer {
  const kept = Object.fromEntries(Object.entries(before).filter(([question]) => !questions.some((one) => one === question)));
  return shownOf({ ...kept, ...page });
}

/** Without what nobody reads any more: another's view, once it is no other who answers. */
const shownOf = (answer: Answer): Answer =>
  Object.fromEntries(
    QUESTIONS.filter((question) => answer[question] !== undefined && !isHidden(question, answer)).map((question) => [question, answer[question]]),
  );

/** Why a form cannot be finished: nobody said who answers, or nothing is answered. Undefined where it can. */
export function unfinished({ by, ...answers }: Answer): ParameterError | undefined {
  if (by === undefined) return { parameter: "by", detail: "is missing" };
  return Object.values(answers).every((one) => one === undefined) ? { parameter: "words", detail: "must say something" } : undefined;
}

/** Whether an answer may count for those who support the person: not where one of them may have helped to give it. */
export const countsForProviders = ({ by }: Answer): boolean => by === "self" || by === "with-family" || by === "with-staff" || by === "proxy";
