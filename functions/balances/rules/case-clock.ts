import { dayNumber, daysAfter, type PlainDate } from "../../../shared/domain/time.ts";
import type { ClockStop } from "../../../shared/policy/balances.ts";
import type { ClockSpan } from "./balance-case.ts";

type Span = Pick<ClockSpan, "from" | "until">;

/** Whether the clock stands still on a day. */
export const isStopped = (stops: readonly Span[], day: PlainDate): boolean =>
  stops.some(({ from, until }) => from <= day && (until === undefined || day < until));

/**
 * The days from one up to another, the last not among them, on which the clock ran. Spans may overlap, touch or repeat: a day is counted once or not
 * at all.
 */
export function countedDays(from: PlainDate, to: PlainDate, stops: readonly Span[]): number {
  if (to <= from) return 0;
  // Spans one after the other: of each only what no earlier one has taken off.
  const inOrder = stops
    .map((span) => ({ from: span.from > from ? span.from : from, until: span.until === undefined || span.until > to ? to : span.until }))
    .filter((span) => span.from < span.until)
    .toSorted((one, other) => one.from.localeCompare(other.from));
  let [counted, reached] = [dayNumber(to) - dayNumber(from), dayNumber(from)];
  for (const span of inOrder) {
    const [begins, ends] = [Math.max(dayNumber(span.from), reached), dayNumber(span.until)];
    if (ends <= begins) continue;
    counted -= ends - begins;
    reached = ends;
  }
  return counted;
}

/** The first day on which so many days have been counted; undefined while the clock stands still before that, for nobody knows until when. */
export function dayAfterCounted(from: PlainDate, days: number, stops: readonly Span[]): PlainDate | undefined {
  let day = from;
  for (let left = days; left > 0; left = days - countedDays(from, day, stops)) {
    const next = daysAfter(day, left);
    // Nothing more was counted: it stands still, and nobody has said until when.
    if (stops.some((span) => span.until === undefined && span.from <= day)) return undefined;
    day = next;
  }
  return day;
}

/** The spans once the clock is stopped for a reason; as they were where it is stopped for that already. */
export const stoppedFor = (stops: readonly ClockSpan[], why: ClockStop, from: PlainDate, by: string): readonly ClockSpan[] =>
  stops.some((span) => span.why === why && span.until === undefined) ? stops : [...stops, { why, from, by }];

/** The spans once a reason is over. */
export const resumedFrom = (stops: readonly ClockSpan[], why: ClockStop, day: PlainDate): readonly ClockSpan[] =>
  stops.map((span) => (span.why === why && span.until === undefined ? { ...span, until: day < span.from ? span.from : day } : span));
