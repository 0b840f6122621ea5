import { type PAY_PATTERNS, SUPPORT_SIDES } from "../../../shared/domain/direct-payment.ts";
import type { Pence } from "../../../shared/domain/money.ts";
import { dateOfDay, dayNumber } from "../../../shared/domain/time.ts";
import type { Invoice, SupportFacts, SupportTerms } from "./facts.ts";
import { type Frame, saidByClose } from "./frame.ts";
import { type DayNumber, datedBy, learnedLast, stretches } from "./known.ts";

const MINUTES_AN_HOUR = 60;
const DAYS_A_WEEK = 7;
/** Work is counted by the day as the minutes of its week times pence an hour: so many of that make a penny, and no part of one is lost before the end. */
export const PARTS_A_PENNY = MINUTES_AN_HOUR * DAYS_A_WEEK;

/** The days of a pay period; of a month the most it has. */
export const PAY_PERIOD_DAYS: { readonly [Pattern in (typeof PAY_PATTERNS)[number]]: number } = { weekly: 7, "four-weekly": 28, monthly: 31 };

/** Work that was done and is not paid for, and the wages that taxes are worked out from. */
export interface WorkDone {
  /** The day of `parts[0]`. */
  readonly first: DayNumber;
  /** What is not paid for, by day. */
  readonly parts: readonly number[];
  /** All wages by day, paid for or not. */
  readonly wages: readonly number[];
  readonly hours: number;
  /** Of the last day that counts, with the first and last such days; undefined where there is none. */
  readonly last?: { readonly ratePence: Pence; readonly since: DayNumber; readonly until: DayNumber } | undefined;
}

/** Confirmed hours as minutes of a week, by the day on which the week begins. */
function confirmedWeeks(support: SupportFacts, { knownBy }: Frame): ReadonlyMap<DayNumber, number> {
  const last = new Map<string, (typeof support.worked)[number]>();
  for (const week of support.worked) {
    const before = last.get(week.weekOf);
    if (week.learnedAt <= knownBy && (before === undefined || week.learnedAt >= before.learnedAt)) last.set(week.weekOf, week);
  }
  return new Map([...last.values()].map(({ weekOf, hours }) => [dayNumber(weekOf), Math.round(hours * MINUTES_AN_HOUR)]));
}

/** The minutes said of the week a day lies in; where weeks overlap, of the one that began last. */
function minutesConfirmed(weeks: ReadonlyMap<DayNumber, number>, day: DayNumber): number | undefined {
  for (let back = 0; back < DAYS_A_WEEK; back += 1) {
    const minutes = weeks.get(day - back);
    if (minutes !== undefined) return minutes;
  }
  return undefined;
}

/**
 * The last day that support is paid for, by what had been said at the close: what was said later says nothing of when it was paid. Where both sides said
 * something, the earlier day counts: then what is owed is never too little, and nobody is asked for money that still has to be paid out.
 */
export function paidUpTo(support: Pick<SupportFacts, "paid">, frame: Pick<Frame, "knownBy" | "on">): DayNumber | undefined {
  const days = SUPPORT_SIDES.flatMap((side) => {
    const said = learnedLast(support.paid, ({ learnedAt, by = "recipient" }) => by === side && saidByClose(frame, learnedAt));
    return said === undefined ? [] : [dayNumber(said.upTo)];
  });
  return days.length === 0 ? undefined : Math.min(...days);
}

/** What invoices that were paid by the close came to by day, spread evenly over the days each is for, between two days. */
function billedByDay(invoices: readonly Invoice[], { on }: Frame, first: DayNumber, last: DayNumber): ReadonlyMap<DayNumber, number> {
  const billed = new Map<DayNumber, number>();
  const since = dateOfDay(first);
  for (const { from, to, pence, paidOn } of invoices) {
    if (paidOn === undefined || paidOn > on || to < since) continue;
    const begins = dayNumber(from);
    const days = dayNumber(to) - begins + 1;
    const upTo = (day: number) => Math.floor((pence * PARTS_A_PENNY * day) / days);
    for (let day = Math.max(first, begins); day <= Math.min(last, begins + days - 1); day += 1)
      billed.set(day, (billed.get(day) ?? 0) + upTo(day - begins + 1) - upTo(day - begins));
  }
  return billed;
}

/**
 * Work by the day, since support began or since a day. Hours that were said count as said, the planned ones where nobody said; of work that is not paid for
 * planned hours count for one pay period and so many days, so that what nobody gave does not add up for ever. Invoices that were paid pay for their days, and say
 * what was earned on them.
 */
export function workDone(support: SupportFacts, invoices: readonly Invoice[], frame: Frame, wagesSince: DayNumber): WorkDone {
  const begun = support.startedOn === undefined ? Number.POSITIVE_INFINITY : dayNumber(support.startedOn);
  const unpaidFrom = Math.max(begun, (paidUpTo(support, frame) ?? Number.NEGATIVE_INFINITY) + 1);
  const end = Math.min(frame.onDay, support.lastDay === undefined ? Number.POSITIVE_INFINITY : dayNumber(support.lastDay));
  const first = Math.min(unpaidFrom, Math.max(begun, wagesSince));
  if (first > end) return { first: end, parts: [], wages: [], hours: 0 };
  const paid = new Uint8Array(end - first + 1).fill(1, 0, Math.max(0, Math.min(unpaidFrom, end + 1) - first));
  const billed = billedByDay(invoices, frame, first, end);
  for (const day of billed.keys()) paid[day - first] = 1;
  const parts = Array.from(paid, () => 0);
  const wages = Array.from(paid, () => 0);
  const weeks = confirmedWeeks(support, frame);
  let planned = 0;
  let minutesCounted = 0;
  let last: WorkDone["last"];
  for (const { from, to, value } of stretches<SupportTerms>(datedBy(support.terms, frame.knownBy), first, end)) {
    const most = PAY_PERIOD_DAYS[value.pay] + frame.policy.balance.plannedWorkDays.value;
    const plannedMinutes = Math.round(value.hours * MINUTES_AN_HOUR);
    for (let day = from; day <= to; day += 1) {
      const isPaid = paid[day - first] === 1;
      const said = weeks.size === 0 ? undefined : minutesConfirmed(weeks, day);
      if (said === undefined && !isPaid) {
        if (planned >= most) continue;
        planned += 1;
      }
      const minutes = said ?? plannedMinutes;
      wages[day - first] = (said === undefined ? billed.get(day) : undefined) ?? minutes * value.ratePence;
      if (isPaid || minutes === 0) continue;
      parts[day - first] = minutes * value.ratePence;
      minutesCounted += minutes;
      last = { ratePence: value.ratePence, since: last?.since ?? day, until: day };
    }
  }
  return { first, parts, wages, hours: minutesCounted / PARTS_A_PENNY, last };
}
