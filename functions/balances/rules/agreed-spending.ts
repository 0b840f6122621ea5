import * as z from "zod/mini";
import { RecordId, text } from "../../../shared/domain/fields.ts";
import { type Instant, PlainDate } from "../../../shared/domain/time.ts";
import { type AsKnown, believed, type Fact } from "../../../shared/domain/timeline.ts";
import { type BalanceCase, standing } from "./balance-case.ts";
import type { AccountFacts, RememberedAnswer } from "./facts.ts";
import { dayLearned } from "./known.ts";

// Kinds of spending that no one is asked about: because an answer was accepted, or because the support plan speaks of them. Source: money.md 4, O2, and 6.9, 12.

const Said = { learnedAt: z.string(), by: RecordId, words: text(1000) };

/**
 * An answer of a case that was accepted: a kind of spending that is not asked about again until a day, or until the next plan is entered if that is sooner.
 * Without a day: it is asked about again. The last one of a kind counts.
 */
export const AgreedAnswer = z.object({
  ...Said,
  about: text(40),
  until: z.nullable(PlainDate),
  untilReview: z.optional(z.literal(true)),
  case: z.optional(RecordId),
});
/** All kinds of spending that the support plan speaks of, from a day on; the words say where that stands. */
export const AgreedPlan = z.object({ ...Said, kinds: z.array(text(40)), from: PlainDate });

/** What was noted of an account, as far as spending was agreed. */
interface Noted {
  readonly answers?: readonly z.infer<typeof AgreedAnswer>[] | undefined;
  readonly plans?: readonly z.infer<typeof AgreedPlan>[] | undefined;
}

/** An answer that stands: which kind of spending is not asked about, until when, since when and why. */
export interface StandingAnswer {
  readonly about: string;
  readonly until: PlainDate;
  readonly untilReview?: true | undefined;
  readonly learnedAt: Instant;
  readonly by: string;
  readonly words: string;
}

/** Answers as a check works with them: each counts from when it was accepted until something else was said of the same kind. */
export const answersIn = ({ answers = [] }: Noted): readonly RememberedAnswer[] =>
  answers.flatMap(({ about, until, learnedAt }, index): RememberedAnswer[] => {
    if (until === null) return [];
    const next = answers.slice(index + 1).find((later) => later.about === about)?.learnedAt;
    return [{ about, at: learnedAt, until, ...(next === undefined ? {} : { knownUntil: next }) }];
  });

/** What the support plan speaks of, each time it was said. */
export const plansIn = ({ plans = [] }: Noted): readonly Fact<readonly string[]>[] =>
  plans.map(({ from, learnedAt, kinds }) => ({ from, learnedAt, value: kinds }));

/** The answers that stand on a day, in the order in which they were accepted. */
export function standingAnswers(note: Noted | undefined, day: PlainDate): readonly StandingAnswer[] {
  const last = new Map((note?.answers ?? []).map((one) => [one.about, one]));
  return [...last.values()].flatMap(({ until, ...one }) => (until === null || until < day ? [] : [{ ...one, until }]));
}

/** What an answer was accepted for, or a plan speaks of, by the facts of an account. */
export interface NotAskedAbout {
  readonly about: string;
  readonly why: "answer" | "plan";
  readonly until?: PlainDate | undefined;
}

/** The kinds of spending that someone is not asked about on a day. A kind that the plan speaks of is said once. */
export function notAskedAbout({ remembered, outcomes = [] }: Pick<AccountFacts, "remembered" | "outcomes">, when: AsKnown): readonly NotAskedAbout[] {
  const planned = believed(outcomes, when)?.value ?? [];
  const answered = remembered.filter(
    ({ about, at, until, knownUntil }) => at <= when.knownBy && (knownUntil ?? "9") > when.knownBy && (until ?? "9") >= when.day && !planned.includes(about),
  );
  return [...planned.map((about) => ({ about, why: "plan" as const })), ...answered.map(({ about, until }) => ({ about, why: "answer" as const, until }))];
}

/**
 * Whether an answer stops a question about something of a day, by what is known. One that was ended still counts for what was paid while it stood: whoever
 * relied on it is not asked.
 */
export const isAnswered = ({ remembered }: Pick<AccountFacts, "remembered">, about: string, day: PlainDate, knownBy: Instant): boolean =>
  remembered.some((answer) => {
    if (answer.about !== about || answer.at > knownBy || (answer.until !== undefined && day > answer.until)) return false;
    const { at, knownUntil } = answer;
    return knownUntil === undefined || knownUntil > knownBy || (dayLearned(at) <= day && day <= dayLearned(knownUntil));
  });

/**
 * The kinds of spending of a case whose answer can be accepted for good: those that were found and still stand, once someone answered. None where the
 * question is withheld from its person, whose page would tell of it.
 */
export function answeredKinds(balanceCase: Pick<BalanceCase, "findings" | "answers" | "withheld" | "state">): readonly string[] {
  const { answers, withheld, state } = balanceCase;
  if (state === "closed" || withheld !== undefined || !answers.some(({ code }) => code !== "no-answer")) return [];
  return standing(balanceCase).flatMap(({ code, about }) => (code === "spend-to-ask-about" ? [about] : []));
}
