import { asStored, isSameStored } from "../../../shared/domain/same-value.ts";
import { daysAfter, type PlainDate } from "../../../shared/domain/time.ts";
import type { ReviewPolicy } from "../../../shared/policy/reviews.ts";
import { type DateFacts, type Extra, type ReviewDates, reviewDates } from "./due-dates.ts";
import { invitationWanted } from "./invitation-wanted.ts";
import { isFalling, type Outcome } from "./outcome.ts";
import type { PaymentFacts } from "./payment-facts.ts";
import type { QueueFacts } from "./queue.ts";
import type { Review } from "./review.ts";

/** The last review of a payment; undefined where there was none. A light look at a plan is none, and what was held under a payment before was of another plan. */
export const lastReviewOn = ({ held, firstPaymentOn }: Pick<Review, "held" | "firstPaymentOn">): PlainDate | undefined =>
  held
    .filter(({ kind, on }) => kind === "review" && firstPaymentOn !== undefined && on >= firstPaymentOn)
    .map(({ on }) => on)
    .toSorted()
    .at(-1);

/** The support that runs on a day. */
export const runningOn = ({ support }: Pick<Review, "support">, day: PlainDate) =>
  support.filter(({ from, to }) => from <= day && (to === undefined || to >= day));

/** Since when nobody supports somebody who had support: as records say, or from the day after the last of it; undefined while some runs, or is to come. */
function unsupportedSince({ support, noSupportSince }: Review, today: PlainDate): PlainDate | undefined {
  const ends = support.map(({ to }) => to);
  if (ends.some((to) => to === undefined || to >= today)) return undefined;
  const last = ends
    .flatMap((to) => to ?? [])
    .toSorted()
    .at(-1);
  return noSupportSince ?? (last && daysAfter(last, 1));
}

/**
 * All reasons for a review besides its turn: those that were given, and those that records tell of. What stood before the last review was looked at there, and what
 * stood before the first payment when that was agreed: it is no reason again, unless it stands still. Nobody to support somebody is looked at until there is somebody,
 * and counts from the last look.
 */
export function extrasOf(review: Review, today: PlainDate): readonly Extra[] {
  const { firstPaymentOn, given, capacityChangedOn, balanceAskedOn } = review;
  const last = lastReviewOn(review);
  const found: Extra[] = given.map(({ reason, since }) => ({ reason, since }));
  const since = (reason: Extra["reason"], day: PlainDate | undefined) => {
    const isLookedAt = day !== undefined && (last === undefined ? firstPaymentOn !== undefined && day < firstPaymentOn : day <= last);
    if (day !== undefined && day <= today && !isLookedAt) found.push({ reason, since: day });
  };
  since("capacity-change", capacityChangedOn);
  since("balance-case", balanceAskedOn);
  const nobodySince = unsupportedSince(review, today);
  if (nobodySince !== undefined && nobodySince <= today)
    found.push({ reason: "no-support", since: [nobodySince, last ?? firstPaymentOn ?? nobodySince].toSorted().at(-1) ?? nobodySince });
  const out = runningOn(review, today).flatMap(({ outSince }) => outSince ?? []);
  since("provider-lapsed", out.filter((day) => last === undefined || day > last).toSorted()[0]);
  return found;
}

const dateFacts = (review: Review, extras: readonly Extra[]): DateFacts => ({
  ...{ firstPaymentOn: review.firstPaymentOn, endedOn: review.endedOn, extras },
  held: review.held.map(({ kind, on, nextOn }) => ({ kind, on, nextOn })),
});

/** When the next review is due; undefined where none is. */
export const datesOf = (review: Review, policy: ReviewPolicy, today: PlainDate): ReviewDates | undefined =>
  reviewDates(dateFacts(review, extrasOf(review, today)), policy, today);

/** What the queue goes by; undefined where no review is due to be worked on. */
export function queueFactsOf(review: Review, today: PlainDate): QueueFacts | undefined {
  const { id, legalOn, targetOn, openedOn, couldNotFind, contacts, outcomes } = review;
  if (openedOn === undefined || legalOn === undefined || targetOn === undefined) return undefined;
  const running = runningOn(review, today);
  return {
    ...{ payment: id, legalOn, targetOn, couldNotFind },
    neverReviewed: lastReviewOn(review) === undefined,
    extras: [...new Set(extrasOf(review, today).map(({ reason }) => reason))],
    fallingOutcomes: outcomes.filter((one) => one.closedOn === undefined && isFalling(one)).length,
    unanswered: contacts.slice(contacts.findLastIndex(({ answered }) => answered) + 1).length,
    providers: running.length,
    aloneWithoutBackup: running.length === 1 && running[0]?.isAssistant === true,
  };
}

/** The days to come on which something else holds of a payment that runs: support begins or is over, and what records say ahead. */
const turnsOf = ({ support, capacityChangedOn, balanceAskedOn, noSupportSince, endedOn }: Review): readonly (PlainDate | undefined)[] => [
  ...support.flatMap(({ from, to }) => [from, to && daysAfter(to, 1)]),
  ...[capacityChangedOn, balanceAskedOn, noSupportSince, endedOn && daysAfter(endedOn, 1)],
];

/**
 * The record as its dates make it on a day: what is due is open from its first day on, an outcome whose support has ended is closed, and it stands in the index under
 * the day somebody has to look at it next. The very same record where nothing changes.
 */
export function settled(review: Review, policy: ReviewPolicy, today: PlainDate): Review {
  const { openedOn, targetOn: _, legalOn: __, nextOn: ___, ...rest } = review;
  const { firstPaymentOn, endedOn, support } = review;
  const dates = datesOf(review, policy, today);
  // A payment that is known ahead of its first day is looked at on that.
  const begins = firstPaymentOn !== undefined && (endedOn === undefined || endedOn >= firstPaymentOn) ? firstPaymentOn : undefined;
  const opensOn = dates && [dates.dueOn, daysAfter(dates.targetOn, -policy.contact.openDays)].toSorted()[0];
  const isOpen = opensOn !== undefined && (opensOn <= today || extrasOf(review, today).length > 0);
  const closing = review.outcomes.map((one) => (one.closedOn === undefined ? lastDayOf(one, support) : undefined));
  const closings = closing.map((day) => day && daysAfter(day, 1));
  const [nextOn] = [begins, ...(dates ? [...turnsOf(review), isOpen ? undefined : opensOn] : []), ...closings]
    .flatMap((day) => (day !== undefined && day > today ? day : []))
    .toSorted();
  const opened = isOpen ? (openedOn ?? today) : undefined;
  // Whoever is still to be invited stands under the day that was learned: the job goes through that day again.
  const isWanted = invitationWanted({ ...rest, openedOn: opened }, today, policy) !== undefined;
  const wantedOn = review.nextOn !== undefined && review.nextOn <= today ? review.nextOn : today;
  const lookOn = isWanted ? wantedOn : nextOn;
  const after: Review = {
    ...rest,
    outcomes: review.outcomes.map((one, at) => {
      const closedOn = closing[at];
      return closedOn === undefined || closedOn >= today ? one : { ...one, closedOn };
    }),
    ...(dates ? { targetOn: dates.targetOn, legalOn: dates.legalOn } : {}),
    ...(opened === undefined ? {} : { openedOn: opened }),
    ...(lookOn === undefined ? {} : { nextOn: lookOn }),
  };
  return isSameStored(after, review) ? review : { ...after, lookedOn: today };
}

/** The record with what other records say now; the very same where they say nothing new. */
export function withFacts(before: Review | undefined, facts: PaymentFacts, policy: ReviewPolicy, today: PlainDate): Review {
  const { id, authority, reference, name, account, firstPaymentOn, endedOn, area, capacityChangedOn, noSupportSince, balanceAskedOn, couldNotFind, support } =
    facts;
  const kept = before ?? { given: [], held: [], contacts: [], outcomes: [] };
  const { given, held, contacts, outcomes } = kept;
  const due = before && {
    ...{
      openedOn: before.openedOn,
      reassessment: before.reassessment,
      nextOn: before.nextOn,
      invitedFor: before.invitedFor,
      feedbackOff: before.feedbackOff,
      reading: before.reading,
      endedInvited: before.endedInvited,
      targetOn: before.targetOn,
      legalOn: before.legalOn,
    },
  };
  const after = asStored<Review>({
    ...{ id, authority, reference, name, owner: account, firstPaymentOn, endedOn, area, capacityChangedOn, noSupportSince, balanceAskedOn, couldNotFind },
    ...{ support: supportOf(support, before, today), given, held, contacts, outcomes },
    ...{ ...due, lookedOn: today },
  });
  const done = settled(after, policy, today);
  return before && isSameStored({ ...before, lookedOn: today }, done) ? before : done;
}

/** Support as it is kept: with the day on which it was learned that its provider is not on the list. */
const supportOf = (support: PaymentFacts["support"], before: Review | undefined, today: PlainDate): Review["support"] =>
  support.map((one) => {
    const known = before?.support.find(({ arrangement }) => arrangement === one.arrangement)?.outSince;
    return one.isOut ? { ...one, outSince: known ?? today } : one;
  });

/** The last day of all support of an outcome; undefined while some has no end, or is not known. */
function lastDayOf({ arrangements }: Outcome, support: Review["support"]): PlainDate | undefined {
  const theirs = support.filter(({ arrangement }) => arrangements.includes(arrangement));
  const isKnown = arrangements.every((id) => theirs.some(({ arrangement }) => arrangement === id));
  if (!isKnown || theirs.some(({ to }) => to === undefined)) return undefined;
  return theirs
    .flatMap(({ to }) => to ?? [])
    .toSorted()
    .at(-1);
}
