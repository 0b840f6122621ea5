import { disclose } from "../../../shared/domain/small-numbers/disclose.ts";
import { dayAfterPeriod, firstDay, type Period, periodOn } from "../../../shared/domain/small-numbers/period.ts";
import { discloseSums, type TrueSumRow } from "../../../shared/domain/small-numbers/sums.ts";
import { TrueCounts, type TrueTable } from "../../../shared/domain/small-numbers/true-tables.ts";
import { dayNumber, daysAfter, type EpochMillis, londonDate, monthsAfter, type PlainDate } from "../../../shared/domain/time.ts";
import { MONEY_TABLES, type MoneyFigures } from "../../../shared/figures/money-figures.ts";
import { periodsOver } from "../../../shared/figures/periods.ts";
import { balancePolicyOn } from "../../../shared/policy/balances.ts";
import { disclosureRulesOn } from "../../../shared/policy/disclosure.ts";
import { type MoneyFiguresPolicy, moneyFiguresPolicyOn } from "../../../shared/policy/money-figures.ts";
import { type RowOf, rowOfSpend, spentOn } from "../rules/spend-figures.ts";
import { accountFactsOf } from "../rules/stored-facts.ts";
import { carriedBy, lastCycleBy, rowOfProvider, unpaidIn } from "../rules/unpaid.ts";
import type { MoneyFiguresDeps, ProviderBehind } from "./money-figures-ports.ts";
import { knownIn } from "./statement-store.ts";

/** What one run did. */
export interface MoneyReport {
  readonly published: number;
  readonly accounts: number;
}

/** Amounts by row, and in each by who they are. */
type ByRow = Map<string, Map<string, number>>;
function add(byRow: ByRow, row: string, one: string, pence: number): void {
  const sums = byRow.get(row) ?? new Map<string, number>();
  byRow.set(row, sums.set(one, (sums.get(one) ?? 0) + pence));
}

/** A month, by its first and its last day. */
interface Days {
  readonly from: PlainDate;
  readonly to: PlainDate;
}
const daysOf = (period: Period): Days => ({ from: firstDay(period), to: daysAfter(dayAfterPeriod(period), -1) });
const monthBefore = (period: Period, months: number): Period => periodOn(monthsAfter(firstDay(period), -months), "monthly");

/** What a month came to. */
interface CountedMoney {
  readonly spend: ByRow;
  /** By arrangement, until it is known whose it is. */
  readonly unpaid: Map<string, number>;
}
interface Month {
  readonly days: Days;
  readonly into: CountedMoney;
}
const NOTHING = (): CountedMoney => ({ spend: new Map(), unpaid: new Map() });

/** So many accounts are read at once. */
const AT_ONCE = 16;

/** Adds what an account has of some months. Answers whether there is such an account. */
async function countAccount({ ledger }: MoneyFiguresDeps, account: string, months: readonly Month[], rowOf: RowOf): Promise<boolean> {
  const first = months.map(({ days }) => days.from).toSorted()[0] ?? "";
  const read = await ledger.accountSince(account, first);
  if (!read) return false;
  const { head, segments } = read;
  const facts = read.facts && accountFactsOf(read.facts);
  const movements = knownIn(segments).movements.toSorted((a, b) => (a.postedOn < b.postedOn ? -1 : a.postedOn > b.postedOn ? 1 : a.order - b.order));
  const cycles = months.flatMap(({ days, into }) => {
    for (const [row, pence] of spentOn(movements, facts ?? { identified: new Map() }, days, rowOf)) add(into.spend, row, account, pence);
    const cycle = lastCycleBy(head, days.to);
    return cycle === undefined ? [] : [{ ...cycle, into }];
  });
  // Who manages an account pays for the support: that is not the provider, and is no one whom records name.
  if (head.found !== true || head.kind === "managed" || !facts || cycles.length === 0) return true;
  const results = await ledger.results(account, Math.min(...cycles.map(({ number }) => number)));
  for (const { number, to, into } of cycles)
    for (const { arrangement, pence } of carriedBy(unpaidIn(results, number), facts, to)) into.unpaid.set(arrangement, pence);
  return true;
}

/** What providers carry and are to be paid: of this month and the one before, under the row a provider is in this month. */
interface Carried {
  readonly unpaid: ByRow;
  readonly income: ByRow;
}
const CARRIED = (): Carried => ({ unpaid: new Map(), income: new Map() });

/** What was agreed to be paid a week, over some days. */
const incomeOver = (weeklyPence: number, { from, to }: Days): number => Math.round((weeklyPence * (dayNumber(to) - dayNumber(from) + 1)) / DAYS_A_WEEK);

/** Contributions that were not paid, and income, by row and provider, of each of some months: the row of a provider is that of the first. */
async function byProvider(
  { providers }: Pick<MoneyFiguresDeps, "providers">,
  council: string,
  policy: MoneyFiguresPolicy,
  months: readonly Month[],
): Promise<readonly Carried[]> {
  const carried = months.map(CARRIED);
  const known = new Map<string, { readonly of: ProviderBehind; readonly unpaid: number[] }>();
  for (const arrangement of new Set(months.flatMap(({ into }) => [...into.unpaid.keys()]))) {
    const of = await providers.behind(arrangement);
    if (!of) continue;
    const { unpaid } = known.get(of.provider) ?? { unpaid: months.map(() => 0) };
    known.set(of.provider, { of, unpaid: months.map(({ into }, at) => (unpaid[at] ?? 0) + (into.unpaid.get(arrangement) ?? 0)) });
  }
  for (const [provider, { of, unpaid }] of known) {
    const work = await Promise.all(months.map(({ days }) => providers.work(of, council, days.to)));
    const row = rowOfProvider(policy, of.kind, work[0]?.people ?? 0);
    for (const [at, { days }] of months.entries()) {
      const [pence, sums] = [unpaid[at] ?? 0, carried[at]];
      if (pence === 0 || !sums) continue;
      add(sums.unpaid, row, provider, pence);
      add(sums.income, row, provider, incomeOver(work[at]?.weeklyPence ?? 0, days));
    }
  }
  return carried;
}
const DAYS_A_WEEK = 7;

/** Rows with what each gave to them in the first of some months, and in those before it. */
const sumRows = (rows: readonly { readonly id: string; readonly title: string }[], [now, ...earlier]: readonly ByRow[]): readonly TrueSumRow[] =>
  rows.map(({ id, title: name }) => ({ id, name, byOne: now?.get(id) ?? new Map(), earlier: earlier.map((month) => month.get(id) ?? new Map()) }));

/** Who gave to each row, as a table of counts. */
const countTable = (
  given: Pick<TrueTable, "id" | "title" | "population" | "rowsAddUp">,
  rows: readonly { readonly id: string; readonly title: string }[],
  now: ByRow | undefined,
  counted: { readonly id: string; readonly name: string },
): TrueTable => ({
  ...{ ...given, rowsBy: given.population, columnsBy: "counted", columnsAddUp: false, columns: [counted] },
  rows: rows.map(({ id, title: name }) => ({ id, name })),
  counts: new TrueCounts(rows.map(({ id }) => [now?.get(id)?.size ?? 0])),
});

const ACCOUNTS = { id: "accounts", name: "Accounts" };
const PROVIDERS = { id: "providers", name: "Providers" };

/** A month of a council as it may be shown; undefined before the first in which there is anything to count. `earlier`: months before it that were published, so that a reader can take the one from the other. */
async function figuresOf(
  deps: MoneyFiguresDeps,
  council: string,
  period: Period,
  today: PlainDate,
  earlier: readonly Period[],
): Promise<{ readonly figures?: MoneyFigures; readonly accounts: number }> {
  const [policy, rules] = [moneyFiguresPolicyOn(council, today), disclosureRulesOn("staff", today)];
  const months = [period, ...earlier].map((one): Month => ({ days: daysOf(one), into: NOTHING() }));
  const rowOf = rowOfSpend(policy, balancePolicyOn(council, daysOf(period).to).spend);
  let accounts = 0;
  for (let part = 0; part < deps.accounts.parts; part += 1)
    for await (const some of deps.accounts.accountsIn(council, part)) {
      const waiting = some.values();
      const worker = async (): Promise<void> => {
        for (const account of waiting) if (await countAccount(deps, account, months, rowOf)) accounts += 1;
      };
      await Promise.all(Array.from({ length: AT_ONCE }, worker));
    }
  if (earlier.length === 0 && months.every(({ into }) => into.spend.size + into.unpaid.size === 0)) return { accounts };
  const spend = months.map(({ into }) => into.spend);
  const carried = await byProvider(deps, council, policy, months);
  const [unpaid, income] = [carried.map((one) => one.unpaid), carried.map((one) => one.income)];
  const tables = [
    countTable({ id: MONEY_TABLES.spend, title: "Category", population: "accounts-that-spent", rowsAddUp: false }, policy.spend, spend[0], ACCOUNTS),
    countTable({ id: MONEY_TABLES.unpaid, title: "Providers", population: "unpaid-providers", rowsAddUp: true }, policy.providers, unpaid[0], PROVIDERS),
  ];
  const done = disclose({ rules, period, today, tables });
  if (!done.ok) throw new Error(`Figures of money of ${period} cannot be published: ${done.refusal.kind}`);
  return {
    accounts,
    figures: {
      publication: done.value,
      spend: discloseSums(sumRows(policy.spend, spend), rules),
      unpaid: discloseSums(sumRows(policy.providers, unpaid), rules),
      income: discloseSums(sumRows(policy.providers, income), rules),
      policyVersion: policy.version,
    },
  };
}

/**
 * Publishes what direct payments of each council were spent on in every month that is over for so many days as its rules say, and what providers carry, once and
 * for good: what is posted later changes nothing. Months go in their order. Where there is nothing to publish it reads one item a council; else each
 * account once, by its key. Run twice, or by two at once, it comes to the same; one that is stopped half-way has written nothing, and the next makes up for it.
 */
export async function publishMoneyFigures(deps: MoneyFiguresDeps, at: EpochMillis): Promise<MoneyReport> {
  const today = londonDate(at);
  let [published, accounts] = [0, 0];
  for (const council of deps.councils) {
    const { lookBackMonths, countedAfterDays, comparedMonths } = moneyFiguresPolicyOn(council, today);
    const due = periodsOver(today, "monthly", lookBackMonths).filter((period) => daysAfter(dayAfterPeriod(period), countedAfterDays) <= today);
    const [first] = due;
    if (first === undefined) continue;
    const there = (await deps.figures.since(council, monthBefore(first, comparedMonths))).map(({ publication }) => publication.period);
    for (const period of due) {
      if (there.some((one) => one >= period)) continue;
      const counted = await figuresOf(
        deps,
        council,
        period,
        today,
        there.filter((one) => one >= monthBefore(period, comparedMonths)),
      );
      accounts += counted.accounts;
      if (!counted.figures) continue;
      if (await deps.figures.publish(council, counted.figures)) published += 1;
      there.push(period);
    }
  }
  return { published, accounts };
}
