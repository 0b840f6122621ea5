import type { Pence } from "./money.ts";

/** Hundredths of a hundredth: 1,207 of them are 12.07 %. */
export type BasisPoints = number;

/** What an employer owes besides the wage, by the law of a day. */
export interface EmployerRates {
  /** Holiday pay of those who work irregular hours, as a share of their wage. Source: Working Time Regulations 1998, regulation 16A. */
  readonly holiday: { readonly basisPoints: BasisPoints };
  /** Owed from a weekly pay on, of what is above one limit and up to another. Source: Pensions Act 2008, sections 3, 13 and 20. */
  readonly pension: {
    readonly basisPoints: BasisPoints;
    readonly fromWeeklyPence: Pence;
    readonly onWeeklyPenceAbove: Pence;
    readonly upToWeeklyPence: Pence;
  };
  /** Owed of what is above a limit; an allowance a year comes off. Source: National Insurance Contributions Act 2014, section 1. */
  readonly nationalInsurance: { readonly basisPoints: BasisPoints; readonly onWeeklyPenceAbove: Pence; readonly allowanceYearlyPence: Pence };
}

/** What employing somebody costs in a week, part by part, in whole pence. */
export interface EmployerCost {
  readonly wage: Pence;
  readonly holiday: Pence;
  readonly pension: Pence;
  readonly nationalInsurance: Pence;
  /** What the Employment Allowance takes off the National Insurance, where it is this employer's only employee. */
  readonly allowance: Pence;
  /** The parts together, less the allowance. */
  readonly total: Pence;
}

const BASIS_POINTS_OF_ALL = 10_000;

/** A share of a sum, rounded up to a whole penny: what somebody must find is never more than was said. */
export const shareUp = (pence: Pence, basisPoints: BasisPoints): Pence => Math.ceil((pence * basisPoints) / BASIS_POINTS_OF_ALL);

/**
 * What employing somebody costs in a week of so many whole hours, at a rate in pence an hour. Holiday pay is counted as it
 * is earned, and pension and National Insurance are owed of it as of the wage. Every part is rounded up to a whole penny.
 */
export function employerCost(
  ratePence: Pence,
  hours: number,
  { holiday: onHoliday, pension: onPension, nationalInsurance: onPay }: EmployerRates,
  weeksAYear: number,
): EmployerCost {
  const wage = ratePence * hours;
  const holiday = shareUp(wage, onHoliday.basisPoints);
  const pay = wage + holiday;
  const qualifying = Math.max(0, Math.min(pay, onPension.upToWeeklyPence) - onPension.onWeeklyPenceAbove);
  const pension = pay > onPension.fromWeeklyPence ? shareUp(qualifying, onPension.basisPoints) : 0;
  const nationalInsurance = shareUp(Math.max(0, pay - onPay.onWeeklyPenceAbove), onPay.basisPoints);
  const allowance = Math.min(nationalInsurance, Math.floor(onPay.allowanceYearlyPence / weeksAYear));
  return { wage, holiday, pension, nationalInsurance, allowance, total: pay + pension + nationalInsurance - allowance };
}
