import { asStored, isSameStored } from "../../../shared/domain/same-value.ts";
import { daysAfter, type PlainDate } from "../../../shared/domain/time.ts";
import type { ReviewPolicy } from "../../../shared/policy/reviews.ts";
import { type DateFacts, type Extra, type ReviewDates, reviewDates } from "./due-dates.ts";
import { isFalling } from "./outcome.ts";
import type { PaymentFacts } from "./payment-facts.ts";
import type { QueueFacts } from "./queue.ts";
import type { Review } from "./review.ts";

/** The last review; undefined where there was none. A light look at a plan is none. */
export const lastReviewOn = ({ held }: Pick<Review, "held">): PlainDate | undefined =>
  held
    .filter(({ kind }) => kind === "review")
    .map(({ on }) => on)
    .toSorted()
    .at(-1);

/** The support that runs on a day. */
export const runningOn = ({ support }: Pick<Review, "support">, day: PlainDate) =>
  support.filter(({ from, to }) => from <= day && (to === undefined || to >= day));

/**
 * All reasons for a review besides its turn: those that were given, and those that records tell of. What stood before the last review was looked at there, and is no
 * reason again, unless it stands still: nobody to support somebody is looked at until there is somebody.
 */
export function extrasOf(review: Review, today: PlainDate): readonly Extra[] {
  const last = lastReviewOn(review);
  const found: Extra[] = review.given.map(({ reason, since }) => ({ reason, since }));
  const since = (reason: Extra["reason"], day: PlainDate | undefined) => {
    if (day !== undefined && day <= today && (last === undefined || day > last)) found.push({ reason, since: day });
  };
  since("capacity-change", review.capacityChangedOn);
  since("balance-case", review.balanceAskedOn);
  since("no-support", review.noSupportSince);
  if (runningOn(review, today).some(({ isOut }) => isOut)) found.push({ reason: "provider-lapsed", since: review.openedOn ?? today });
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
    unanswered: contacts.filter(({ answered }) => !answered).length,
    providers: running.length,
    aloneWithoutBackup: running.length === 1 && running[0]?.isAssistant === true,
  };
}

/**
 * The record as its dates make it on a day: what is due is open from its first day on, and stands in the index under the day somebody has to look at it next. The
 * very same record where nothing changes.
 */
export function settled(review: Review, policy: ReviewPolicy, today: PlainDate): Review {
  const { openedOn, targetOn: _, legalOn: __, nextOn: ___, ...rest } = review;
  const dates = datesOf(review, policy, today);
  // A payment that is known ahead of its first day is looked at on that.
  const begins = review.firstPaymentOn !== undefined && review.firstPaymentOn > today && review.endedOn === undefined ? review.firstPaymentOn : undefined;
  const isOpen =
    dates !== undefined && (dates.dueOn <= today || extrasOf(review, today).length > 0 || dates.targetOn <= daysAfter(today, policy.contact.openDays));
  const opensOn = dates && [dates.dueOn, daysAfter(dates.targetOn, -policy.contact.openDays)].toSorted()[0];
  const ends = review.endedOn !== undefined && review.endedOn >= today ? daysAfter(review.endedOn, 1) : undefined;
  const [nextOn] = [begins, isOpen ? undefined : opensOn, dates ? ends : undefined].flatMap((day) => day ?? []).toSorted();
  const after: Review = {
    ...rest,
    ...(dates ? { targetOn: dates.targetOn, legalOn: dates.legalOn } : {}),
    ...(isOpen ? { openedOn: openedOn ?? today } : {}),
    ...(nextOn === undefined ? {} : { nextOn }),
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
    ...{ openedOn: before.openedOn, reassessment: before.reassessment, nextOn: before.nextOn, targetOn: before.targetOn, legalOn: before.legalOn },
  };
  const after = asStored<Review>({
    ...{ id, authority, reference, name, owner: account, firstPaymentOn, endedOn, area, capacityChangedOn, noSupportSince, balanceAskedOn, couldNotFind },
    ...{ support: [...support], given, held, contacts, outcomes: [...outcomesOf(outcomes, support)] },
    ...{ ...due, lookedOn: before?.lookedOn ?? today },
  });
  const done = settled(after, policy, today);
  return before && isSameStored({ ...before, lookedOn: today }, { ...done, lookedOn: today }) ? before : done;
}

/** An outcome whose support has all ended is closed with its last value, and not carried on. */
const outcomesOf = (outcomes: Review["outcomes"], support: PaymentFacts["support"]): Review["outcomes"] =>
  outcomes.map((one) => {
    const theirs = support.filter(({ arrangement }) => one.arrangements.includes(arrangement));
    const lastDay = theirs
      .map(({ to }) => to)
      .toSorted()
      .at(-1);
    return one.closedOn !== undefined || theirs.length < one.arrangements.length || theirs.some(({ to }) => to === undefined) || lastDay === undefined
      ? one
      : { ...one, closedOn: lastDay };
  });
