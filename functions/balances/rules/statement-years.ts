import { daysAfter, type PlainDate } from "../../../shared/domain/time.ts";
import type { Ledger } from "./movement.ts";

/** A year of which somebody can have a statement of use. */
export interface StatementYear {
  /** The year it begins in. */
  readonly year: number;
  readonly from: PlainDate;
  readonly to: PlainDate;
}

/** The year that begins in a year of the calendar, on a day of it: `04-01` for a council's. */
export const statementYear = (year: number, begins: string): StatementYear => ({
  year,
  from: `${String(year).padStart(4, "0")}-${begins}`,
  to: daysAfter(`${String(year + 1).padStart(4, "0")}-${begins}`, -1),
});

/** The year that a day lies in. */
export function statementYearOf(day: PlainDate, begins: string): StatementYear {
  const year = Number(day.slice(0, 4));
  return statementYear(day.slice(5) < begins ? year - 1 : year, begins);
}

/** The years of which statements say something, or balances that were typed, by their days; the newest first. */
export function statementYears({ covered }: Pick<Ledger, "covered">, begins: string, typed: readonly PlainDate[] = []): readonly StatementYear[] {
  const days = [...covered.flatMap(({ from, to }) => [from, to]), ...typed].toSorted();
  const [first, last] = [days[0], days.at(-1)];
  if (first === undefined || last === undefined) return [];
  const years: StatementYear[] = [];
  for (let one = statementYearOf(last, begins); one.to >= first; one = statementYear(one.year - 1, begins)) years.push(one);
  return years;
}
