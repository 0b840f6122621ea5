import { disclose, type Earlier } from "../domain/small-numbers/disclose.ts";
import type { Period } from "../domain/small-numbers/period.ts";
import type { Publication } from "../domain/small-numbers/publication.ts";
import type { Audience } from "../domain/small-numbers/rules.ts";
import type { Heading, Link, TrueTable } from "../domain/small-numbers/true-tables.ts";
import { type EpochMillis, londonDate, millisOf, monthsAfter, type PlainDate } from "../domain/time.ts";
import { disclosureRulesOn } from "../policy/disclosure.ts";
import { type CountedTable, changedBetween, sumOf } from "./counted.ts";
import { type CountedValues, middlesOf } from "./middles.ts";
import { monthsIn, periodsOver } from "./periods.ts";
import type { FiguresStore } from "./ports.ts";

/** A month as it is counted: its tables, and whether anything at all happened in it. */
export interface CountedMonth {
  readonly tables: readonly CountedTable[];
  readonly begun: boolean;
  /** What its medians are made of, of a slice that publishes some. */
  readonly values?: readonly CountedValues[];
}

/** Whose figures are closed, and how a slice counts them. */
export interface CloseDeps {
  readonly figures: FiguresStore;
  /** What a month came to; `open` while more can still come to it. `before`: what was published of it, whose rows a correction has too. */
  countMonth(council: string, month: Period, before?: readonly CountedTable[]): Promise<CountedMonth & { readonly open: boolean }>;
  /** A table as `disclose` takes it. */
  asTrue(table: CountedTable): TrueTable;
  /** Periods of so many months back are made up for, and true counts kept so many. */
  readonly lookBackMonths: number;
  readonly trueFiguresMonths: number;
  /** Whether there are months alone, and no quarters: who waits at the end of each of three months would be in their sum three times. */
  readonly monthsAlone?: true;
}

interface ToPublish {
  readonly council: string;
  readonly audience: Audience;
  readonly period: Period;
  readonly today: PlainDate;
  readonly counted: readonly CountedTable[];
  readonly values?: readonly CountedValues[] | undefined;
  readonly months?: readonly MonthBehind[];
  readonly replaces?: { readonly publication: Publication; readonly why: string } | undefined;
}

/** A month as a quarter is made of it: nothing was published of one before the first. */
interface MonthBehind {
  readonly counted: readonly CountedTable[];
  readonly publication?: Publication;
}

const idsOf = ({ tables }: Pick<Publication, "tables">): readonly string[] => tables.map(({ id }) => id);

/**
 * That a quarter is its months, table by table; with a rest where staff do not have this table of all of them. Of months before the first nothing was published,
 * and whoever knows that knows that nobody was invited in them.
 */
function linksWith(tables: readonly CountedTable[], months: readonly MonthBehind[]): readonly Link[] {
  const published = months.flatMap(({ publication }) => publication ?? []);
  return tables.flatMap(({ id }): Link[] => {
    const plus = published.filter((publication) => idsOf(publication).includes(id)).map(({ period }) => ({ table: id, period }));
    return plus.length === 0 ? [] : [{ whole: id, plus, ...(plus.length < published.length ? { rest: true } : {}) }];
  });
}

/**
 * What may be shown of a period. Where all tables together cannot be protected, the last of the list is left out, and again: which they are follows from what
 * would be shown, and not from true counts.
 */
function disclosed({ asTrue }: CloseDeps, { audience, period, today, counted, months = [], replaces }: ToPublish): Publication {
  const rules = disclosureRulesOn(audience, today);
  const earlier: readonly Earlier[] = months.flatMap(({ publication, counted: then }) =>
    publication ? [{ publication, tables: then.filter(({ id }) => idsOf(publication).includes(id)).map(asTrue) }] : [],
  );
  for (let left = counted; ; left = left.slice(0, -1)) {
    const done = disclose({ rules, period, today, tables: left.map(asTrue), earlier, links: linksWith(left, months), ...(replaces ? { replaces } : {}) });
    if (done.ok) return done.value;
    if (done.refusal.kind !== "cannot-be-protected" || left.length === 0) throw new Error(`Figures of ${period} cannot be published: ${done.refusal.kind}`);
  }
}

async function publish(deps: CloseDeps, given: ToPublish): Promise<boolean> {
  const { figures, trueFiguresMonths } = deps;
  const { council, audience, period, today, counted, values } = given;
  const publication = disclosed(deps, given);
  const earlier = (await figures.periods(audience, council)).filter((one) => one < period);
  const middles = values && { middles: middlesOf(publication, values, disclosureRulesOn(audience, today)) };
  return figures.publish(council, { publication, earlier, ...middles }, counted, millisOf(`${monthsAfter(today, trueFiguresMonths)}T00:00:00Z`));
}

/** What a quarter is made of; undefined while a month of it is not published, and where nothing was published yet. */
async function monthsBehind({ figures, countMonth }: CloseDeps, council: string, quarter: Period): Promise<readonly MonthBehind[] | undefined> {
  const published = await figures.periods("staff", council);
  const first = published.at(-1);
  const months: MonthBehind[] = [];
  for (const month of monthsIn(quarter)) {
    if (published.includes(month)) {
      const stored = await figures.newest("staff", council, month);
      const counted = stored && (await figures.trueFigures(council, stored.publication));
      if (!stored || !counted) return undefined;
      months.push({ counted, publication: stored.publication });
    } else if (first !== undefined && month < first && !(await countMonth(council, month)).begun) months.push({ counted: [] });
    else return undefined;
  }
  return months;
}

/**
 * Publishes every month that is over, to which nothing more can come, for staff; and then every quarter whose months are published, for everyone. Each once and
 * for good: a quarter is the sum of what its months were made of, and nothing is counted again. The months go in their order, and nothing is said of any before
 * the first in which something was counted. Safe to repeat, and makes up for days it missed. Answers how many it published.
 */
export async function closePeriods(deps: CloseDeps, council: string, at: EpochMillis): Promise<number> {
  const { figures, lookBackMonths } = deps;
  const today = londonDate(at);
  let published = 0;
  const months = await figures.periods("staff", council);
  let begun = months.length > 0;
  for (const period of periodsOver(today, "monthly", lookBackMonths)) {
    const [newest] = months;
    if (newest !== undefined && period <= newest) continue;
    const month = await deps.countMonth(council, period);
    if (!begun && !month.begun) continue;
    if (month.open) break;
    begun = true;
    if (await publish(deps, { council, audience: "staff", period, today, counted: month.tables, values: month.values })) published += 1;
  }
  if (deps.monthsAlone) return published;
  const quarters = await figures.periods("public", council);
  for (const period of periodsOver(today, "quarterly", lookBackMonths)) {
    const [newest] = quarters;
    if (newest !== undefined && period <= newest) continue;
    const behind = await monthsBehind(deps, council, period);
    if (!behind?.some(({ publication }) => publication)) continue;
    const counted = quarterOf(behind);
    if (await publish(deps, { council, audience: "public", period, today, counted, months: behind })) published += 1;
  }
  return published;
}

/** A quarter's tables: the sum of its months', under every heading that one of them has. */
function quarterOf(months: readonly MonthBehind[]): readonly CountedTable[] {
  const tables = months.map(({ counted }) => counted);
  const named = Map.groupBy(tables.flat(), ({ id }) => id);
  const like = [...named.values()].flatMap((ofOne) => {
    const newest = ofOne.at(-1);
    return newest ? [{ ...newest, rows: eachOnce(ofOne.flatMap(({ rows }) => rows)), columns: eachOnce(ofOne.flatMap(({ columns }) => columns)) }] : [];
  });
  return sumOf(like, tables);
}

const eachOnce = <One extends Heading>(headings: readonly One[]): readonly One[] => [...new Map(headings.map((one) => [one.id, one])).values()];

export type NotCorrected = "nothing-published" | "too-few-changed";

/**
 * Counts a month that was published again, and publishes the next version of it and of its quarter, which say why. Where fewer people than `newAnswers` changed
 * it refuses: whoever has both versions would know one from the other.
 */
export async function correctMonth(
  deps: CloseDeps,
  { council, period, why }: { readonly council: string; readonly period: Period; readonly why: string },
  at: EpochMillis,
): Promise<"done" | NotCorrected> {
  const { figures } = deps;
  const today = londonDate(at);
  const stored = await figures.newest("staff", council, period);
  const before = stored && (await figures.trueFigures(council, stored.publication));
  if (stored?.publication.period !== period || !before) return "nothing-published";
  const { tables: counted, values } = await deps.countMonth(council, period, before);
  const changed = changedBetween(before, counted);
  if (changed > 0 && changed < disclosureRulesOn("public", today).newAnswers) return "too-few-changed";
  if (changed > 0) await publish(deps, { council, audience: "staff", period, today, counted, values, replaces: { publication: stored.publication, why } });
  // Where a run was stopped between the two, the next finds the month done, and goes on.
  const quarters = (await figures.periods("public", council)).filter((quarter) => monthsIn(quarter).includes(period));
  const behind = await Promise.all(quarters.map((quarter) => correctQuarter(deps, { council, quarter, why }, today)));
  return changed > 0 || behind.includes(true) ? "done" : "too-few-changed";
}

/** Publishes a quarter again where its months are others than those it was made of. Whether it did. */
async function correctQuarter(
  deps: CloseDeps,
  { council, quarter, why }: { readonly council: string; readonly quarter: Period; readonly why: string },
  today: PlainDate,
): Promise<boolean> {
  const { figures } = deps;
  const [shown, months] = [await figures.newest("public", council, quarter), await monthsBehind(deps, council, quarter)];
  const then = shown && (await figures.trueFigures(council, shown.publication));
  if (!shown || !months || !then) return false;
  const counted = quarterOf(months);
  if (changedBetween(then, counted) === 0) return false;
  return publish(deps, { council, audience: "public", period: quarter, today, counted, months, replaces: { publication: shown.publication, why } });
}
