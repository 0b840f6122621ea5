import { apportion } from "../../../shared/domain/apportion.ts";
import { cycleNumbered, cycleOn } from "../../../shared/domain/cycles.ts";
import { dayNumber, daysAfter, type PlainDate } from "../../../shared/domain/time.ts";
import { LAST_DAY } from "../../../shared/domain/timeline.ts";
import type { MoneyFiguresPolicy } from "../../../shared/policy/money-figures.ts";
import type { AccountFacts } from "./facts.ts";
import type { Head } from "./head.ts";
import { datedBy, valueOn } from "./known.ts";
import type { StoredResult } from "./stored-result.ts";

/** The last cycle of an account that was over by a day, and its last day; undefined where none was. */
export function lastCycleBy({ firstPaymentOn }: Pick<Head, "firstPaymentOn">, day: PlainDate): { readonly number: number; readonly to: PlainDate } | undefined {
  if (firstPaymentOn === undefined) return undefined;
  const { number = 1 } = cycleOn(firstPaymentOn, daysAfter(day, 1)) ?? {};
  return number < 2 ? undefined : cycleNumbered(firstPaymentOn, number - 1);
}

/** The contributions that were missing at the end of a cycle, in whole pence, as its last check found; 0 where it found none or could not be measured. */
export function unpaidIn(results: readonly StoredResult[], cycle: number): number {
  const last = results.filter((one) => one.cycle === cycle).toSorted((a, b) => b.revision - a.revision)[0];
  return (last?.findings ?? []).reduce((sum, { code, pence = 0 }) => (code === "contribution-missed" ? sum + pence : sum), 0);
}

/** What is not paid, shared over the support that ran on a day by what each costs a week, to the penny: who gives more of it carries more. Nothing where none ran. */
export function carriedBy(
  unpaidPence: number,
  { support }: Pick<AccountFacts, "support">,
  day: PlainDate,
): readonly { readonly arrangement: string; readonly pence: number }[] {
  const running = support.flatMap(({ arrangement, startedOn, lastDay = LAST_DAY, terms }) => {
    const agreed = startedOn !== undefined && startedOn <= day && day <= lastDay ? valueOn(datedBy(terms, LAST_MOMENT), dayNumber(day)) : undefined;
    const weekly = agreed === undefined ? 0 : Math.round(agreed.hours * agreed.ratePence);
    return weekly > 0 ? [{ arrangement, weekly }] : [];
  });
  const shares = apportion(
    unpaidPence,
    running.map(({ weekly }) => weekly),
  );
  return running.flatMap(({ arrangement }, at) => ((shares[at] ?? 0) > 0 ? [{ arrangement, pence: shares[at] ?? 0 }] : []));
}

/** After all that was learned. */
const LAST_MOMENT = `${LAST_DAY}T23:59:59.999Z`;

/** The row of a provider, by the kind the directory knows and how many people of the council they support; the last row where none fits. */
export function rowOfProvider({ providers }: Pick<MoneyFiguresPolicy, "providers">, kind: string | undefined, people: number): string {
  const fits = providers.find(({ kinds = [], fewerThan = Number.POSITIVE_INFINITY }) => kind !== undefined && kinds.includes(kind) && people < fewerThan);
  return (fits ?? providers.at(-1))?.id ?? "";
}
