import type { HOURS_BASES, PAY_PATTERNS, PAY_TIMES } from "../../../shared/domain/direct-payment.ts";
import type { END_REASONS } from "../rules/arrangement.ts";
import type { ArrangementMove, ArrangementState, Side } from "../rules/arrangement-moves.ts";
import type { RateQuestionKind } from "../rules/rate-check.ts";
import type { RequiredOfEmployer } from "../rules/terms.ts";

/** Where an arrangement stands, to each of the two sides. */
export const STATE_WORDS: Readonly<Record<ArrangementState, string>> = {
  offered: "Waiting for an answer",
  accepted: "Agreed, not started",
  live: "Now",
  paused: "Paused",
  ended: "Ended",
  declined: "Answered no",
  withdrawn: "Taken back",
};

/** Colours that tell what needs somebody from what does not; the words say it too. */
export const STATE_CLASSES: Readonly<Record<ArrangementState, string>> = {
  offered: "govuk-tag--yellow",
  accepted: "govuk-tag--blue",
  live: "govuk-tag--green",
  paused: "govuk-tag--yellow",
  ended: "govuk-tag--grey",
  declined: "govuk-tag--grey",
  withdrawn: "govuk-tag--grey",
};

export const PAY_WORDS: Readonly<Record<(typeof PAY_PATTERNS)[number], string>> = {
  weekly: "Every week",
  "four-weekly": "Every 4 weeks",
  monthly: "Every month",
};
export const PAY_TIME_WORDS: Readonly<Record<(typeof PAY_TIMES)[number], string>> = { arrears: "After the support", advance: "Before the support" };
export const HOURS_BASIS_WORDS: Readonly<Record<(typeof HOURS_BASES)[number], string>> = {
  planned: "The hours we agreed",
  confirmed: "The hours I say each week",
};

export const END_WORDS: Readonly<Record<(typeof END_REASONS)[number], string>> = {
  "no-longer-needed": "The support is not needed any more",
  moved: "One of us moved",
  "found-someone-else": "Someone else gives the support",
  "hours-or-pay": "The hours or the pay",
  illness: "Illness or hospital",
  "not-right": "It was not right for one of us",
  died: "Someone died",
  other: "Another reason",
};

export const REQUIRED_WORDS: Readonly<Record<RequiredOfEmployer, string>> = {
  rightToWorkOn: "Check that they have the right to work in the UK",
  contractOn: "Give them a written statement of employment",
  liabilityUntil: "Have employers' liability insurance",
  payroll: "Set up payroll with HMRC",
  pension: "Find out if you must offer a pension",
};

export const QUESTION_WORDS: Readonly<Record<RateQuestionKind, string>> = {
  "above-council-rate": "The pay is more than the council pays for an hour",
  "below-managed": "The council pays a managed service more than this person may pay",
  "below-employer-cost": "What the council pays does not cover the legal minimum and what an employer owes",
  family: "The person who gives support is family and lives with them",
};

interface MoveWords {
  readonly title: string;
  readonly says: string;
  readonly button: string;
  readonly done: string;
}

const CHANGE: MoveWords = {
  title: "Change the hours or pay",
  says: "Tell us what is to change, and from when. What was agreed before stays on record.",
  button: "Send change",
  done: "Sent.",
};

/** What each move is called, what it means, and what is said when it is done. */
export const MOVE_WORDS: Readonly<Record<Exclude<ArrangementMove, "close" | "answer">, MoveWords>> = {
  accept: {
    title: "Say yes",
    says: "You agree to give this support. You will then see their full name, and you both see each other's phone number and email address.",
    button: "Say yes",
    done: "You said yes. You can now contact each other.",
  },
  decline: { title: "Say no", says: "You do not have to give a reason. They will see that you said no.", button: "Say no", done: "You said no." },
  withdraw: { title: "Take your offer back", says: "They will not be able to say yes any more.", button: "Take it back", done: "You took your offer back." },
  start: { title: "Support has started", says: "Tell us when the support started.", button: "Save", done: "Saved." },
  change: CHANGE,
  agree: { title: "Agree to the change", says: "The change will count from the day shown.", button: "Agree", done: "You agreed." },
  refuse: { title: "Say no to the change", says: "Nothing changes. Talk to each other about what to do.", button: "Say no", done: "Nothing has changed." },
  pause: { title: "Pause support", says: "For a hospital stay, a holiday or illness. You can start again at any time.", button: "Pause", done: "Paused." },
  resume: { title: "Start support again", says: "The support goes on as agreed.", button: "Start again", done: "Started again." },
  end: {
    title: "End support",
    says: "Tell us the last day of support and why it ended. Agree the notice with each other first. You can save this from the last day on.",
    button: "End support",
    done: "Ended.",
  },
  hours: { title: "Hours in a week", says: "Tell us how many hours of support there were in one week.", button: "Save hours", done: "Hours saved." },
  paid: { title: "Paid until", says: "Tell us the last day of support that you have paid for.", button: "Save", done: "Saved." },
  employer: {
    title: "Being an employer",
    says: "You employ this person. These are the things an employer must do. Fill in what you have done. You can come back and add more.",
    button: "Save",
    done: "Saved.",
  },
};

/** The same for whoever gives the support, where it is not the same. */
const PROVIDER_WORDS: Partial<typeof MOVE_WORDS> = {
  paid: {
    title: "Paid until",
    says: "Tell us the last day of support that you have been paid for. The person you support will see it. It helps them to keep enough money back to pay you.",
    button: "Save",
    done: "Saved.",
  },
};

/** What a move is called and means to a side. */
export const moveWords = (move: keyof typeof MOVE_WORDS, side: Side): MoveWords => (side === "provider" ? PROVIDER_WORDS[move] : undefined) ?? MOVE_WORDS[move];

/** What a side may do next, as the link to it says. */
export const linkWords = (move: Exclude<ArrangementMove, "close" | "answer">, side: Side, employed: boolean): string | undefined => {
  if (move === "employer" && !employed) return undefined;
  if (move === "change" && side === "provider") return "Suggest a change to the hours or pay";
  return MOVE_WORDS[move].title;
};
