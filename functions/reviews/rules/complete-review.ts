import * as z from "zod/mini";
import { oneOf } from "../../../shared/domain/codes.ts";
import { text } from "../../../shared/domain/fields.ts";
import { type ParameterError, type Read, readBy } from "../../../shared/domain/input.ts";
import { asStored } from "../../../shared/domain/same-value.ts";
import { londonDate, millisOf, monthsAfter, PlainDate } from "../../../shared/domain/time.ts";
import type { ReviewPolicy } from "../../../shared/policy/reviews.ts";
import type { Doing } from "./keep-review.ts";
import { ANSWERED_BY, CHANNELS, HELPED, newestValue, type Outcome, resultOf, summaryOf, type Value } from "./outcome.ts";
import { isValueOf } from "./read-outcome.ts";
import { HEARD, type HeldReview, type Review, WORDS_CHARACTERS } from "./review.ts";
import { datesOf, lastReviewOn, settled } from "./review-facts.ts";

/** What is said of an outcome at a review, by the outcome's id. */
const SaidValue = z.object({
  value: z.number(),
  by: oneOf(ANSWERED_BY),
  channel: oneOf(CHANNELS),
  helped: z.optional(oneOf(HELPED)),
  elseChanged: z.optional(text(300)),
});

/** What an officer says of a review that was held. A form somebody answered is evidence for it, and never a review. */
export const HeldInput = z.object({
  on: PlainDate,
  heard: oneOf(HEARD),
  method: text(60),
  reason: text(60),
  eventOutcome: text(60),
  summary: text(WORDS_CHARACTERS),
  nextOn: PlainDate,
  /** What is said of each outcome, by its id. */
  values: z.record(z.string(), z.unknown()),
  /** Why a reassessment should look at the budget; absent where it need not. */
  reassess: z.optional(text(1000)),
});
export type HeldInput = z.infer<typeof HeldInput>;

const wrong = (parameter: string, detail: string): ParameterError => ({ parameter, detail });

/** Outcomes of which a review has to say how they are: those that are open, and of which nothing was said since it was opened, not even how it is at the beginning. */
export const outcomesToSay = ({ outcomes, openedOn }: Pick<Review, "outcomes" | "openedOn">): readonly Outcome[] =>
  outcomes.filter(
    ({ closedOn, baseline, values }) => closedOn === undefined && (openedOn === undefined || ![baseline, ...values].some(({ on }) => on >= openedOn)),
  );

/** What is said of an outcome, or what is wrong with it, by the names of its fields: `value-{id}`, `helped-{id}`, and who said it, once for all. */
function readSaid({ id, measure }: Outcome, given: unknown, policy: ReviewPolicy): Read<z.infer<typeof SaidValue>> {
  if (given === undefined) return { ok: false, errors: [wrong(`value-${id}`, "is missing")] };
  const read = readBy(SaidValue, given);
  if (!read.ok)
    return {
      ok: false,
      errors: read.errors.map(({ parameter, detail }) => wrong(parameter === "by" || parameter === "channel" ? parameter : `${parameter}-${id}`, detail)),
    };
  return isValueOf(measure, read.value.value, policy) ? read : { ok: false, errors: [wrong(`value-${id}`, "must be a number of its measure")] };
}

const errorsOf = (read: Read<unknown>): readonly ParameterError[] => (read.ok ? [] : read.errors);
/** One error for each field: who said how things are, and how it came, is typed once for all outcomes. */
const once = (errors: readonly ParameterError[]): readonly ParameterError[] => [...new Map(errors.map((error) => [error.parameter, error])).values()];
const Values = z.object({ values: z.record(z.string(), z.unknown()) });
const valuesIn = (given: unknown): Readonly<Record<string, unknown>> => {
  const read = Values.safeParse(given);
  return read.success ? read.data.values : {};
};

/**
 * The record with a review that was held: the next one counts from it. What is wrong with each field, where something is. The budget stays: where it should change, a
 * reassessment is asked for. Sources: Care and Support (Direct Payments) Regulations 2014, regulation 7; Care Act 2014, section 27.
 */
export function completed(before: Review, given: unknown, id: string, doing: Doing): Read<Review> {
  const read = readBy(HeldInput, given);
  const { by, at, policy } = doing;
  if (!read.ok)
    return { ok: false, errors: once([...read.errors, ...outcomesToSay(before).flatMap((one) => errorsOf(readSaid(one, valuesIn(given)[one.id], policy)))]) };
  const { on, heard, method, reason, eventOutcome, summary, nextOn, values, reassess } = read.value;
  const today = londonDate(millisOf(at));
  const { codes } = policy;
  const errors: ParameterError[] = [];
  const last = lastReviewOn(before);
  if (on > today || before.firstPaymentOn === undefined || on < before.firstPaymentOn)
    errors.push(wrong("on", "must be a day that has been, since the first payment"));
  else if (last !== undefined && on <= last) errors.push(wrong("on", "must be after the last review"));
  const isKnown = (list: readonly { readonly code: string }[], code: string) => list.some((one) => one.code === code);
  if (!isKnown(codes.methods, method)) errors.push(wrong("method", "must be one of the list"));
  if (!isKnown(codes.reasons, reason)) errors.push(wrong("reason", "must be one of the list"));
  if (!isKnown(codes.eventOutcomes, eventOutcome)) errors.push(wrong("eventOutcome", "must be one of the list"));
  if (nextOn <= today || nextOn > monthsAfter(on, policy.dates.legalThenMonths))
    errors.push(wrong("nextOn", "must be after today, and no later than the law allows"));
  const toSay = outcomesToSay(before).filter(({ baseline }) => baseline.on <= on);
  const outcomes = before.outcomes.map((one) => {
    // What was agreed on the day says already how it is.
    if (!toSay.includes(one) || (one.baseline.on === on && values[one.id] === undefined)) return one;
    const said = readSaid(one, values[one.id], policy);
    if (said.ok) return { ...one, values: [...one.values, asStored<Value>({ ...said.value, on })] };
    errors.push(...said.errors);
    return one;
  });
  if (errors.length > 0) return { ok: false, errors: once(errors) };
  // What was agreed at this review has its beginning alone.
  const results = outcomes.filter((one) => one.closedOn === undefined && one.values.length > 0).map((one) => resultOf(one, newestValue(one).value));
  const review = asStored<HeldReview>({
    ...{
      id,
      kind: "review",
      on,
      completedAt: at,
      by,
      heard,
      release: codes.release,
      reason,
      method,
      eventOutcome,
      achieved: summaryOf(results),
      summary,
      nextOn,
    },
    ...{ targetOn: before.targetOn, legalOn: before.legalOn },
  });
  const { openedOn: _, reassessment, ...rest } = before;
  const waitsSince = reassessment?.doneOn === undefined ? reassessment?.since : undefined;
  const after: Review = {
    ...rest,
    outcomes,
    held: [...before.held, review],
    // What nobody knew of at the review was not looked at there.
    given: before.given.filter((one) => one.since > on || londonDate(millisOf(one.at)) > on),
    contacts: [],
    ...(reassess === undefined ? (reassessment ? { reassessment } : {}) : { reassessment: { since: waitsSince ?? on, review: id, words: reassess } }),
  };
  return { ok: true, value: settled(after, policy, today) };
}

/** The record with the light look at a new plan: no review, and the legal limit stays. Undefined where none is due, or its day is not one that has been. */
export function planChecked(before: Review, { on, heard }: Pick<HeldReview, "on" | "heard">, id: string, doing: Doing): Review | undefined {
  const today = londonDate(millisOf(doing.at));
  const { firstPaymentOn } = before;
  if (datesOf(before, doing.policy, today)?.planCheck === undefined || firstPaymentOn === undefined || on < firstPaymentOn || on > today) return undefined;
  const look: HeldReview = { id, kind: "plan-check", on, completedAt: doing.at, by: doing.by, heard };
  return settled({ ...before, held: [...before.held, look], contacts: [] }, doing.policy, today);
}
