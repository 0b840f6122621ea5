import { dayNumber, type PlainDate } from "../../../shared/domain/time.ts";
import type { ReviewPolicy } from "../../../shared/policy/reviews.ts";

/** The days on which support ran: from its first to its last, or without an end. */
export interface SupportDays {
  readonly arrangement: string;
  readonly from: PlainDate;
  readonly to?: PlainDate | undefined;
}

/** Whether support ran on enough of the days from a baseline to a measurement for the change to be put down to it, both days counted. */
export function isAttributable({ from, to }: SupportDays, baselineOn: PlainDate, measuredOn: PlainDate, { outcomes }: ReviewPolicy): boolean {
  const [first, last] = [dayNumber(baselineOn), dayNumber(measuredOn)];
  if (last < first) return false;
  const ran = Math.min(last, to === undefined ? last : dayNumber(to)) - Math.max(first, dayNumber(from)) + 1;
  return Math.max(0, ran) * 100 >= (last - first + 1) * outcomes.attributedPercent;
}

/** The support of an outcome that a measurement may be put down to; where there is none the value is kept, and left out of published change. */
export const attributedTo = (support: readonly SupportDays[], baselineOn: PlainDate, measuredOn: PlainDate, policy: ReviewPolicy): readonly string[] =>
  support.filter((one) => isAttributable(one, baselineOn, measuredOn, policy)).map(({ arrangement }) => arrangement);
