import type { Pence } from "../domain/money.ts";
import type { PlainDate } from "../domain/time.ts";

/** What a council pays for an hour of a service from a day on, and what it would pay a managed service for the same. Source: the council's published rates. */
export interface CouncilRates {
  readonly effectiveFrom: PlainDate;
  readonly source: string;
  readonly services: Readonly<Record<string, { readonly pence: Pence; readonly managedPence: Pence }>>;
  readonly others: { readonly pence: Pence; readonly managedPence: Pence };
}

/** Of rates that hold from a day on each, those of a day; undefined before the first. */
export const ratesOn = (rates: readonly CouncilRates[], day: PlainDate): CouncilRates | undefined =>
  rates.filter(({ effectiveFrom }) => effectiveFrom <= day).toSorted((a, b) => (a.effectiveFrom < b.effectiveFrom ? 1 : -1))[0];
