import type { AnswerCode, CaseState, CLOSE_OUTCOMES, COUNCIL_GROUNDS, NHS_GROUNDS, WAYS } from "../rules/balance-case.ts";
import type { Task } from "../rules/case-day.ts";
import type { BalanceMove } from "../rules/case-moves.ts";
import type { DecisionRefusal } from "../rules/decide-case.ts";

export const ANSWER_WORDS: Readonly<Record<AnswerCode, string>> = {
  "could-not-find-provider": "I could not find anyone to give the support, or I am still looking",
  "help-to-manage": "I need help with the payment or the bills",
  "family-or-friends": "Family or friends help me instead",
  "more-independent": "I can do more for myself now",
  saving: "I am saving for something in my plan",
  "waiting-for-invoice": "I am waiting for a bill",
  "provider-changed": "The people who support me changed",
  "illness-or-hospital": "I was ill or in hospital",
  "did-not-need-it": "I did not need it",
  "personal-money": "Some of it is my personal money",
  other: "Something else",
};

export const STATE_WORDS: Readonly<Record<CaseState, string>> = {
  found: "Not sent yet",
  "question-sent": "Waiting for an answer",
  answered: "Answered",
  proposed: "Waiting for a second officer",
  approved: "Notice given",
  challenged: "Challenged",
  closed: "Closed",
};

export const TASK_WORDS: Readonly<Record<Task, string>> = {
  overdue: "Late: no one at the council has worked on this",
  settle: "For the council to answer: the person is not asked",
  "welfare-call": "Call to ask if they are all right",
  call: "Call them",
  "send-by-hand": "Send the question by hand, or name a manager who agrees to it",
  "hold-review": "Hold the review",
  "offer-help": "Put them in touch with a support organisation",
  "read-answer": "Read the answer",
  "decide-challenge": "Decide the challenge",
  approve: "Check the proposal",
};

/** What an officer can do, and what it means. */
export const MOVE_WORDS: Readonly<
  Partial<Record<BalanceMove, { readonly title: string; readonly says: string; readonly button: string; readonly words?: string }>>
> = {
  "send-question": { title: "Send the question", says: "They have time to answer. Nothing is taken because of a question.", button: "Send it" },
  "record-call": {
    title: "Record a call",
    says: "Record calls that no one answered too.",
    button: "Save call",
    words: "Who did you talk to, and how are they?",
  },
  answer: { title: "Record an answer", says: "Enter what they said by phone, by letter or at a visit.", button: "Save answer" },
  "no-answer": {
    title: "Record that no answer came",
    says: "This is no reason to take money. You can do it after the last day, once someone has called.",
    button: "Save",
  },
  "request-review": {
    title: "Ask for a review",
    says: "The question stays open while the review is done.",
    button: "Ask for a review",
    words: "Why is it needed?",
  },
  "record-review": { title: "Record the review", says: "Use this once the review is done.", button: "Save review", words: "What was decided?" },
  propose: { title: "Propose to ask for money back", says: "A second officer must agree. Nothing is taken before their notice has run.", button: "Propose" },
  return: {
    title: "Return the proposal",
    says: "The officer who proposed it can change it and propose it again.",
    button: "Return it",
    words: "What must change?",
  },
  approve: {
    title: "Agree to the proposal",
    says: "The person gets a notice with the amount, the day, the reason and how to challenge it.",
    button: "Agree and give notice",
  },
  challenge: { title: "Record a challenge", says: "Nothing is taken until a third officer has decided.", button: "Save challenge" },
  uphold: { title: "The proposal stands", says: "Days that the challenge took do not count as notice.", button: "Decide" },
  "accept-challenge": { title: "Accept the challenge", says: "Nothing is taken, and the question is closed.", button: "Accept it" },
  take: { title: "Record money taken", says: "Check the balance first. Enough must stay on the account.", button: "Save" },
  "write-off": { title: "Write off an amount", says: "The person does not have to pay it back.", button: "Write it off" },
  "stop-clock": { title: "Stop the clock", says: "Days do not count until you start it again.", button: "Stop the clock", words: "How do you know?" },
  "resume-clock": { title: "Start the clock again", says: "Days count again from today.", button: "Start the clock", words: "How do you know?" },
  withhold: { title: "Choose who must not hear of this", says: "They get no message and see no page about it.", button: "Save" },
  close: { title: "Close the question", says: "We will not ask about the same again before the day you enter.", button: "Close it" },
};

/** What was done, as a history says it. */
export const DONE_WORDS: Readonly<Record<BalanceMove | "open", string>> = {
  open: "Opened by a check",
  absorb: "A check found more",
  withdraw: "Closed: a later check found nothing",
  "send-question": "Question sent",
  remind: "Reminder sent",
  "call-due": "Call due, as no answer came",
  "contribution-step": "Next step about contributions",
  "record-call": "Call recorded",
  answer: "Answer received",
  "no-answer": "Recorded that no answer came",
  "request-review": "Review asked for",
  "record-review": "Review recorded",
  propose: "Proposed to ask for money back",
  return: "Proposal returned",
  approve: "Proposal agreed and notice given",
  challenge: "Challenged",
  uphold: "Challenge decided: the proposal stands",
  "accept-challenge": "Challenge accepted",
  take: "Money taken",
  "write-off": "Amount written off",
  "stop-clock": "Clock stopped",
  "resume-clock": "Clock started again",
  "stop-clock-by-facts": "Clock stopped, by what the council knows",
  withhold: "Chose who must not hear of this",
  close: "Question closed",
};

export const OUTCOME_WORDS: Readonly<Record<(typeof CLOSE_OUTCOMES)[number], string>> = {
  "nothing-wrong": "Nothing was wrong",
  explained: "The answer explains it",
  "support-arranged": "Support is being arranged",
  "help-given": "They got help",
};
export const WAY_WORDS: Readonly<Record<(typeof WAYS)[number], string>> = { online: "By Trellis", phone: "By phone", letter: "By letter", visit: "At a visit" };
export const COUNCIL_GROUND_WORDS: Readonly<Record<(typeof COUNCIL_GROUNDS)[number], string>> = {
  "surplus-clause": "The agreement has a clause about money that is left",
  "condition-not-kept": "A condition of the agreement was not met. There was a review",
};
export const NHS_GROUND_WORDS: Readonly<Record<(typeof NHS_GROUNDS)[number], string>> = {
  accumulated: "Money has built up",
  "plan-changed": "The plan changed",
  "circumstances-changed": "Their circumstances changed",
  "used-otherwise": "It was used for something else. There was a review",
  died: "The person died",
};

/** Why a step is refused, in words. */
export const REFUSAL_WORDS: Readonly<Record<Exclude<DecisionRefusal, "not-a-move" | "not-yours"> | "no-one" | "format" | "their-format", string>> = {
  "same-officer": "Another officer must do this: you had a part in it",
  "no-words": "Enter why",
  "not-written": "Give the notice in writing",
  missing: "Fill in the form",
  "too-early": "Wait until the last day to answer is over, and someone has called",
  "not-yet": "There is no step to take yet",
  refund: "Give back all that was taken, and enter that amount",
  "no-stop": "The clock is not stopped for this reason",
  "council-only": "This is for the council to answer. The person is not asked",
  "call-first": "Talk to them first to ask if they are all right, and record the call",
  stopped: "The clock is stopped. Start it again first",
  "not-chased": "They must not be contacted about money at the moment",
  manager: "This is older than the council asks about. Enter which manager agreed, and why",
  "not-allowed": "This council does not ask for money back",
  "no-answer": "There is no answer yet",
  recheck: "Wait for the next check of the account",
  nothing: "The last check found nothing that can be asked back",
  "too-little": "The amount is too small to ask back",
  "no-clause": "The agreement has no clause that allows this",
  "no-ground": "Choose the legal basis of each amount",
  review: "Hold a review about the condition first, and record it",
  "add-up": "The amounts are more than was found",
  "no-question": "They were not asked about this yet. Ask them, and record the answer",
  "too-few-questions": "Ask again in plain words first, as no one has said what the cash was for",
  method: "The council does not use this way",
  instalments: "Enter fewer parts",
  offset: "This would take too much from one payment. Enter more parts",
  "no-one": "Our messages do not reach anyone here. Send it by hand, and say how",
  "their-format": "They need another format. Choose the one they told us",
  format: "We have no text in the format they need. Give the notice by hand",
  "not-approved": "No notice was given yet",
  challenged: "Wait until the challenge is decided",
  notice: "The days of notice are not over yet",
  stays: "Too little would stay on the account",
  "not-due": "This part is not due yet",
  "too-much": "This is more than is still to be paid",
};
