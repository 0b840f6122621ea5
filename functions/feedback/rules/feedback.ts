import * as z from "zod/mini";
import { oneOf } from "../../../shared/domain/codes.ts";
import { GssCode, RecordId, text } from "../../../shared/domain/fields.ts";
import type { Instant } from "../../../shared/domain/time.ts";
import { FEEDBACK_FORMS, type FeedbackForm } from "../../../shared/policy/feedback.ts";

const WORDS_CHARACTERS = 3000;

/** Where feedback may stand: nobody read it yet, somebody did, or nothing more is done with it. */
export const FEEDBACK_STATES = ["new", "read", "closed"] as const;

/** One answer: by a choice, or in words. A question that was left out has none. */
export const Answer = z.object({ question: text(40), choice: z.optional(text(40)), words: z.optional(text(WORDS_CHARACTERS)) });
export type Answer = z.infer<typeof Answer>;

/** Words that may be made public: as staff wrote them, of what somebody said. */
export const QUOTE_CHARACTERS = 400;
export const TO_CHARACTERS = 100;
export const NOTE_CHARACTERS = 1000;

/**
 * What somebody sent of their own accord: nothing of who they are but the part they play. It serves the council's reviews, its market and its lists, and is no
 * instruction to whoever gives care. Source: Care Act 2014, section 5; CQC: personal care, ongoing role.
 */
export const Feedback = z.object({
  id: RecordId,
  authority: GssCode,
  form: oneOf(FEEDBACK_FORMS),
  /** The version of the questions that it answers. */
  version: z.number(),
  answers: z.array(Answer),
  /** The entry of "You said, we did" that it is about. */
  about: z.optional(RecordId),
  /** What its sender was given, to name it by. */
  receipt: text(20),
  /** It may be about somebody's safety, or is in a language that the list of words does not know. */
  readFirst: z.boolean(),
  createdAt: z.string(),
  state: oneOf(FEEDBACK_STATES),
  readBy: z.optional(RecordId),
  readAt: z.optional(z.string()),
  passedOn: z.array(z.object({ to: text(TO_CHARACTERS), by: RecordId, at: z.string() })),
  /** Words that may be made public. */
  quote: z.optional(z.object({ words: text(QUOTE_CHARACTERS), by: RecordId, at: z.string() })),
  /** Entries that are public and have the quote. */
  quotedIn: z.array(RecordId),
  note: z.optional(text(NOTE_CHARACTERS)),
  closedBy: z.optional(RecordId),
  closedAt: z.optional(z.string()),
});
export type Feedback = z.infer<typeof Feedback>;

/** What is sent, once it was read. */
export interface NewFeedback {
  readonly council: string;
  readonly form: FeedbackForm;
  readonly version: number;
  readonly answers: readonly Answer[];
  readonly about?: string | undefined;
}

/** New feedback. `readFirst` is for whoever knows the list of words. */
export const newFeedback = (id: string, receipt: string, readFirst: boolean, sent: NewFeedback, at: Instant): Feedback => ({
  ...{ id, authority: sent.council, form: sent.form, version: sent.version, answers: [...sent.answers], receipt, readFirst },
  ...{ createdAt: at, state: "new", passedOn: [], quotedIn: [] },
  ...(sent.about === undefined ? {} : { about: sent.about }),
});

/** Which questions were answered in one form, and what was chosen. */
export interface Answered extends Pick<Feedback, "form" | "version"> {
  readonly answers: readonly Omit<Answer, "words">[];
}

/** The same answers without what was written: that something was, stays. */
export const withoutWords = (answers: readonly Answer[]): Answered["answers"] => answers.map(({ words: _, ...answer }) => answer);

/** How many answers there are to each option of a question. Whoever left it out is `skipped`, and in no option; not to know is an option like the others. */
export interface Tally {
  readonly answered: number;
  readonly skipped: number;
  readonly options: Readonly<Record<string, number>>;
}

/** Counts the answers to one question in some feedback of one form and version. */
export function tallyOf(
  answers: readonly (readonly Answer[])[],
  question: { readonly code: string; readonly options?: readonly { readonly code: string }[] | undefined },
): Tally {
  const given = answers.flatMap((one) => one.find((answer) => answer.question === question.code) ?? []);
  const options = Object.fromEntries((question.options ?? []).map(({ code }) => [code, given.filter(({ choice }) => choice === code).length]));
  return { answered: given.length, skipped: answers.length - given.length, options };
}

/** Those to be read first on top, then the oldest: what a list of open feedback is sorted by. */
export const placeInList = ({ readFirst, state, createdAt, id }: Feedback): string =>
  `${readFirst && state === "new" ? 0 : 1}-${createdAt.replaceAll(/[-:]/g, "")}-${id}`;
