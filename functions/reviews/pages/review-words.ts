import { longDate } from "../../../shared/domain/time.ts";
import type { ExtraReason, PointPart } from "../../../shared/policy/reviews.ts";
import type { Domain, HELPED, MeasureKind, Outcome, OutcomeResult, Value } from "../rules/outcome.ts";
import type { Band } from "../rules/queue.ts";
import type { ReviewMove } from "../rules/read-review-move.ts";
import type { ALL_WAYS, CONTACT_WAYS, HEARD } from "../rules/review.ts";

export const BAND_WORDS: Readonly<Record<Band, string>> = {
  now: "Now",
  "past-legal": "Past the legal date",
  "legal-soon": "Legal date soon",
  "past-target": "Past the target",
  "not-due": "In time",
};

/** Why a review comes before its turn, as officers and people read it. */
export const REASON_WORDS: Readonly<Record<ExtraReason, string>> = {
  "safety-concern": "Someone is worried about their safety",
  "no-support": "No one supports them at the moment",
  breach: "A condition of the direct payment may be broken",
  "capacity-change": "Their capacity to decide has changed",
  concern: "Someone raised a concern about how the money is used",
  "conditions-not-met": "The conditions for a direct payment may no longer be met",
  "provider-lapsed": "Someone who supports them is no longer on the list",
  "balance-case": "A question about the balance asks for it",
  "person-request": "They asked for it",
};

/** Each part of the points, and what clears it. */
export const PART_WORDS: Readonly<Record<PointPart, { readonly text: string; readonly clears: string }>> = {
  "days-past-legal": { text: "Days past the legal date", clears: "Hold the review" },
  "never-reviewed": { text: "Never reviewed", clears: "Hold the first review" },
  "falling-outcome": { text: "An outcome is going the wrong way", clears: "Talk about it at the review" },
  "no-answer": { text: "No answer after several contacts", clears: "Reach them another way, or visit" },
  "provider-lapsed": { text: "A provider is no longer on the list", clears: "Make sure they have safe support" },
  "could-not-find-provider": { text: "They could not find a provider", clears: "Help them find support" },
  "one-assistant-no-backup": { text: "One assistant, and no one to stand in", clears: "Plan who stands in" },
  "many-providers": { text: "Several providers at a time", clears: "Hold the review" },
  "person-request": { text: "They asked for a review", clears: "Hold the review" },
};

export const DOMAIN_WORDS: Readonly<Record<Domain, string>> = {
  control: "Deciding about daily life",
  home: "Looking after the home",
  food: "Food and drink",
  "self-care": "Washing, dressing and looking after themselves",
  safety: "Feeling safe",
  family: "Family and other people",
  community: "Going out and taking part",
  "work-and-learning": "Work, training or learning",
  "caring-for-others": "Caring for others",
};
export const MEASURE_WORDS: Readonly<Record<MeasureKind, string>> = {
  scale: "A number from 0 to 10",
  "count-a-week": "How many times a week",
  "yes-no": "Yes or no",
};
export const AIM_WORDS = { change: "Something is to change", keep: "Something is to stay as good as it is" } as const;
export const RESULT_WORDS: Readonly<Record<OutcomeResult, string>> = { full: "Fully met", part: "Partly met", none: "Not met" };
export const BY_WORDS: Readonly<Record<Value["by"], string>> = {
  self: "The person",
  "with-help": "The person, with help",
  proxy: "Someone else for them",
  staff: "A member of staff",
};
export const HELPED_WORDS: Readonly<Record<(typeof HELPED)[number], string>> = {
  "a-lot": "A lot",
  some: "Some",
  "not-much": "Not much",
  "made-it-worse": "It made it worse",
  "dont-know": "They do not know",
};
/** The ways that an officer says they used. */
export const WAY_WORDS: Readonly<Record<(typeof CONTACT_WAYS)[number], string>> = {
  email: "Email",
  sms: "Text message",
  letter: "Letter",
  phone: "Phone",
  visit: "Visit",
};
/** The same, and the form on a screen. */
export const ALL_WAY_WORDS: Readonly<Record<(typeof ALL_WAYS)[number], string>> = { ...WAY_WORDS, online: "Online form" };
export const HEARD_WORDS: Readonly<Record<(typeof HEARD)[number], string>> = {
  person: "The person",
  representative: "Their representative",
  both: "The person and their representative",
};

/** A value of an outcome in words: '4 out of 10', '2 times a week', 'yes'. */
export function valueWords(measure: MeasureKind, value: number): string {
  if (measure === "yes-no") return value === 1 ? "yes" : "no";
  return measure === "scale" ? `${value} out of 10` : value === 1 ? "once a week" : `${value} times a week`;
}

/** '4 out of 10 on 3 May 2026'. */
export const saidWords = ({ measure }: Pick<Outcome, "measure">, { value, on }: Pick<Value, "value" | "on">): string =>
  `${valueWords(measure, value)} on ${longDate(on)}`;

/** What each step is called, and what it means. */
export const MOVE_WORDS: Readonly<Record<ReviewMove, { readonly title: string; readonly says: string; readonly button: string }>> = {
  complete: {
    title: "Complete a review",
    says: "You have talked with the person or their representative. What you write goes to the person, in the words you use. A review does not change the budget.",
    button: "Complete the review",
  },
  "plan-check": {
    title: "Note the first check of the plan",
    says: "A short check whether the new plan works, six to eight weeks after the first payment. It is not a review, and the legal date stays.",
    button: "Save",
  },
  contact: { title: "Note a contact", says: "How you tried to reach them about this review.", button: "Save" },
  reason: {
    title: "Give a reason for an earlier review",
    says: "The review comes earlier. The legal date stays.",
    button: "Save the reason",
  },
  outcome: {
    title: "Add an outcome",
    says: "A step the person wants to take in their life, in their words. Say how it is now, what they aim for, and which support is for it.",
    button: "Add the outcome",
  },
  value: { title: "Say how it is now", says: "What the person says of this outcome today.", button: "Save" },
  "end-outcome": { title: "End an outcome", says: "They no longer aim for it. Its history stays.", button: "End the outcome" },
  reassessed: { title: "The reassessment was held", says: "A review had asked for it.", button: "Save" },
};
