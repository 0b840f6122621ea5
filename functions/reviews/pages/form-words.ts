import type { Answerer, NEARER, Question, Step, WHY_ENDED } from "../rules/answer.ts";
import type { INVITATION_STATES, INVITATION_STEPS, INVITATION_WAYS, OFFICER_STOPS, STOPPED_WHY } from "../rules/invitation.ts";
import type { HELPED } from "../rules/outcome.ts";

type Words<Code extends string> = Readonly<Record<Code, string>>;

/** Who answers, as the form puts it to whoever reads it; `name` is the first name of the person it is about. */
export const answererWords = (name: string): Words<Answerer> => ({
  self: `I am ${name}, and I answer by myself`,
  "with-assistant": `I am ${name}, and someone who is paid to support me helps`,
  "with-family": `I am ${name}, and family or a friend helps`,
  "with-staff": `I am ${name}, and someone from the council or a charity helps`,
  proxy: `I know ${name} well, and answer for them`,
});

/** The same, as staff read it. */
export const ANSWERER_WORDS: Words<Answerer> = {
  self: "The person, by themselves",
  "with-assistant": "The person, with help from someone who is paid to support them. It is not counted for those who support them.",
  "with-family": "The person, with help from family or a friend",
  "with-staff": "The person, with help from the council or a charity",
  proxy: "Someone who knows them well",
};

export const HAPPY_WORDS: Words<Step> = {
  "5": "Very happy",
  "4": "Quite happy",
  "3": "Neither happy nor unhappy",
  "2": "Quite unhappy",
  "1": "Very unhappy",
  "dont-know": "I do not know",
};
export const DECIDE_WORDS: Words<Step> = {
  "5": "As much as I want",
  "4": "Most of it",
  "3": "Some of it",
  "2": "Not much of it",
  "1": "None of it",
  "dont-know": "I do not know",
};
/** The scale of three of an easy-read form; what each counts for is policy. */
export const HAPPY_FACES: Words<"happy" | "in-between" | "unhappy" | "dont-know"> = {
  happy: "Happy",
  "in-between": "In between",
  unhappy: "Unhappy",
  "dont-know": "I do not know",
};
export const DECIDE_FACES: typeof HAPPY_FACES = {
  happy: "Enough",
  "in-between": "Some of it",
  unhappy: "Too little",
  "dont-know": "I do not know",
};
export const NEARER_WORDS: Words<(typeof NEARER)[number]> = {
  much: "Much closer",
  bit: "A bit closer",
  same: "About the same",
  further: "Further away",
  "dont-know": "I do not know",
};
export const HELP_WORDS: Words<(typeof HELPED)[number]> = {
  "a-lot": "A lot",
  some: "Some",
  "not-much": "Not much",
  "made-it-worse": "It made it worse",
  "dont-know": "I do not know",
};
export const ENDED_WORDS: Words<(typeof WHY_ENDED)[number]> = {
  "no-longer-needed": "It is no longer needed",
  "found-another": "There is other support that fits better",
  "did-not-fit": "We did not get on, or it did not fit",
  hours: "The days or hours did not fit",
  price: "It cost too much",
  "they-stopped": "They stopped, or had no more time",
  "not-safe": "It did not feel safe",
  other: "Something else",
};

/** A question as the form puts it, by whether it is about the reader or about somebody they answer for. */
export const QUESTION_WORDS: Words<Question> = {
  by: "Who is answering?",
  satisfied: "How happy are you with your support?",
  theirSatisfied: "And what would they say themselves?",
  control: "How much do you decide about your support?",
  theirControl: "And what would they say themselves?",
  nearer: "Think of what your support is for. Are you closer to it than before?",
  helped: "How much did your support help with that?",
  whyEnded: "Some support ended. Why was that?",
  words: "Is there something we should talk about at your review?",
};
/** What may be written where nothing but why support ended is a question. */
export const ENDED_REMARK = "Is there something else you want to tell us?";
/** The same where somebody answers for another: what they think. */
export const PROXY_WORDS: Words<Question> = {
  ...QUESTION_WORDS,
  satisfied: "What do you think: how happy are they with their support?",
  control: "What do you think: how much do they decide about their support?",
  nearer: "Think of what their support is for. Are they closer to it than before?",
  helped: "How much did their support help with that?",
  words: "Is there something we should talk about at their review?",
};

/** The same as an officer reads them out: both views, for whoever answers for another. */
export const PHONE_WORDS: Words<Question> = {
  ...QUESTION_WORDS,
  theirSatisfied: "If someone answers for them: how happy would they say they are?",
  theirControl: "If someone answers for them: how much would they say they decide?",
};

export const STATE_WORDS: Words<(typeof INVITATION_STATES)[number]> = {
  planned: "The form comes soon",
  open: "Waiting for an answer",
  answered: "Answered",
  stopped: "Stopped",
  over: "Over, without an answer",
};
export const STEP_WORDS: Words<(typeof INVITATION_STEPS)[number]> = {
  notice: "We said that a form comes",
  form: "The form was sent",
  reminder: "First reminder, with the form",
  "second-reminder": "Second reminder, with the form",
  call: "To be phoned",
};
export const WAYS_WORDS: Words<(typeof INVITATION_WAYS)[number]> = { email: "email", sms: "text message", letter: "letter", phone: "phone", online: "online" };
export const OFFICER_STOP_WORDS: Words<(typeof OFFICER_STOPS)[number]> = {
  refused: "They do not want to answer",
  died: "The person has died",
  moved: "They have moved away, and post comes back",
  "legal-hold": "There is a legal reason not to write to them",
};
export const STOPPED_WORDS: Words<(typeof STOPPED_WHY)[number]> = {
  ...OFFICER_STOP_WORDS,
  unsubscribed: "They want no forms like this",
  held: "The review was held",
  "payment-ended": "The direct payment has ended",
  erased: "The account is closed",
};
