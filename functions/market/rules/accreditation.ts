import { dayNumber, type PlainDate } from "../../../shared/domain/time.ts";

/** Where an application stands between the day it is sent and the day it is decided, in their usual order. */
export const STAGES = ["submitted", "in-review", "needs-more", "recommended", "review-asked"] as const;
export type Stage = (typeof STAGES)[number];

/** How an application is decided, or ends. */
export const OUTCOMES = ["listed", "refused", "withdrawn"] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** A day on which an application came to a stage, or was decided. */
export interface Step {
  readonly to: Stage | Outcome;
  /** The day in London. */
  readonly on: PlainDate;
}

/** What the figures know of one application: no one's name or reference. */
export interface CaseHistory {
  /** Whether someone applies who is on the list already. */
  readonly renewing: boolean;
  /** The last day on which it was promised to be decided, when it was sent. */
  readonly decideBy?: PlainDate | undefined;
  /** From the first on which it was sent, in the order of its trail, whatever its days say. */
  readonly steps: readonly Step[];
}

/** A time at one stage, or at a decision; the newest has no end. Days are those of the calendar in London, so a day is one whatever the clocks do. */
export interface Stay {
  readonly at: Stage | Outcome;
  readonly from: PlainDate;
  readonly until?: PlainDate;
}

const isStage = (at: Stage | Outcome): at is Stage => STAGES.some((one) => one === at);

/** Days from one to another; as many as there are nights between. */
const daysBetween = (from: PlainDate, until: PlainDate): number => dayNumber(until) - dayNumber(from);

/**
 * Where an application was, from the day it was first sent, as it was known at the start of the day `before`. Days never go back, so that each stay begins when
 * the one before ends. Once listed, an application is decided: whatever comes of the listing is no part of it.
 */
export function staysOf({ steps }: Pick<CaseHistory, "steps">, before: PlainDate): readonly Stay[] {
  const stays: Stay[] = [];
  for (const { to, on } of steps) {
    const last = stays.at(-1);
    if (on >= before || last?.at === "listed") break;
    if (last?.at === to) continue;
    const from = last && last.from > on ? last.from : on;
    if (last) stays[stays.length - 1] = { ...last, until: from };
    stays.push({ at: to, from });
  }
  return stays;
}

/** Days at each stage and decision that an application has left: all its stays there together. They sum to the days from first to last. */
export function daysAt(stays: readonly Stay[]): ReadonlyMap<Stage | Outcome, number> {
  const days = new Map<Stage | Outcome, number>();
  for (const { at, from, until } of stays) if (until !== undefined) days.set(at, (days.get(at) ?? 0) + daysBetween(from, until));
  return days;
}

/** A month: its first day, and the first of the next. */
export interface Span {
  readonly from: PlainDate;
  readonly before: PlainDate;
}

/** What an application did in a month, as the figures count it. */
export interface CaseMonth {
  /** Where it stood when the month was over; absent before it was sent, and once it was decided. */
  readonly stood?: Stage;
  /** Whether that is later than it was promised to be decided. */
  readonly late: boolean;
  /** Stages from which it went on in the month, each once, with all its days there. To be withdrawn is not to go on. */
  readonly passed: ReadonlyMap<Stage, number>;
  /** How it was decided in the month, the last where more than once, and days since it was first sent. What a review of a refusal leaves as it was is no new decision. */
  readonly decided?: { readonly as: Outcome; readonly days: number };
}

/** What an application did in a month. Nothing that came later changes it. */
export function monthOfCase(history: CaseHistory, { from, before }: Span): CaseMonth {
  const stays = staysOf(history, before);
  const [first, last] = [stays[0], stays.at(-1)];
  const days = daysAt(stays);
  const passed = new Map<Stage, number>();
  let decided: CaseMonth["decided"];
  for (const [index, { at, from: since, until }] of stays.entries()) {
    const [previous, next] = [stays[index - 1], stays[index + 1]];
    if (isStage(at) && until !== undefined && until >= from && next?.at !== "withdrawn") passed.set(at, days.get(at) ?? 0);
    if (!isStage(at) && since >= from && previous?.at !== "review-asked" && first) decided = { as: at, days: daysBetween(first.from, since) };
  }
  const stood = last && isStage(last.at) ? last.at : undefined;
  const late = stood !== undefined && history.decideBy !== undefined && history.decideBy < before;
  return { ...(stood ? { stood } : {}), late, passed, ...(decided ? { decided } : {}) };
}
