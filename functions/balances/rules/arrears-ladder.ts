import { dayNumber, monthsAfter, type PlainDate } from "../../../shared/domain/time.ts";
import type { BalancePolicy, LADDER_STEPS } from "../../../shared/policy/balances.ts";
import type { NotChased } from "./circumstances.ts";

export type LadderStep = (typeof LADDER_STEPS)[number];

/** What is known of contributions that were not seen. All sums are whole pence of 0 or more. */
export interface Contributions {
  readonly expectedPence: number;
  readonly identifiedPence: number;
  readonly waivedPence: number;
  /** Credits of which nobody has said yet what they are. */
  readonly unidentified: number;
  /** The first day from which something is missing. */
  readonly missingSince: PlainDate;
  /** Steps that were made already. */
  readonly made: readonly LadderStep[];
  /** Whether what is missing comes of a rise that applies from before it was learned: that is planned with the person, and is never missing. */
  readonly backdated: boolean;
}

/** What is missing: expected, less what was seen to be a contribution, less what was let go. */
export const arrearsOf = ({ expectedPence, identifiedPence, waivedPence }: Pick<Contributions, "expectedPence" | "identifiedPence" | "waivedPence">): number =>
  Math.max(0, expectedPence - identifiedPence - waivedPence);

/** Why no step is made. */
export type NoStep = NotChased | "unidentified-credits" | "backdated-rise" | "within-tolerance" | "not-yet" | "older-than-policy";

const DAYS_A_WEEK = 7;

/** The next step of the council's ladder for contributions, or why there is none. No step ends support, and none is made twice. Sources: City 4.14; money.md 4, O8, O11 and O16. */
export function nextStep(
  contributions: Contributions,
  { contribution, ask }: Pick<BalancePolicy, "contribution" | "ask">,
  { today, notChased, managersReason }: { readonly today: PlainDate; readonly notChased: NotChased | undefined; readonly managersReason?: string | undefined },
): { readonly step: LadderStep } | { readonly none: NoStep } {
  const { unidentified, backdated, missingSince, made } = contributions;
  if (notChased) return { none: notChased };
  if (unidentified > 0) return { none: "unidentified-credits" };
  if (backdated) return { none: "backdated-rise" };
  if (arrearsOf(contributions) <= contribution.tolerancePence) return { none: "within-tolerance" };
  const weeks = Math.floor((dayNumber(today) - dayNumber(missingSince)) / DAYS_A_WEEK);
  const [next] = contribution.ladder.filter(({ afterWeeks, step }) => afterWeeks <= weeks && !made.includes(step));
  if (!next) return { none: "not-yet" };
  const isOld = monthsAfter(missingSince, ask.lookBackMonths) <= today;
  return isOld && managersReason === undefined ? { none: "older-than-policy" } : { step: next.step };
}
