import * as z from "zod/mini";
import { oneOf } from "../../../shared/domain/codes.ts";
import { GssCode, RecordId, text } from "../../../shared/domain/fields.ts";
import { daysAfter, type Instant, londonDate, millisOf, PlainDate } from "../../../shared/domain/time.ts";
import { FORMATS, LANGUAGES } from "../../../shared/notices/preferences.ts";
import type { ReviewPolicy } from "../../../shared/policy/reviews.ts";
import { Answer, countsForProviders, type FormKind } from "./answer.ts";
import { endedUnasked } from "./invitation-wanted.ts";
import type { Review } from "./review.ts";
import { runningOn } from "./review-facts.ts";

export const INVITATION_STATES = ["planned", "open", "answered", "stopped", "over"] as const;
/** What is done about an invitation, in this order. The notice says that a form comes, and asks nothing. */
export const INVITATION_STEPS = ["notice", "form", "reminder", "second-reminder", "call"] as const;
export type InvitationStep = (typeof INVITATION_STEPS)[number];
/** By what somebody gets a form, or is heard. */
export const INVITATION_WAYS = ["email", "sms", "letter", "phone", "online"] as const;
/** Why an invitation stops before it is answered. */
export const STOPPED_WHY = ["refused", "died", "moved", "legal-hold", "unsubscribed", "held", "payment-ended", "erased"] as const;
export type StoppedWhy = (typeof STOPPED_WHY)[number];
/** Reasons that an officer gives: the others, records tell of. */
export const OFFICER_STOPS = ["refused", "died", "moved", "legal-hold"] as const satisfies readonly StoppedWhy[];

/** Somebody's place to say how their support is: for one review, or for support that ended. One answer belongs to it, and one of them is open for a person. */
export const Invitation = z.object({
  id: RecordId,
  authority: GssCode,
  kind: oneOf(["review", "ended"]),
  /** The direct payment. */
  payment: RecordId,
  /** The person's account. */
  owner: z.optional(RecordId),
  /** All that a form shows of a person. */
  firstName: z.optional(text(40)),
  area: z.optional(text(40)),
  format: oneOf(FORMATS),
  language: oneOf(LANGUAGES),
  state: oneOf(INVITATION_STATES),
  /** Support that ended, which the form asks about. */
  ended: z.array(RecordId),
  steps: z.array(z.object({ step: oneOf(INVITATION_STEPS), on: PlainDate, way: z.optional(oneOf(INVITATION_WAYS)) })),
  createdOn: PlainDate,
  /** The last day on which it can be answered. */
  until: PlainDate,
  /** What its links, and the codes of its letters, are found by. The links themselves are kept nowhere. */
  links: z.array(z.string()),
  /** When the daily job goes on with it. */
  nextOn: z.optional(PlainDate),
  /** Since when an officer is to phone. */
  callSince: z.optional(PlainDate),
  answer: Answer,
  /** What marks the form that finished it: sent again, it is the same. */
  finishedBy: z.optional(z.string()),
  answeredOn: z.optional(PlainDate),
  channel: z.optional(oneOf(INVITATION_WAYS)),
  /** Listings that the answer counts for. */
  listings: z.array(RecordId),
  stopped: z.optional(z.object({ why: oneOf(STOPPED_WHY), on: PlainDate })),
  /** When it was answered, stopped or over: the register counts from it. */
  endedAt: z.optional(z.string()),
});
export type Invitation = z.infer<typeof Invitation>;

export const reviewInvitationId = (payment: string, openedOn: PlainDate): string => `rv.${openedOn}.${payment}`;
export const endedInvitationId = (arrangement: string): string => `end.${arrangement}`;

/** Whose it is: their account, or, of somebody without one, the direct payment. */
export const personOf = ({ owner, payment }: Pick<Invitation, "owner" | "payment">): string => owner ?? payment;

const NAME_CHARACTERS = 40;
const firstWord = (name: string | undefined): string | undefined => name?.trim().split(/\s+/)[0]?.slice(0, NAME_CHARACTERS) || undefined;

/** How somebody reads, as their account says. */
export type Reading = Pick<Invitation, "format" | "language">;

const newOf = (
  { id: payment, authority, owner, name, area }: Review,
  reading: Reading,
): Pick<Invitation, "payment" | "authority" | "format" | "language"> & Partial<Invitation> => {
  const firstName = firstWord(name);
  return {
    ...{ payment, authority, ...reading },
    ...(owner === undefined ? {} : { owner }),
    ...(firstName === undefined ? {} : { firstName }),
    ...(area === undefined ? {} : { area }),
  };
};

/** An invitation as the daily job makes it. Support that ended is part of a review's form. */
export function newInvitation(review: Review, wanted: "review" | "ended", reading: Reading, today: PlainDate, policy: ReviewPolicy): Invitation {
  const { noticeDaysBefore, linkDays } = policy.contact;
  const ended = endedUnasked(review, today, policy);
  const [first = review.id] = ended;
  return {
    ...newOf(review, reading),
    id: wanted === "review" ? reviewInvitationId(review.id, review.openedOn ?? today) : endedInvitationId(first),
    ...{ kind: wanted, state: "planned", ended: [...ended], steps: [], createdOn: today, links: [], answer: {}, listings: [], nextOn: today },
    until: daysAfter(today, wanted === "review" ? noticeDaysBefore + linkDays : linkDays),
  };
}

/** The steps of an invitation: no notice comes before a question why support ended, and nobody phones about it. */
const stepsOf = ({ kind }: Invitation, { contact }: ReviewPolicy): readonly InvitationStep[] =>
  kind === "ended" ? ["form", "reminder"] : INVITATION_STEPS.filter((step) => step !== "second-reminder" || contact.reminderDays.length > 1);

/** On which day a step is due: the notice at once, the form some days after it, and all others so many days after the form was sent. */
function stepDay(step: InvitationStep, { createdOn, steps }: Invitation, { contact }: ReviewPolicy): PlainDate {
  const dayOf = (wanted: InvitationStep): PlainDate | undefined => steps.find((one) => one.step === wanted)?.on;
  const noticeOn = dayOf("notice");
  const formOn = dayOf("form") ?? (noticeOn === undefined ? createdOn : daysAfter(noticeOn, contact.noticeDaysBefore));
  const [first = 0, second = 0] = contact.reminderDays;
  const after: Readonly<Record<InvitationStep, number>> = { notice: 0, form: 0, reminder: first, "second-reminder": second, call: contact.callDay };
  return step === "notice" ? createdOn : daysAfter(formOn, after[step]);
}

/** Whether it waits for an answer. */
export const isLive = ({ state }: Pick<Invitation, "state">): boolean => state === "planned" || state === "open";
/** Whether it can be answered on a day. */
export const canBeAnswered = (invitation: Pick<Invitation, "state" | "until">, today: PlainDate): boolean => isLive(invitation) && today <= invitation.until;

/**
 * The next step of an invitation and its day; `over` once its last day has gone by, undefined where nothing is to be done. Days count from when the form was sent, so
 * that a job which was late sends no two things at once. `contacts` are those about this review so far, whoever made them: with policy's number nothing more goes out.
 */
export function nextStep(
  invitation: Invitation,
  contacts: number,
  policy: ReviewPolicy,
): { readonly step: InvitationStep | "over"; readonly on: PlainDate } | undefined {
  if (!isLive(invitation)) return undefined;
  const { steps, until } = invitation;
  const over = { step: "over", on: daysAfter(until, 1) } as const;
  const step = stepsOf(invitation, policy).find((wanted) => !steps.some((done) => done.step === wanted));
  if (step === undefined || (step !== "notice" && contacts >= policy.contact.mostContacts)) return over;
  const on = stepDay(step, invitation, policy);
  return on > until ? over : { step, on };
}

/** An invitation that stands under the day of its next step. */
function planned(invitation: Invitation, contacts: number, policy: ReviewPolicy): Invitation {
  const { nextOn: _, ...rest } = invitation;
  const next = nextStep(rest, contacts, policy);
  return next ? { ...rest, nextOn: next.on } : rest;
}

/** The invitation after a step: with the links that were sent, and an officer's task to phone where nothing can be sent, or nothing was answered. */
export function afterStep(
  before: Invitation,
  done: {
    readonly step: InvitationStep;
    readonly on: PlainDate;
    readonly way?: (typeof INVITATION_WAYS)[number] | undefined;
    readonly links: readonly string[];
  },
  contacts: number,
  policy: ReviewPolicy,
): Invitation {
  const { step, on, way, links } = done;
  const isSent = way !== undefined;
  const after: Invitation = {
    ...before,
    steps: [...before.steps, { step, on, ...(isSent ? { way } : {}) }],
    links: [...before.links, ...links],
    ...(step === "notice" ? {} : { state: "open" as const }),
    ...(step === "form" ? { until: daysAfter(on, policy.contact.linkDays) } : {}),
    ...((step === "call" || (step === "form" && !isSent && before.kind === "review")) && before.callSince === undefined ? { callSince: on } : {}),
  };
  return planned(after, contacts, policy);
}

const ending = (before: Invitation): Invitation => {
  const { nextOn: _, callSince: __, ...rest } = before;
  return rest;
};

/** The invitation once it is stopped, for a reason; the very same where it is no longer live. */
export const stoppedFor = (before: Invitation, why: StoppedWhy, at: Instant): Invitation =>
  isLive(before) ? { ...ending(before), state: "stopped", stopped: { why, on: londonDate(millisOf(at)) }, endedAt: at } : before;

/** The invitation once nobody can answer it any more. What was said on its pages stays, and counts as no answer. */
export const overAt = (before: Invitation, at: Instant): Invitation => (isLive(before) ? { ...ending(before), state: "over", endedAt: at } : before);

/** The invitation with a page that was saved. It stays open until it is finished. */
export const withAnswer = (before: Invitation, answer: Answer): Invitation => ({ ...before, answer });

/** What an answer came by, on which day, and which form finished it. */
export interface Finish {
  readonly form: string;
  readonly at: Instant;
  readonly channel: (typeof INVITATION_WAYS)[number];
}

/** The invitation with its one answer. It counts for everybody of a listing who supports them that day, unless an assistant helped to give it. */
export function finished(before: Invitation, answer: Answer, review: Review | undefined, { form, at, channel }: Finish): Invitation {
  const on = londonDate(millisOf(at));
  const listings = review && countsForProviders(answer) ? runningOn(review, on).flatMap(({ listing }) => listing ?? []) : [];
  return {
    ...ending(before),
    ...{ state: "answered", answer, finishedBy: form, answeredOn: on, channel, endedAt: at },
    listings: before.kind === "review" ? [...new Set(listings)] : [],
  };
}

/** The invitation with support that has ended meanwhile: its form asks about that too. */
export const withEnded = (before: Invitation, arrangements: readonly string[]): Invitation => ({
  ...before,
  ended: [...new Set([...before.ended, ...arrangements])],
});

/** The form of an invitation. */
export const formOf = ({ kind, ended, format }: Pick<Invitation, "kind" | "ended" | "format">): FormKind => ({
  kind,
  hasEnded: ended.length > 0,
  isEasyRead: format === "easy-read",
});

/** The review record with what was done about its invitation: a contact that asked something, and whether it was answered. */
export const withInvitationContact = (
  review: Review,
  contact: {
    readonly on: PlainDate;
    readonly way: (typeof INVITATION_WAYS)[number];
    readonly answered: boolean;
    readonly by: string;
    readonly words?: string | undefined;
  },
): Review => {
  const { words, ...rest } = contact;
  return { ...review, contacts: [...review.contacts, { ...rest, ...(words === undefined ? {} : { words }) }] };
};
