import { CYCLE_DAYS } from "../../../shared/domain/cycles.ts";
import type { FundingLine } from "../../../shared/domain/direct-payment.ts";
import type { Pence } from "../../../shared/domain/money.ts";
import { dayNumber } from "../../../shared/domain/time.ts";
import { FUNDING_LINES } from "./facts.ts";
import type { Frame } from "./frame.ts";
import { type Dated, type DayNumber, datedBy, valueOn } from "./known.ts";
import type { SumLine } from "./result.ts";

/** The funding lines as they are known, in the order in which sums name them. */
export type KnownLines = readonly (readonly Dated<FundingLine>[])[];
export const knownLines = ({ facts, knownBy }: Pick<Frame, "facts" | "knownBy">): KnownLines =>
  FUNDING_LINES.map((name) => datedBy(facts.lines[name], knownBy));

/** What a part of every funding line comes to on a day, by the week; undefined where no line is in force. */
export function weeklyOn(lines: KnownLines, part: (line: FundingLine) => Pence, day: DayNumber, learnedBy?: DayNumber): Pence | undefined {
  let total: Pence | undefined;
  for (const facts of lines) {
    const line = valueOn(facts, day, learnedBy);
    if (line !== undefined) total = (total ?? 0) + part(line);
  }
  return total;
}

export const gross = ({ weeklyGrossPence }: FundingLine): Pence => weeklyGrossPence;
export const contribution = ({ weeklyContributionPence }: FundingLine): Pence => weeklyContributionPence;
/** What the council or the NHS pays: never below 0, as nobody is charged more than support costs. */
export const net = (line: FundingLine): Pence => Math.max(0, gross(line) - contribution(line));

/**
 * The weekly payment that the line is made of: that of the next payment, and after a decrease the higher one for so many cycles. A decrease begins when
 * it applies, or when it was learned if that was later: so the highest counts of what was believed of any of those days, on any of them. Undefined where
 * no line was in force at all.
 */
export function weeklyForLine(lines: KnownLines, of: "gross" | "net", next: DayNumber, higherCycles: number): Pence | undefined {
  const part = of === "gross" ? gross : net;
  const first = Math.min(next, next - higherCycles * CYCLE_DAYS + 1);
  const within = (day: DayNumber) => day >= first && day <= next;
  const days = new Set([next, first]);
  const learned = new Set([Number.POSITIVE_INFINITY]);
  if (higherCycles > 0) learned.add(first - 1);
  for (const facts of lines)
    for (const fact of facts) {
      if (within(fact.from)) days.add(fact.from);
      if (within(fact.learned) && higherCycles > 0) learned.add(fact.learned);
    }
  let highest: Pence | undefined;
  for (const day of days)
    for (const by of learned) {
      const pence = weeklyOn(lines, part, day, by);
      if (pence !== undefined && pence > (highest ?? -1)) highest = pence;
    }
  return highest;
}

/** The line of the sum: nothing below it is asked about. Undefined where no payment is in force. */
export function lineOf({ policy, onDay }: Frame, lines: KnownLines): SumLine | undefined {
  const { value, source } = policy.balance.line;
  const weeklyPence = weeklyForLine(lines, value.of, onDay + 1, policy.balance.higherLineCycles);
  return weeklyPence === undefined ? undefined : { code: "line", pence: -value.weeks * weeklyPence, from: { weeks: value.weeks, weeklyPence }, source };
}

/** The day a direct payment ended, by its end or by a death, as it is known; undefined while it goes on. */
export function endOf({ facts, knownBy }: Pick<Frame, "facts" | "knownBy">): DayNumber | undefined {
  const days = [facts.endedOn, facts.diedOn].flatMap((said) => {
    const day = valueOn(datedBy(said, knownBy), Number.POSITIVE_INFINITY);
    return day === undefined ? [] : [dayNumber(day)];
  });
  return days.length === 0 ? undefined : Math.min(...days);
}
