import { CYCLE_DAYS } from "../../../shared/domain/cycles.ts";
import type { Pence } from "../../../shared/domain/money.ts";
import { dayNumber, daysAfter, monthsAfter, type PlainDate } from "../../../shared/domain/time.ts";
import type { EmployerFacts, SupportFacts } from "./facts.ts";
import type { Frame } from "./frame.ts";
import { type DayNumber, datedBy, valueOn } from "./known.ts";
import type { SumLine } from "./result.ts";
import { basisPointsOf, halfUp } from "./whole-pence.ts";
import { PARTS_A_PENNY, type WorkDone } from "./work.ts";

const MONTHS_A_YEAR = 12;
/** An insured year, and a year of payments. */
const CYCLES_A_YEAR = 13;
/** The day of a month on which a tax month or quarter begins. Source: Income Tax (Pay As You Earn) Regulations 2003, regulation 2. */
const TAX_DAY = 6;
const TAX_QUARTERS = [1, 4, 7, 10];
const PAYE = "Income Tax (Pay As You Earn) Regulations 2003: tax and National Insurance that are not paid over yet";
const PENSION = "Pensions Act 2008, section 20: an employer's contribution that is not paid over yet";
const HOLIDAY = "Working Time Regulations 1998, regulations 13 and 13A";
const INSURANCE = "Employers' Liability (Compulsory Insurance) Act 1969";

/** What an employer has said at the close; nothing where they are no employer. */
const employerOf = (support: SupportFacts, { knownBy, onDay }: Frame): EmployerFacts => valueOn(datedBy(support.employer, knownBy), onDay) ?? {};

/** The first day of the tax month or quarter that a day lies in. */
export function taxPeriodFrom(day: PlainDate, payroll: "monthly" | "quarterly"): PlainDate {
  const [year = 0, month = 1, date = 1] = day.split("-").map(Number);
  const begun = date < TAX_DAY ? month - 1 : month;
  const begins = payroll === "monthly" ? begun : (TAX_QUARTERS.findLast((first) => first <= begun) ?? -2);
  const months = begins - 1;
  return monthsAfter(`${String(year).padStart(4, "0")}-01-0${TAX_DAY}`, months);
}

/** The first day of the holiday year that runs on a day, of years that began on another. */
function holidayYearOn(from: PlainDate, day: PlainDate): PlainDate {
  let year = from;
  for (let next = monthsAfter(from, MONTHS_A_YEAR); next <= day; next = monthsAfter(next, MONTHS_A_YEAR)) year = next;
  return year;
}

/** Since when wages count for tax: the beginning of the first period of which the money need not be with HMRC yet. */
const taxedSince = ({ payroll = "quarterly" }: EmployerFacts, { on, policy }: Frame): DayNumber =>
  dayNumber(taxPeriodFrom(daysAfter(on, -policy.balance.taxDueDays), payroll));

/**
 * Since when wages count for holiday: with the tax, as holiday is taken while support runs; at an end since the holiday year began, as what is left is paid
 * out. Where nobody said when the year began, at an end only, since they were employed.
 */
function holidaySince(support: SupportFacts, employer: EmployerFacts, frame: Frame, ending: boolean): DayNumber {
  const begun = employer.holidayYearFrom ?? (ending ? (employer.employedFrom ?? support.startedOn) : undefined);
  if (begun === undefined) return Number.POSITIVE_INFINITY;
  const year = dayNumber(holidayYearOn(begun, frame.on));
  return ending ? year : Math.max(taxedSince(employer, frame), year);
}

/** The first day whose wages an employer's costs need; none where nobody is employed. */
export function employerSince(support: SupportFacts, frame: Frame, ending: boolean): DayNumber {
  if (!support.employed) return Number.POSITIVE_INFINITY;
  const employer = employerOf(support, frame);
  return Math.min(taxedSince(employer, frame), holidaySince(support, employer, frame, ending));
}

/** What the days since one add up to. */
function since(work: WorkDone, from: DayNumber, of: (work: WorkDone, index: number) => number): number {
  let sum = 0;
  for (let index = Math.max(0, from - work.first); index < work.wages.length; index += 1) sum += of(work, index);
  return sum;
}

const wage = ({ wages }: WorkDone, index: number): number => wages[index] ?? 0;
/** Of a wage that was paid: tax is kept back of it until it is paid over, where the whole of a wage that is not paid yet is owed as work. */
const paidWage = ({ wages, parts }: WorkDone, index: number): number => (wages[index] ?? 0) - (parts[index] ?? 0);

/** The part of a year's insurance that is put by for the next one: a thirteenth for each whole cycle since it was renewed. */
function insurancePence({ liabilityUntil }: EmployerFacts, { onDay, policy }: Frame): Pence {
  if (liabilityUntil === undefined) return 0;
  const renewed = dayNumber(liabilityUntil) + 1 - CYCLES_A_YEAR * CYCLE_DAYS;
  const cycles = Math.max(0, Math.min(CYCLES_A_YEAR, Math.floor((onDay + 1 - renewed) / CYCLE_DAYS)));
  return halfUp(policy.balance.insuranceYearPence.value * cycles, CYCLES_A_YEAR);
}

/** What an employer owes besides wages, up to the close. */
export function employerLines(support: SupportFacts, work: WorkDone, frame: Frame, ending: boolean): readonly SumLine[] {
  if (!support.employed) return [];
  const { taxBasisPoints, pensionBasisPoints, holidayBasisPoints } = frame.policy.balance;
  const employer = employerOf(support, frame);
  const taxed = since(work, taxedSince(employer, frame), paidWage);
  const pensioned = since(work, taxedSince(employer, frame), wage);
  const onHoliday = since(work, holidaySince(support, employer, frame, ending), wage);
  const left = support.lastDay !== undefined && dayNumber(support.lastDay) < frame.onDay;
  const costs = [
    { code: "tax", pence: basisPointsOf(taxed, PARTS_A_PENNY, taxBasisPoints.value), source: PAYE },
    { code: "pension", pence: employer.pension === "enrolled" ? basisPointsOf(pensioned, PARTS_A_PENNY, pensionBasisPoints.value) : 0, source: PENSION },
    { code: "holiday", pence: basisPointsOf(onHoliday, PARTS_A_PENNY, holidayBasisPoints.value), source: HOLIDAY },
    { code: "insurance", pence: left || support.startedOn === undefined ? 0 : insurancePence(employer, frame), source: INSURANCE },
  ] as const;
  return costs.filter(({ pence }) => pence > 0).map(({ code, pence, source }) => ({ code, pence: -pence, of: support.arrangement, source }));
}

/** Redundancy pay of somebody who leaves, where the council did not promise it in writing, by what is known; and what was saved for it while they stay. */
export function redundancyPence(support: SupportFacts, frame: Frame): Pence {
  const { value } = frame.policy.balance.redundancy;
  const employer = employerOf(support, frame);
  if (!support.employed || employer.redundancy === "promise") return 0;
  const saved = employer.redundancy === "fund" ? (employer.redundancyPence ?? 0) : 0;
  const { lastDay } = support;
  const begun = employer.employedFrom ?? support.startedOn;
  if (lastDay === undefined || begun === undefined || frame.on > monthsAfter(lastDay, value.claimMonths)) return saved;
  let years = 0;
  while (years < value.mostYears && monthsAfter(begun, (years + 1) * MONTHS_A_YEAR) <= daysAfter(lastDay, 1)) years += 1;
  if (years < value.afterYears) return saved;
  const terms = valueOn(datedBy(support.terms, frame.knownBy), Math.min(frame.onDay, dayNumber(lastDay)));
  const week = terms === undefined ? 0 : Math.min(value.weekMostPence, halfUp(Math.round(terms.hours * 60) * terms.ratePence, 60));
  return Math.max(saved, employer.redundancyPence ?? halfUp(years * value.weeksAYearTenths * week, 10));
}
