import type { FeedbackForm, FeedbackFrom, FeedbackPolicy, Question } from "../../../shared/policy/feedback.ts";
import type { Answer, Feedback } from "../rules/feedback.ts";
import type { FeedbackFault } from "../rules/read-feedback.ts";
import type { TakingPart } from "../rules/working-group.ts";
import type { YouSaid } from "../rules/you-said.ts";

/** Who somebody is, as they say it themselves. */
export const I_AM: Readonly<Record<FeedbackFrom, string>> = {
  person: "I use a direct payment",
  provider: "I run a business or charity that gives support",
  pa: "I am a personal assistant (PA)",
  carer: "I care for a relative or friend and am not paid",
  staff: "I work for the council",
  other: "Someone else",
};

/** What each form is called. */
export const FORM_TITLES: Readonly<Record<FeedbackFrom, string>> = {
  person: "How is your direct payment going?",
  provider: "How is it to give support?",
  pa: "How is your work as a PA?",
  carer: "How are you, as a carer?",
  staff: "What gets in the way of your work?",
  other: "What do you want to tell the council?",
};

/** Who feedback is from, as staff and the public read it. */
export const FROM_WORDS: Readonly<Record<FeedbackForm, string>> = {
  person: "Someone who uses a direct payment",
  provider: "A provider",
  pa: "A personal assistant",
  carer: "A family carer",
  staff: "Council staff",
  other: "Someone else",
  "you-said": "A reader of ‘You said, we did’",
};

export const STATE_WORDS: Readonly<Record<Feedback["state"], string>> = { new: "Not read yet", read: "Read", closed: "Closed" };
export const ENTRY_WORDS: Readonly<Record<YouSaid["state"], string>> = { draft: "Draft", published: "Published", "taken-back": "Taken back" };

export const TAKING_PART_WORDS: Readonly<Record<TakingPart, string>> = {
  online: "Online, by video",
  "in-person": "In person",
  phone: "By phone",
  writing: "In writing",
};

/** What is wrong with an answer, by its question. */
export const faultWords = (question: Question, fault: FeedbackFault): string => {
  switch (fault) {
    case "option":
      return `Choose one of the answers to ‘${question.words}’, or none`;
    case "length":
      return `Use ${(question.mostCharacters ?? 0).toLocaleString("en-GB")} characters or fewer`;
    case "empty":
      return "Answer at least one question";
  }
};

/** What was answered to a question, in words: that it was left out, too. */
export function answerWords(question: Question, answers: readonly Answer[]): string {
  const given = answers.find((answer) => answer.question === question.code);
  if (given === undefined) return "Left out";
  return given.words ?? question.options?.find(({ code }) => code === given.choice)?.words ?? given.choice ?? "";
}

export const topicWords = ({ topics }: Pick<FeedbackPolicy, "topics">, topic: string): string => topics.find(({ code }) => code === topic)?.words ?? topic;
