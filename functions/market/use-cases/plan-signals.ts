import { firstDay, type Period } from "../../../shared/domain/small-numbers/period.ts";
import { daysAfter, type EpochMillis, londonDate, millisOf, monthsAfter, type PlainDate } from "../../../shared/domain/time.ts";
import { eachDueDay } from "../../../shared/due/plan.ts";
import { type CloseDeps, closePeriods, correctMonth, type NotCorrected } from "../../../shared/figures/close-periods.ts";
import { trueTable } from "../../../shared/figures/counted.ts";
import { monthOf } from "../../../shared/figures/periods.ts";
import { councilCodes, councilPolicy } from "../../../shared/policy/council.ts";
import { disclosureRulesOn } from "../../../shared/policy/disclosure.ts";
import { signalsPolicyOn } from "../../../shared/policy/signals.ts";
import { unmetIn } from "../rules/ladder.ts";
import { cellsOf } from "../rules/search-cells.ts";
import { type AreaRow, areasIn, countsOf, signalTables } from "../rules/signal-tables.ts";
import { closingApplications } from "./close-accreditation.ts";
import type { SignalDeps } from "./signal-ports.ts";

/** What one run did: days and searches it counted, and publications it made. */
export interface SignalReport {
  readonly days: number;
  readonly searches: number;
  readonly published: number;
}

/** A day's searches are there for 48 hours: of two days that are over there can be some. */
const DAYS_THERE = [2, 1];
/** Months before the oldest of those days, whose salts are removed. */
const MONTHS_FORGOTTEN = [1, 2];

const councilOf = (district: string): string | undefined => councilCodes.find((code) => councilPolicy(code).districts.includes(district));

/** Counts the searches of a day that is over into each council's cells, and forgets whose they were. */
async function countDay({ signals }: SignalDeps, day: PlainDate): Promise<number> {
  const rows = await signals.searchedOn(day);
  for (const [council, ofCouncil] of Map.groupBy(rows, ({ district }) => councilOf(district))) {
    if (council === undefined) continue;
    const { trueFiguresMonths } = signalsPolicyOn(council, day);
    await signals.keepDay(council, day, cellsOf(ofCouncil), millisOf(`${monthsAfter(day, trueFiguresMonths)}T00:00:00Z`));
  }
  await signals.forgetDay(day);
  return rows.length;
}

/** A council's districts, and the areas of the census in each. */
async function areasOf({ places }: SignalDeps, council: string): Promise<readonly AreaRow[]> {
  const [census, names] = await Promise.all([places.census(), places.districtNames()]);
  const { districts } = councilPolicy(council);
  const inside = (census?.large ?? []).filter(({ district }) => districts.includes(district));
  return [...districts.map((id) => ({ id, name: names[id] ?? id })), ...inside.map(({ code: id, name, district: parent }) => ({ id, name, parent }))];
}

/** The months of a quarter before one of its months: `2026-11` of `2026-12`, and `2026-10`. */
function monthsBefore(month: Period): readonly string[] {
  const at = (Number(firstDay(month).slice(5, 7)) - 1) % 3;
  return Array.from({ length: at }, (_, back) => monthsAfter(firstDay(month), -back - 1).slice(0, 7));
}

function closing(
  deps: SignalDeps,
  council: string,
  today: PlainDate,
  areas: readonly AreaRow[],
  districtOf: (outcode: string) => string | undefined,
): CloseDeps {
  const { signals, figures } = deps;
  const { leastOfOneSource, lookBackMonths, trueFiguresMonths } = signalsPolicyOn(council, today);
  const oneSource = { percent: disclosureRulesOn("staff", today).oneSourcePercent, least: leastOfOneSource };
  return {
    ...{ figures, lookBackMonths, trueFiguresMonths },
    asTrue: (table) => trueTable(table, countsOf(table)),
    async countMonth(of, month, before) {
      const [searches, now, ...earlier] = await Promise.all([
        signals.searchesIn(of, monthOf(month)),
        signals.factsIn(of, monthOf(month)),
        ...monthsBefore(month).map((one) => signals.factsIn(of, one)),
      ]);
      const tables = signalTables({
        areas: before ? areasIn(before) : areas,
        searches,
        unmet: unmetIn({ now, before: earlier.flat() }, districtOf),
        oneSource,
      });
      return { tables, begun: searches.length + now.length > 0, open: false };
    },
  };
}

/** Counts a month of signals again, as `correctMonth` says: what days came to is not counted again. */
export async function correctSignals(
  deps: SignalDeps,
  given: { readonly council: string; readonly period: Period; readonly why: string },
  at: EpochMillis,
): Promise<"done" | NotCorrected> {
  const { council } = given;
  const areas = await areasOf(deps, council);
  return correctMonth(closing(deps, council, londonDate(at), areas, await deps.places.districtOf()), given, at);
}

/**
 * Every night: counts the searches of days that are over and forgets whose they were; then publishes, council by council, the months and quarters that are over, of signals and of
 * how far applications are, once and for good. Run twice, or by two at once, it comes to the same. What was searched on a day that no run counted within two is lost; all else is made up for.
 */
export async function planSignals(deps: SignalDeps, at: EpochMillis): Promise<SignalReport> {
  const { places, signals, done } = deps;
  const today = londonDate(at);
  let [searches, published] = [0, 0];
  for (const back of DAYS_THERE) searches += await countDay(deps, daysAfter(today, -back));
  // No day of these months is counted any more. What no run removed goes by itself.
  const oldest = `${daysAfter(today, -DAYS_THERE.length).slice(0, 7)}-01`;
  for (const back of MONTHS_FORGOTTEN) await signals.forgetMonth(monthsAfter(oldest, -back).slice(0, 7));
  const census = await places.census();
  if (census) await signals.keepAreas(census.areas);
  const districtOf = await places.districtOf();
  await eachDueDay(done, today, async (day, council) => {
    if (day !== today || !councilCodes.includes(council)) return;
    published += await closePeriods(closing(deps, council, today, await areasOf(deps, council), districtOf), council, at);
    published += await closePeriods(closingApplications(deps, council, today), council, at);
  });
  return { days: DAYS_THERE.length, searches, published };
}
