import type { EmployerRates } from "../domain/employer-cost.ts";
import { type Pence, pounds } from "../domain/money.ts";
import type { PlainDate } from "../domain/time.ts";
import payData from "./pay.json" with { type: "json" };

/** The legal minimum from a day on, in pence an hour, by age, the oldest first. Source: National Minimum Wage Act 1998, and the regulations made each year. */
export interface Wages {
  readonly effectiveFrom: PlainDate;
  readonly source: string;
  readonly minimum: readonly { readonly fromAge: number; readonly pence: Pence }[];
  readonly apprenticePence: Pence;
}

/** What an employer owes besides, from a day on. */
export interface EmployerDuties extends EmployerRates {
  readonly effectiveFrom: PlainDate;
  readonly source: string;
  readonly holiday: EmployerRates["holiday"] & { readonly tenthsOfWeeks: number };
}

/** Figures of the law on pay, the same for every council: versioned data. */
export const payPolicy: {
  readonly wages: readonly Wages[];
  readonly employers: readonly EmployerDuties[];
  readonly weeksAYear: number;
  readonly exampleHours: readonly number[];
} = payData;

/** Of what holds from a day on each, what holds on a day: the first, should none have begun. */
function onDay<Rates extends { readonly effectiveFrom: PlainDate }>(rates: readonly Rates[], day: PlainDate): Rates {
  const begun = rates.filter(({ effectiveFrom }) => effectiveFrom <= day).toSorted((a, b) => (a.effectiveFrom < b.effectiveFrom ? 1 : -1));
  const found = begun[0] ?? rates[0];
  if (!found) throw new Error("The policy of pay holds no rates");
  return found;
}

/** The wages the law asks for on a day. */
export const wagesOn = (day: PlainDate): Wages => onDay(payPolicy.wages, day);
/** What the law asks of employers on a day. */
export const dutiesOn = (day: PlainDate): EmployerDuties => onDay(payPolicy.employers, day);

/** The least somebody of an age may be paid for an hour on a day. Trellis does not ask how old somebody is: without an age it is the National Living Wage. */
export function minimumPence(day: PlainDate, age?: number): Pence {
  const { minimum } = wagesOn(day);
  const oldest = minimum.toSorted((a, b) => b.fromAge - a.fromAge);
  const band = age === undefined ? oldest[0] : (oldest.find(({ fromAge }) => age >= fromAge) ?? oldest.at(-1));
  return band?.pence ?? 0;
}

/**
 * Why an hourly rate may not stand, in words that follow its field's name; undefined where it may. Only who is employed has a
 * legal minimum: who works for themselves asks what they like.
 */
export function wrongWithRate(employment: string, ratePence: Pence | undefined, day: PlainDate): string | undefined {
  if (employment !== "employed" || ratePence === undefined) return undefined;
  const least = minimumPence(day);
  return ratePence < least ? `must be at least ${pounds(least)}, the legal minimum for an hour's work of someone who is employed` : undefined;
}
