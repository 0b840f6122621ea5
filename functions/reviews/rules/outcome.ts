import * as z from "zod/mini";
import { oneOf } from "../../../shared/domain/codes.ts";
import { RecordId, text } from "../../../shared/domain/fields.ts";
import { PlainDate } from "../../../shared/domain/time.ts";

/** Parts of life an outcome is about, in words of our own: exactly one each. Source: Care and Support (Eligibility Criteria) Regulations 2015, regulation 2. */
export const DOMAINS = ["control", "home", "food", "self-care", "safety", "family", "community", "work-and-learning", "caring-for-others"] as const;
export type Domain = (typeof DOMAINS)[number];

export const MEASURES = ["scale", "count-a-week", "yes-no"] as const;
export type MeasureKind = (typeof MEASURES)[number];

/** Who gave a value. `proxy`: what they think, and what they think the person thinks. */
export const ANSWERED_BY = ["self", "with-help", "proxy", "staff"] as const;
/** How a value came. */
export const CHANNELS = ["online", "phone", "letter", "visit"] as const;
/** How much support helped, as people say it. Published as what people said, never as what caused it. */
export const HELPED = ["a-lot", "some", "not-much", "made-it-worse", "dont-know"] as const;

/** How something was on a day, and who said so. */
export const Value = z.object({
  value: z.number(),
  on: PlainDate,
  by: oneOf(ANSWERED_BY),
  channel: oneOf(CHANNELS),
  /** What a proxy thinks the person would say. */
  theirView: z.optional(z.number()),
  helped: z.optional(oneOf(HELPED)),
  /** What else changed in their life. */
  elseChanged: z.optional(text(300)),
});
export type Value = z.infer<typeof Value>;

/** A step somebody wants to take in their life: in their words, measured, and with the support it is put down to. */
export const Outcome = z.object({
  id: RecordId,
  words: text(300),
  domain: oneOf(DOMAINS),
  measure: oneOf(MEASURES),
  /** What both ends of a scale mean to them. */
  ends: z.optional(z.object({ low: text(100), high: text(100) })),
  aim: oneOf(["change", "keep"]),
  baseline: Value,
  /** It was said from memory, or long after: kept, and left out of published change. */
  rememberedLater: z.boolean(),
  /** For an outcome to keep something, `value` is the limit it stays within. */
  target: z.object({ value: z.number(), on: PlainDate }),
  arrangements: z.array(RecordId).check(z.minLength(1)),
  values: z.array(Value),
  /** With the last support for it, or by what somebody said. */
  closedOn: z.optional(PlainDate),
  setOn: PlainDate,
});
export type Outcome = z.infer<typeof Outcome>;

export const RESULTS = ["full", "part", "none"] as const;
export type OutcomeResult = (typeof RESULTS)[number];

/** The newest value, the baseline where there is no other. Of one day the one given last counts. */
export const newestValue = ({ baseline, values }: Pick<Outcome, "baseline" | "values">): Value =>
  values.reduce((newest, one) => (one.on >= newest.on ? one : newest), baseline);

/** How far along it is, from 0 at the baseline to 1 at the target; below 0 where it went the wrong way. For an outcome to keep something undefined. */
export function progressOf({ aim, baseline, target }: Pick<Outcome, "aim" | "baseline" | "target">, value: number): number | undefined {
  return aim === "keep" ? undefined : (value - baseline.value) / (target.value - baseline.value);
}

/** Whether more is better. What is to be kept has its limit below, or above where that is more than now, or where both are 0: there is no less than none. */
const isUpward = ({ aim, baseline, target }: Pick<Outcome, "aim" | "baseline" | "target">): boolean =>
  aim === "keep" ? target.value < baseline.value || (target.value === baseline.value && target.value > 0) : target.value > baseline.value;

/** Whether a value meets an outcome: fully at the target, in part on the way, else not. What is to be kept is met on the right side of its limit. */
export function resultOf(outcome: Pick<Outcome, "aim" | "baseline" | "target">, value: number): OutcomeResult {
  const { aim, target } = outcome;
  if (aim === "keep") return (isUpward(outcome) ? value >= target.value : value <= target.value) ? "full" : "none";
  const progress = progressOf(outcome, value) ?? 0;
  return progress >= 1 ? "full" : progress > 0 ? "part" : "none";
}

/** What a review says of all outcomes together, whatever their order: undefined of none. Source: Client Level Data, review outcomes achieved. */
export function summaryOf(results: readonly OutcomeResult[]): OutcomeResult | undefined {
  if (results.length === 0) return undefined;
  if (results.every((one) => one === "full")) return "full";
  return results.some((one) => one !== "none") ? "part" : "none";
}

/** Whether it went the wrong way since it was last looked at. */
export function isFalling(outcome: Pick<Outcome, "aim" | "baseline" | "target" | "values">): boolean {
  const inOrder = [outcome.baseline, ...outcome.values.toSorted((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0))];
  const [before, now] = inOrder.slice(-2);
  if (!before || !now || inOrder.length < 2) return false;
  return isUpward(outcome) ? now.value < before.value : now.value > before.value;
}
