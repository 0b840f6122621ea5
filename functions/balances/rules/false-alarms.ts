import type { ACCOUNT_KINDS } from "../../../shared/domain/direct-payment.ts";
import { dayNumber, londonDate, millisOf } from "../../../shared/domain/time.ts";
import type { BalancePolicy } from "../../../shared/policy/balances.ts";
import { type BalanceCase, isClosed, type Outcome } from "./balance-case.ts";
import { FINDING_CODES, type FindingCode } from "./result.ts";

type AccountKind = (typeof ACCOUNT_KINDS)[number];

/** A question that was sent, by which rules, and how it ended; open as long as there is no outcome. */
export interface SentQuestion {
  readonly kind: AccountKind;
  readonly codes: readonly FindingCode[];
  readonly outcome?: Outcome | undefined;
  /** From the day on which the case was opened to that on which it was closed. */
  readonly daysOpen?: number | undefined;
}

const MONTH_CHARACTERS = "2026-11".length;

/** A case as a question of the month in which it was sent; undefined where nobody was asked. Rules that found something later did not ask. */
export function sentQuestionOf(balanceCase: BalanceCase): { readonly month: string; readonly question: SentQuestion } | undefined {
  const { question, findings, kind, outcome, closedAt, openedAt } = balanceCase;
  if (question === undefined) return undefined;
  const day = (instant: string) => dayNumber(londonDate(millisOf(instant)));
  const codes = [
    ...new Set(
      findings
        .filter(({ firstSeenOn, knownAt }) => (knownAt === undefined ? firstSeenOn < question.sentOn : londonDate(millisOf(knownAt)) <= question.sentOn))
        .map(({ code }) => code),
    ),
  ].toSorted();
  const ended = isClosed(balanceCase) && closedAt !== undefined && outcome !== undefined;
  return {
    month: question.sentOn.slice(0, MONTH_CHARACTERS),
    question: { kind, codes, ...(ended ? { outcome, daysOpen: day(closedAt) - day(openedAt) } : {}) },
  };
}

/** What some questions came to, as far as there are enough of them to be published. */
export interface Figures {
  readonly sent: number;
  readonly closed: number;
  /** Of those closed, in a hundred; undefined where too few are. */
  readonly nothingWrongPercent?: number | undefined;
  readonly medianDaysOpen?: number | undefined;
}

/** What a rule asked in a month. */
export interface RuleRate {
  readonly code: FindingCode;
  /** Undefined where there are too few to be published. */
  readonly all: Figures | undefined;
  /** By kind of account, where there are enough of each that has any: else what is left out could be worked out from the rest. */
  readonly kinds: readonly (readonly [kind: AccountKind, figures: Figures])[];
  /** Whether it asked so often where nothing was wrong that the rule is at fault, or more often than it should. */
  readonly verdict: "good" | "above-target" | "at-fault" | "not-known";
}

/** The middle of some numbers; of an even count the mean of the two in the middle. Undefined of none. */
export function median(values: readonly number[]): number | undefined {
  const sorted = values.toSorted((one, other) => one - other);
  const [below, above] = [sorted[Math.floor((sorted.length - 1) / 2)], sorted[Math.floor(sorted.length / 2)]];
  return below === undefined || above === undefined ? undefined : (below + above) / 2;
}

function figuresOf(questions: readonly SentQuestion[], leastShown: number): Figures {
  const closed = questions.filter(({ outcome }) => outcome !== undefined);
  if (closed.length < leastShown) return { sent: questions.length, closed: closed.length };
  const wrongless = closed.filter(({ outcome }) => outcome === "nothing-wrong").length;
  return {
    sent: questions.length,
    closed: closed.length,
    nothingWrongPercent: (wrongless / closed.length) * 100,
    medianDaysOpen: median(closed.map(({ daysOpen = 0 }) => daysOpen)),
  };
}

function verdictOn(percent: number | undefined, { targetPercent, faultPercent }: BalancePolicy["watch"]): RuleRate["verdict"] {
  if (percent === undefined) return "not-known";
  return percent > faultPercent ? "at-fault" : percent > targetPercent ? "above-target" : "good";
}

/**
 * How often each rule asked in a month where nothing was wrong. Small numbers are left out, and so is every part from which they could be worked out. A question
 * of several rules counts for each of them.
 */
export function ratesOf(questions: readonly SentQuestion[], watch: BalancePolicy["watch"]): readonly RuleRate[] {
  const { leastShown } = watch;
  return FINDING_CODES.flatMap((code): readonly RuleRate[] => {
    const its = questions.filter(({ codes }) => codes.includes(code));
    if (its.length === 0) return [];
    const byKind = [...Map.groupBy(its, ({ kind }) => kind)].toSorted(([one], [other]) => one.localeCompare(other));
    const enough = byKind.length > 1 && byKind.every(([, some]) => some.filter(({ outcome }) => outcome !== undefined).length >= leastShown);
    const all = its.length < leastShown ? undefined : figuresOf(its, leastShown);
    return [
      {
        code,
        all,
        kinds: enough ? byKind.map(([kind, some]) => [kind, figuresOf(some, leastShown)] as const) : [],
        verdict: verdictOn(all?.nothingWrongPercent, watch),
      },
    ];
  });
}
