import * as z from "zod/mini";
import { oneOf } from "../../../shared/domain/codes.ts";
import { RecordId, text } from "../../../shared/domain/fields.ts";
import { type ParameterError, type Read, readBy } from "../../../shared/domain/input.ts";
import { dayNumber, daysAfter, monthsAfter, PlainDate } from "../../../shared/domain/time.ts";
import type { ReviewPolicy } from "../../../shared/policy/reviews.ts";
import type { SupportDays } from "./attribution.ts";
import { ANSWERED_BY, CHANNELS, DOMAINS, MEASURES, type MeasureKind, type Outcome } from "./outcome.ts";

/** What is said of a new outcome. */
export const NewOutcome = z.object({
  words: text(300),
  domain: oneOf(DOMAINS),
  measure: oneOf(MEASURES),
  low: z.optional(text(100)),
  high: z.optional(text(100)),
  aim: oneOf(["change", "keep"]),
  baseline: z.number({ error: "must be a number" }),
  baselineOn: PlainDate,
  by: oneOf(ANSWERED_BY),
  channel: oneOf(CHANNELS),
  target: z.number({ error: "must be a number" }),
  targetOn: PlainDate,
  arrangements: z.array(RecordId).check(z.minLength(1, "must name the support it is for")),
});
export type NewOutcome = z.infer<typeof NewOutcome>;

export interface OutcomeContext {
  readonly id: string;
  readonly today: PlainDate;
  /** The support of the person, now and before. */
  readonly support: readonly SupportDays[];
  readonly policy: ReviewPolicy;
}

/** Whether words name a service alone: 'have a PA 10 hours' is what goes in, and no change in a life. */
export function isServiceAlone(words: string, { outcomes }: ReviewPolicy): boolean {
  const plain = ` ${words
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\d]+/gu, " ")
    .trim()} `;
  const holds = (word: string) => plain.includes(` ${word} `);
  return outcomes.serviceWords.some(holds) && !outcomes.purposeWords.some(holds);
}

/** Whether a value can be one of a measure: a whole number from 0, up to 10, to the times in a week, or to yes. */
export function isValueOf(measure: MeasureKind, value: number, { outcomes }: ReviewPolicy): boolean {
  const most = { scale: outcomes.scaleMost, "count-a-week": outcomes.countMost, "yes-no": 1 }[measure];
  return Number.isSafeInteger(value) && value >= 0 && value <= most;
}

const wrong = (parameter: keyof NewOutcome, detail: string): ParameterError => ({ parameter, detail });

/**
 * A new outcome, if it is specific, quantifiable and attributable; else what is wrong with each field. A baseline far from the first day of its support is kept as
 * remembered later. Source: LCC Direct Payments Development Plan, outcome 2.
 */
export function readOutcome(input: unknown, { id, today, support, policy }: OutcomeContext): Read<Outcome> {
  const read = readBy(NewOutcome, input);
  if (!read.ok) return read;
  const { words, domain, measure, low, high, aim, baseline, baselineOn, by, channel, target, targetOn, arrangements } = read.value;
  const { outcomes } = policy;
  const named = support.filter(({ arrangement }) => arrangements.includes(arrangement));
  const errors: ParameterError[] = [];
  if (words.length < outcomes.words.least || words.length > outcomes.words.most) errors.push(wrong("words", "must say what is to change"));
  else if (isServiceAlone(words, policy)) errors.push(wrong("words", "must say what the support will let them do"));
  if (measure === "scale" && low === undefined) errors.push(wrong("low", "must say what 0 means to them"));
  if (measure === "scale" && high === undefined) errors.push(wrong("high", "must say what the highest number means to them"));
  if (!isValueOf(measure, baseline, policy)) errors.push(wrong("baseline", "must be a number of its measure"));
  if (baselineOn > today) errors.push(wrong("baselineOn", "must be a day that has been"));
  if (!isValueOf(measure, target, policy)) errors.push(wrong("target", "must be a number of its measure"));
  else if (aim === "change" && target === baseline) errors.push(wrong("target", "must differ from how it is now"));
  if (targetOn <= baselineOn || targetOn < today || targetOn > monthsAfter(today, outcomes.targetMonths))
    errors.push(wrong("targetOn", "must be in the next twelve months"));
  if (arrangements.some((id) => !named.some(({ arrangement }) => arrangement === id))) errors.push(wrong("arrangements", "must be support of theirs"));
  // An outcome is closed with the last of its support.
  else if (named.every(({ to }) => to !== undefined && to < today)) errors.push(wrong("arrangements", "must be support that goes on"));
  if (errors.length > 0) return { ok: false, errors };
  const near = named.some(
    ({ from }) => baselineOn >= daysAfter(from, -outcomes.baselineDays.before) && dayNumber(baselineOn) <= dayNumber(from) + outcomes.baselineDays.after,
  );
  return {
    ok: true,
    value: {
      ...{ id, words, domain, measure, aim, rememberedLater: !near, setOn: today },
      ...(low !== undefined && high !== undefined && measure === "scale" ? { ends: { low, high } } : {}),
      baseline: { value: baseline, on: baselineOn, by, channel },
      target: { value: target, on: targetOn },
      ...{ arrangements: [...new Set(arrangements)], values: [] },
    },
  };
}
