import { daysAfter, type PlainDate } from "../../../shared/domain/time.ts";
import type { ReviewPolicy } from "../../../shared/policy/reviews.ts";
import type { Review } from "./review.ts";

/** The support of a review that ended lately, and whose person has not been asked why. */
export const endedUnasked = ({ support, endedInvited = [] }: Review, today: PlainDate, { form }: ReviewPolicy): readonly string[] =>
  support
    .filter(({ arrangement, to }) => to !== undefined && to < today && daysAfter(to, form.endedDays) >= today && !endedInvited.includes(arrangement))
    .map(({ arrangement }) => arrangement);

/** What a person is to be invited to by what is known of their reviews: to say how it is before a review that is open, or why support ended. Nothing while no payment runs. */
export function invitationWanted(review: Review, today: PlainDate, policy: ReviewPolicy): "review" | "ended" | undefined {
  const { openedOn, invitedFor, firstPaymentOn, endedOn } = review;
  if (firstPaymentOn === undefined || firstPaymentOn > today || (endedOn !== undefined && endedOn < today)) return undefined;
  if (openedOn !== undefined && openedOn !== invitedFor) return "review";
  return endedUnasked(review, today, policy).length > 0 ? "ended" : undefined;
}

/** The record once its person is invited: for the opening it is open for, and to say why support ended that has. */
export const asInvited = (review: Review, today: PlainDate, policy: ReviewPolicy): Review => {
  const ended = endedUnasked(review, today, policy);
  return {
    ...review,
    ...(review.openedOn === undefined ? {} : { invitedFor: review.openedOn }),
    ...(ended.length === 0 ? {} : { endedInvited: [...(review.endedInvited ?? []), ...ended] }),
  };
};
