import { ok, type Result, refused } from "../../../shared/domain/result.ts";
import { type Instant, londonDate, millisOf, type PlainDate } from "../../../shared/domain/time.ts";
import type { ExtraReason, ReviewPolicy } from "../../../shared/policy/reviews.ts";
import type { Outcome, Value } from "./outcome.ts";
import { isValueOf } from "./read-outcome.ts";
import type { Contact, Review } from "./review.ts";
import { settled } from "./review-facts.ts";

/** Who does something, when, and the rules of that day. */
export interface Doing {
  readonly by: string;
  readonly at: Instant;
  readonly policy: ReviewPolicy;
}

/** `over`: no payment runs. `already`: it is there. `day`: a day that was not yet, or before the payment. `many`: no more of them. `none`: there is no such thing. `value`: no value of its measure. */
export type KeepRefusal = "over" | "already" | "day" | "many" | "none" | "value";
type Kept = Result<Review, KeepRefusal>;

const dayOf = ({ at }: Doing): PlainDate => londonDate(millisOf(at));
const kept = (review: Review, doing: Doing): Kept => ok(settled(review, doing.policy, dayOf(doing)));

/** Whether the payment has begun and not ended. */
const isRunning = ({ firstPaymentOn, endedOn }: Review, day: PlainDate): boolean =>
  firstPaymentOn !== undefined && firstPaymentOn <= day && (endedOn === undefined || endedOn >= day);

/** A reason for a review before its turn. Each stands once, until a review was held. Source: Care and Support (Direct Payments) Regulations 2014, regulation 7. */
export function withReason(
  before: Review,
  given: { readonly reason: ExtraReason; readonly since: PlainDate; readonly words?: string | undefined },
  doing: Doing,
): Kept {
  const today = dayOf(doing);
  if (!isRunning(before, today)) return refused("over");
  if (before.given.some(({ reason }) => reason === given.reason)) return refused("already");
  if (given.since > today || given.since < (before.firstPaymentOn ?? given.since)) return refused("day");
  const { by, at } = doing;
  const { words, ...one } = given;
  return kept({ ...before, given: [...before.given, { ...one, by, at, ...(words === undefined ? {} : { words }) }] }, doing);
}

/** A contact about the review that is due. */
export function withContact(before: Review, contact: Omit<Contact, "by">, doing: Doing): Kept {
  if (before.openedOn === undefined) return refused("none");
  if (contact.on > dayOf(doing) || contact.on < before.openedOn) return refused("day");
  return kept({ ...before, contacts: [...before.contacts, { ...contact, by: doing.by }] }, doing);
}

/** One more outcome, up to the policy's number of those that are open. */
export function withOutcome(before: Review, outcome: Outcome, doing: Doing): Kept {
  if (!isRunning(before, dayOf(doing))) return refused("over");
  if (before.outcomes.filter(({ closedOn }) => closedOn === undefined).length >= doing.policy.outcomes.most) return refused("many");
  return kept({ ...before, outcomes: [...before.outcomes, outcome] }, doing);
}

/** How an outcome is on a day, as somebody said. Nothing that was said before is changed. */
export function withValue(before: Review, id: string, value: Value, doing: Doing): Kept {
  const outcome = before.outcomes.find((one) => one.id === id);
  if (!outcome || outcome.closedOn !== undefined) return refused("none");
  if (value.on > dayOf(doing) || value.on < outcome.baseline.on) return refused("day");
  if (!isValueOf(outcome.measure, value.value, doing.policy) || (value.theirView !== undefined && !isValueOf(outcome.measure, value.theirView, doing.policy)))
    return refused("value");
  return kept({ ...before, outcomes: before.outcomes.map((one) => (one.id === id ? { ...one, values: [...one.values, value] } : one)) }, doing);
}

/** An outcome that is no longer aimed for. */
export function withoutOutcome(before: Review, id: string, doing: Doing): Kept {
  const found = before.outcomes.find((one) => one.id === id && one.closedOn === undefined);
  if (!found) return refused("none");
  return kept({ ...before, outcomes: before.outcomes.map((one) => (one === found ? { ...one, closedOn: dayOf(doing) } : one)) }, doing);
}

/** The reassessment that a review asked for was held. */
export function withReassessment(before: Review, doing: Doing): Kept {
  if (!before.reassessment || before.reassessment.doneOn !== undefined) return refused("none");
  return kept({ ...before, reassessment: { ...before.reassessment, doneOn: dayOf(doing) } }, doing);
}
