import type { Period } from "../../../shared/domain/small-numbers/period.ts";
import type { Publication, ShownCount } from "../../../shared/domain/small-numbers/publication.ts";
import { type ShownSum, type SumTable, shareOfSums } from "../../../shared/domain/small-numbers/sums.ts";
import { MONEY_TABLES, type MoneyFigures } from "../../../shared/figures/money-figures.ts";

/** A line of a page and of its file: what may be shown, and nothing else. */
export interface MoneyLine {
  readonly id: string;
  readonly name: string;
  readonly sum: ShownSum;
  /** In whole per cent, of shown sums; absent where either is hidden. */
  readonly percent?: number | undefined;
  /** How many accounts or providers are behind it; absent of lines that are several rows together. */
  readonly count?: ShownCount | undefined;
}

/** A month as pages have it: its lines, largest first, then what is shown together and the total of what is shown. */
export interface MoneyMonth {
  readonly publication: Publication;
  readonly lines: readonly MoneyLine[];
  readonly rest?: MoneyLine | undefined;
  readonly total: MoneyLine;
}

export type MoneyPart = "spend" | "unpaid";

const atLeast = (sum: ShownSum): number => ("atLeast" in sum ? sum.atLeast : 0);
const byName = new Intl.Collator("en-GB", { numeric: true });
/** By what is shown alone: hidden sums stand last, by name. */
const largestFirst = (one: MoneyLine, other: MoneyLine): number => atLeast(other.sum) - atLeast(one.sum) || byName.compare(one.name, other.name);

/** Which rows a total is of. */
const rowsIn = ({ rows, rest }: SumTable): string => rows.map(({ sum }) => rest !== undefined || "atLeast" in sum).join();

/** What the sum of a row is a share of: all that is shown, of spending; what the same providers were to be paid, of contributions. */
function sharesIn(part: MoneyPart, { spend, unpaid, income }: MoneyFigures): (id: string, sum: ShownSum) => number | undefined {
  if (part === "spend") return (_, sum) => shareOfSums(sum, spend.total);
  const wholes = new Map<string, ShownSum>(income.rows.map((row) => [row.id, row.sum]));
  if (rowsIn(unpaid) === rowsIn(income)) wholes.set("total", income.total);
  return (id, sum) => {
    const whole = wholes.get(id);
    return whole && shareOfSums(sum, whole);
  };
}

/** The lines of one part of a month's figures. */
export function moneyMonth(figures: MoneyFigures, part: MoneyPart): MoneyMonth {
  const { publication } = figures;
  const table: SumTable = figures[part];
  const shareOf = sharesIn(part, figures);
  const counts = publication.tables.find(({ id }) => id === MONEY_TABLES[part]);
  const lineOf = (id: string, name: string, sum: ShownSum, count?: ShownCount): MoneyLine => ({ id, name, sum, percent: shareOf(id, sum), count });
  return {
    publication,
    lines: table.rows.map(({ id, name, sum }) => lineOf(id, name, sum, counts?.rows.find((row) => row.id === id)?.cells[0])).toSorted(largestFirst),
    ...(table.rest ? { rest: lineOf("rest", "All others together", table.rest) } : {}),
    total: lineOf("total", "Total of what is shown", table.total, counts?.totals?.cells[0]),
  };
}

/** The month that an address names (`2026-11-01/P1M`), or the newest; undefined where there is none of it. */
export const monthNamed = (months: readonly MoneyMonth[], named: Period | null): MoneyMonth | undefined =>
  named === null ? months[0] : months.find(({ publication }) => publication.period === named);
