import { daysAfter, monthsAfter, type PlainDate } from "../../../shared/domain/time.ts";
import type { ExtraReason, ReviewPolicy } from "../../../shared/policy/reviews.ts";

/** What was held, and when. A look at the account, and the light look at a new plan, are no reviews. */
export interface Held {
  readonly kind: "review" | "plan-check" | "account-check";
  readonly on: PlainDate;
  /** The day the next review was set for, where one was. */
  readonly nextOn?: PlainDate | undefined;
}

/** A reason for a review besides its turn, and since when it stands. */
export interface Extra {
  readonly reason: ExtraReason;
  readonly since: PlainDate;
}

/** What dates are worked out from. Pauses, stays in hospital and breathing spaces are no part of it: they move no legal date. */
export interface DateFacts {
  readonly firstPaymentOn?: PlainDate | undefined;
  /** The last day of the direct payment. */
  readonly endedOn?: PlainDate | undefined;
  readonly held: readonly Held[];
  readonly extras: readonly Extra[];
}

export interface ReviewDates {
  /** The days of the light look at a new plan; absent once it, or a review, was held. */
  readonly planCheck?: { readonly from: PlainDate; readonly by: PlainDate };
  /** Until when the council means to hold the review. */
  readonly targetOn: PlainDate;
  /** The last day on which the law allows the review that comes by turn. */
  readonly legalOn: PlainDate;
  /** The day on which somebody has to begin with the next that is to be done. */
  readonly dueOn: PlainDate;
  /** The last review; undefined where there was none since the first payment. */
  readonly lastOn?: PlainDate;
}

const DAYS_A_WEEK = 7;
const earliest = (first: PlainDate, ...others: readonly PlainDate[]): PlainDate => [first, ...others].toSorted()[0] ?? first;

/**
 * When the next review of a direct payment is due, on a day; undefined before the first payment, and once the payment has ended. The legal limit is the last day of
 * six calendar months from the first payment, month ends clamped, then twelve calendar months from the last completed review. Source: Care and Support (Direct
 * Payments) Regulations 2014, regulation 7.
 */
export function reviewDates(
  { firstPaymentOn, endedOn, held, extras }: DateFacts,
  { dates, extraDays }: ReviewPolicy,
  today: PlainDate,
): ReviewDates | undefined {
  if (firstPaymentOn === undefined || firstPaymentOn > today || (endedOn !== undefined && endedOn < today)) return undefined;
  // What was held under a payment before this one was of another plan.
  const since = held.filter(({ on }) => on >= firstPaymentOn && on <= today);
  const last = since
    .filter(({ kind }) => kind === "review")
    .toSorted((a, b) => (a.on < b.on ? -1 : 1))
    .at(-1);
  const legalOn = last === undefined ? daysAfter(monthsAfter(firstPaymentOn, dates.legalFirstMonths), -1) : monthsAfter(last.on, dates.legalThenMonths);
  const byTurn =
    last === undefined
      ? daysAfter(firstPaymentOn, dates.firstTargetWeeks * DAYS_A_WEEK)
      : (last.nextOn ?? daysAfter(legalOn, -dates.laterTargetWeeksBefore * DAYS_A_WEEK));
  const byReason = extras.map(({ reason, since: from }) => daysAfter(from, extraDays[reason]));
  const targetOn = earliest(legalOn, byTurn, ...byReason);
  const looked = last !== undefined || since.some(({ kind }) => kind === "plan-check");
  const planCheck = {
    from: daysAfter(firstPaymentOn, dates.planCheck.fromWeeks * DAYS_A_WEEK),
    by: daysAfter(firstPaymentOn, dates.planCheck.toWeeks * DAYS_A_WEEK),
  };
  return {
    ...{ targetOn, legalOn },
    dueOn: looked ? targetOn : earliest(targetOn, planCheck.from),
    ...(looked ? {} : { planCheck }),
    ...(last === undefined ? {} : { lastOn: last.on }),
  };
}
