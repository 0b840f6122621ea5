import * as z from "zod/mini";
import { oneOf } from "../../../shared/domain/codes.ts";
import { text } from "../../../shared/domain/fields.ts";
import { type Read, readBy } from "../../../shared/domain/input.ts";
import { PlainDate } from "../../../shared/domain/time.ts";
import { dateIn } from "../../../shared/domain/typed-date.ts";
import type { EXTRA_REASONS, ReviewPolicy } from "../../../shared/policy/reviews.ts";
import { ANSWERED_BY } from "./outcome.ts";
import { CONTACT_WAYS, HEARD } from "./review.ts";

/** What officers do with reviews. */
export const REVIEW_MOVES = ["complete", "plan-check", "contact", "reason", "outcome", "value", "end-outcome", "reassessed"] as const;
export type ReviewMove = (typeof REVIEW_MOVES)[number];
export const reviewMove = (name: string): ReviewMove | undefined => REVIEW_MOVES.find((one) => one === name);

const typed = (form: URLSearchParams, name: string): string | undefined => (form.get(name) ?? "").trim() || undefined;
/** Without what was not given: a contract calls that missing. */
const given = (fields: Readonly<Record<string, unknown>>): object => Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));

/** A value as it is typed: a number, or yes and no; the text itself where it is none. */
export function typedValue(form: URLSearchParams, name: string): number | string | undefined {
  const text = typed(form, name)?.toLowerCase();
  if (text === "yes") return 1;
  if (text === "no") return 0;
  return text !== undefined && /^\d{1,3}$/.test(text) ? Number(text) : text;
}

/** Reasons an officer gives: the others, records tell of. */
export const OFFICER_REASONS = [
  "safety-concern",
  "breach",
  "concern",
  "conditions-not-met",
  "capacity-change",
  "person-request",
] as const satisfies readonly (typeof EXTRA_REASONS)[number][];

const Reason = z.object({ reason: oneOf(OFFICER_REASONS), since: PlainDate, words: text(1000) });
export const readReason = (form: URLSearchParams): Read<z.infer<typeof Reason>> =>
  readBy(Reason, given({ reason: typed(form, "reason"), since: dateIn(form, "since"), words: typed(form, "words") }));

const ContactMade = z.object({ on: PlainDate, way: oneOf(CONTACT_WAYS), answered: oneOf(["yes", "no"]), words: z.optional(text(1000)) });
export const readContact = (form: URLSearchParams): Read<z.infer<typeof ContactMade>> =>
  readBy(ContactMade, given({ on: dateIn(form, "on"), way: typed(form, "way"), answered: typed(form, "answered"), words: typed(form, "words") }));

const PlanCheck = z.object({ on: PlainDate, heard: oneOf(HEARD) });
export const readPlanCheck = (form: URLSearchParams): Read<z.infer<typeof PlanCheck>> =>
  readBy(PlanCheck, given({ on: dateIn(form, "on"), heard: typed(form, "heard") }));

const Said = z.object({
  value: z.number({ error: "must be a number" }),
  /** What the person would say, where another answers. */
  theirView: z.optional(z.number({ error: "must be a number" })),
  on: PlainDate,
  by: oneOf(ANSWERED_BY),
  channel: oneOf(["phone", "visit", "letter"]),
});
export const readValue = (form: URLSearchParams): Read<z.infer<typeof Said>> =>
  readBy(
    Said,
    given({
      value: typedValue(form, "value"),
      theirView: typed(form, "by") === "proxy" ? typedValue(form, "theirView") : undefined,
      on: dateIn(form, "on"),
      by: typed(form, "by"),
      channel: typed(form, "channel"),
    }),
  );

/** A new outcome, as `readOutcome` takes it. */
export const outcomeIn = (form: URLSearchParams): object =>
  given({
    ...{ words: typed(form, "words"), domain: typed(form, "domain"), measure: typed(form, "measure"), low: typed(form, "low"), high: typed(form, "high") },
    ...{ aim: typed(form, "aim"), baseline: typedValue(form, "baseline"), baselineOn: dateIn(form, "baselineOn"), by: typed(form, "by"), channel: "visit" },
    ...{ target: typedValue(form, "target"), targetOn: dateIn(form, "targetOn"), arrangements: form.getAll("arrangements") },
  });

/** A review that was held, as `completed` takes it: who said how things are counts for all outcomes, and how it came goes by the method. */
export function heldIn(form: URLSearchParams, outcomes: readonly { readonly id: string }[], { codes }: ReviewPolicy): object {
  const method = typed(form, "method");
  const channel = codes.methods.find(({ code }) => code === method)?.channel ?? "visit";
  const values = outcomes.flatMap(({ id }) => {
    const value = typedValue(form, `value-${id}`);
    const said = given({
      value: value === undefined ? undefined : Number(value),
      by: typed(form, "by"),
      channel,
      helped: typed(form, `helped-${id}`),
    });
    return value === undefined ? [] : [[id, said] as const];
  });
  return given({
    ...{ on: dateIn(form, "on"), heard: typed(form, "heard"), method, reason: typed(form, "reason"), eventOutcome: typed(form, "eventOutcome") },
    ...{ summary: typed(form, "summary"), nextOn: dateIn(form, "nextOn"), reassess: typed(form, "reassess"), values: Object.fromEntries(values) },
  });
}
