import type { Pence } from "../../../shared/domain/money.ts";
import type { Step } from "./day-trail.ts";
import type { Learned } from "./known-movements.ts";
import type { Movement } from "./movement.ts";
import type { StatementRow } from "./statement.ts";
import { byDay, isBalanced, type OrderedRow } from "./statement-proof.ts";

/** Where a row stands in its day, as a file says. */
export interface SaidPlace extends Required<Pick<Learned, "place" | "ofRows">>, Pick<Learned, "alone"> {
  readonly row: StatementRow;
}

/**
 * Which rows a file says to be the first or the last of their day: what comes before and after them tells. That is worth knowing of a day that comes back to the balance it
 * began with, as its balances do not say which of them that is; and of a file's first and last day, which can come to be such a day with the rows of
 * another file. A file says nothing of a day that it has in another order than its days. Of a single day nobody knows which way the file goes: it is
 * taken to begin with the oldest row as long as no other file says otherwise.
 */
export function placesSaid(rows: readonly StatementRow[], proved: readonly OrderedRow[], wholeDays: boolean): readonly SaidPlace[] {
  if (!rows.every(isBalanced)) return [];
  const newestFirst = (rows.at(0)?.postedOn ?? "") > (rows.at(-1)?.postedOn ?? "");
  const days = byDay(proved.map(({ row, inferred }) => ({ row, inferred, postedOn: row.postedOn })));
  return days.flatMap(([day, some], at): readonly SaidPlace[] => {
    const [first, last] = [some.at(0), some.at(-1)];
    if (!first || !last || !isBalanced(first.row) || !isBalanced(last.row)) return [];
    const begins = opening(first.row);
    const isCircle = begins === last.row.balancePence;
    const isEdge = at === 0 || at === days.length - 1;
    if (!isCircle && (wholeDays || !isEdge || days.length === 1)) return [];
    const isOfDay = ({ postedOn }: StatementRow): boolean => postedOn === day;
    const oldest = newestFirst ? rows.findLast(isOfDay) : rows.find(isOfDay);
    if (first.inferred || oldest === undefined || opening(oldest) !== begins) return [];
    const ofRows = some.length;
    if (days.length === 1) return [{ row: first.row, place: "first", ofRows, alone: true }];
    return [at === 0 ? { row: last.row, place: "last", ofRows } : { row: first.row, place: "first", ofRows }];
  });
}

const opening = ({ pence, balancePence }: Step): Pence => balancePence - pence;

/**
 * The balance that files say a day begins with which comes back to it, and whether they are sure: those that have all of its rows are heard before those that have some,
 * and those before a file that has no other day. Whichever came first has no say.
 */
export function openingSaid(rows: readonly (Movement & Step)[], learned: readonly Learned[]): { readonly pence: Pence; readonly sure: boolean } | undefined {
  const steps = new Map(rows.map((row) => [row.id, row]));
  const said = learned.flatMap(({ movement, place, ofRows, alone }) => {
    const step = steps.get(movement);
    if (step === undefined || place === undefined || (alone && ofRows !== rows.length)) return [];
    return [{ pence: place === "first" ? opening(step) : step.balancePence, sure: !alone, rank: alone ? 2 : ofRows === rows.length ? 0 : 1 }];
  });
  const [first] = said.toSorted((one, other) => one.rank - other.rank || one.pence - other.pence);
  return first;
}
