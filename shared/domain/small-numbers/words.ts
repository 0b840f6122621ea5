import type { CsvCell } from "../csv-text.ts";
import { pounds } from "../money.ts";
import { periodWords } from "./period.ts";
import type { NotShown, Publication, ShownCount, ShownTable } from "./publication.ts";
import type { ShownScore } from "./score.ts";
import type { ShownAmount, ShownMiddle, ShownShare } from "./shares.ts";
import type { ShownSum } from "./sums.ts";

// How shown and hidden figures are said, for pages, CSV and API alike. What is not disclosed cannot be said by them.

const number = new Intl.NumberFormat("en-GB");

/** A figure: 'at least 20', 'fewer than 10', 'most', 'not shown'. */
export function countWords(shown: ShownCount): string {
  if ("atLeast" in shown) return `at least ${number.format(shown.atLeast)}`;
  if ("fewerThan" in shown) return `fewer than ${number.format(shown.fewerThan)}`;
  return "most" in shown ? "most" : "not shown";
}

const whyNotShown: Readonly<Record<NotShown, string>> = {
  alike: "Nearly everyone gave the same answer, so we do not show the others.",
  unusual: "There was unusual activity, so we do not show this figure.",
  protects: "We do not show this figure, so that no one can work out another.",
};

/** The notes to a table: why figures of it are not shown. */
export const notesTo = ({ rows, totals }: ShownTable): readonly string[] => {
  const all = [...rows, ...(totals ? [totals] : [])].flatMap(({ cells, total }) => (total ? [...cells, total] : cells));
  return [...new Set(all.flatMap((shown) => ("notShown" in shown ? [whyNotShown[shown.notShown]] : [])))];
};

/** What stands beside every table. */
export const tableNote = ({ rules: { threshold, base } }: Publication): string =>
  `Figures are rounded down to a multiple of ${base}. Figures below ${threshold} are hidden, and so is none at all. ` +
  "Totals are counted on their own, so they do not add up. A few figures are lower than they could be, so that no one can work out a hidden one.";

/** A share: '44%'; 'not shown' where there is none. */
export const shareWords = (share: ShownShare | undefined): string => (share ? `${share.percent}%` : "not shown");
/** A mean or a median. */
export const middleWords = (shown: ShownMiddle): string => ("middle" in shown ? number.format(shown.middle) : "not shown");
/** A sum of money: 'at least £12,000'. */
export const sumWords = (shown: ShownSum): string => ("atLeast" in shown ? `at least ${pounds(shown.atLeast).replace(/\.00$/, "")}` : "not shown");
/** An amount, in its unit. */
export const amountWords = (shown: ShownAmount, unit: string): string =>
  "atLeast" in shown ? `at least ${number.format(shown.atLeast)} ${unit}` : "not shown";

const FIFTHS: Readonly<Record<number, string>> = {
  1: "about one in five people or fewer",
  2: "about two in five people",
  3: "about three in five people",
  4: "about four in five people or more",
};

/** What everyone reads of what people say of a provider. */
export const scoreWords = (shown: ShownScore): string =>
  "tooFew" in shown ? "Too few people to show" : `Of at least ${number.format(shown.atLeast)} answers, ${FIFTHS[shown.fifths] ?? ""} were satisfied.`;

/** A table as the page has it: its heading, and its rows in words, totals last. */
export function tableWords(table: ShownTable): { readonly head: readonly string[]; readonly rows: readonly (readonly string[])[] } {
  const { title, columns, rows, totals } = table;
  const hasTotal = rows.some(({ total }) => total !== undefined);
  const inWords = (name: string, cells: readonly ShownCount[], total: ShownCount | undefined) => [
    name,
    ...cells.map(countWords),
    ...(total ? [countWords(total)] : []),
  ];
  return {
    head: [title, ...columns.map(({ name }) => name), ...(hasTotal ? ["Total"] : [])],
    rows: [...rows.map(({ name, cells, total }) => inWords(name, cells, total)), ...(totals ? [inWords("Total", totals.cells, totals.total)] : [])],
  };
}

/** The same as a CSV, with the period and the note beneath: for `csvOf`. */
export function tableCsv(publication: Publication, table: ShownTable): { readonly head: readonly string[]; readonly rows: readonly (readonly CsvCell[])[] } {
  const { head, rows } = tableWords(table);
  return { head, rows: [...rows, [periodWords(publication.period)], [tableNote(publication)], ...notesTo(table).map((note) => [note])] };
}
