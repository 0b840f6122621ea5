import * as z from "zod/mini";
import { oneOf } from "../../../shared/domain/codes.ts";
import { text } from "../../../shared/domain/fields.ts";
import { type ParameterError, type Read, readBy } from "../../../shared/domain/input.ts";
import { asStored } from "../../../shared/domain/same-value.ts";
import { londonDate, millisOf, monthsAfter, PlainDate } from "../../../shared/domain/time.ts";
import type { Doing } from "./keep-review.ts";
import { ANSWERED_BY, CHANNELS, HELPED, newestValue, type Outcome, resultOf, summaryOf, type Value } from "./outcome.ts";
import { isValueOf } from "./read-outcome.ts";
import { HEARD, type HeldReview, type Review, WORDS_CHARACTERS } from "./review.ts";
import { lastReviewOn, settled } from "./review-facts.ts";

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
  values: z.record(z.string(), SaidValue),
  /** Why a reassessment should look at the budget; absent where it need not. */
  reassess: z.optional(text(1000)),
});
export type HeldInput = z.infer<typeof HeldInput>;

const wrong = (parameter: string, detail: string): ParameterError => ({ parameter, detail });

/** Outcomes of which a review has to say how they are: those that are open, and of which nothing was said since it was opened. */
export const outcomesToSay = ({ outcomes, openedOn }: Pick<Review, "outcomes" | "openedOn">): readonly Outcome[] =>
  outcomes.filter((one) => one.closedOn === undefined && (openedOn === undefined || !one.values.some(({ on }) => on >= openedOn)));

/**
 * The record with a review that was held: the next one counts from it. What is wrong with each field, where something is. The budget stays: where it should change, a
 * reassessment is asked for. Sources: Care and Support (Direct Payments) Regulations 2014, regulation 7; Care Act 2014, section 27.
 */
export function completed(before: Review, given: unknown, id: string, doing: Doing): Read<Review> {
  const read = readBy(HeldInput, given);
  if (!read.ok) return read;
  const { on, heard, method, reason, eventOutcome, summary, nextOn, values, reassess } = read.value;
  const { by, at, policy } = doing;
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
  const toSay = outcomesToSay(before);
  for (const outcome of toSay) {
    const said = values[outcome.id];
    if (!said) errors.push(wrong(`value-${outcome.id}`, "is missing"));
    else if (!isValueOf(outcome.measure, said.value, policy)) errors.push(wrong(`value-${outcome.id}`, "must be a number of its measure"));
  }
  if (errors.length > 0) return { ok: false, errors };
  const outcomes = before.outcomes.map((one) => {
    const said = toSay.includes(one) ? values[one.id] : undefined;
    return said ? { ...one, values: [...one.values, asStored<Value>({ ...said, on })] } : one;
  });
  const results = outcomes.filter(({ closedOn }) => closedOn === undefined).map((one) => resultOf(one, newestValue(one).value));
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
  const after: Review = {
    ...rest,
    outcomes,
    held: [...before.held, review],
    given: before.given.filter(({ since }) => since > on),
    contacts: [],
    ...(reassess === undefined ? (reassessment ? { reassessment } : {}) : { reassessment: { since: on, review: id, words: reassess } }),
  };
  return { ok: true, value: settled(after, policy, today) };
}

/** The record with the light look at a new plan: no review, and the legal limit stays. Undefined where none is due, or its day is not one that has been. */
export function planChecked(before: Review, { on, heard }: Pick<HeldReview, "on" | "heard">, id: string, doing: Doing): Review | undefined {
  const today = londonDate(millisOf(doing.at));
  const isLooked = lastReviewOn(before) !== undefined || before.held.some((one) => one.kind === "plan-check" && one.on >= (before.firstPaymentOn ?? ""));
  if (isLooked || before.firstPaymentOn === undefined || on < before.firstPaymentOn || on > today) return undefined;
  const { openedOn: _, ...rest } = before;
  const look: HeldReview = { id, kind: "plan-check", on, completedAt: doing.at, by: doing.by, heard };
  return settled({ ...rest, held: [...before.held, look], contacts: [] }, doing.policy, today);
}
