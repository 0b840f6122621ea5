import { type Pence, pounds } from "../../../shared/domain/money.ts";
import type { PlainDate } from "../../../shared/domain/time.ts";
import { firstBreak, goesOn, orderFrom, type Step, type Trail, type TrailOrder, trailsOf } from "./day-trail.ts";
import type { StatedSum, StatementFault, StatementRow } from "./statement.ts";

/** A row that says the balance after it. */
export type BalancedRow = StatementRow & Step;

export const isBalanced = <Row extends { readonly balancePence?: Pence | undefined }>(row: Row): row is Row & { balancePence: Pence } =>
  row.balancePence !== undefined;

/** The rows of a list by their day, the earliest day first, as they stand within each. */
export function byDay<Row extends { readonly postedOn: PlainDate }>(rows: readonly Row[]): readonly (readonly [PlainDate, readonly Row[]])[] {
  const days: [PlainDate, Row[]][] = [];
  let last: [PlainDate, Row[]] | undefined;
  for (const row of rows) {
    const { postedOn } = row;
    if (last?.[0] === postedOn) last[1].push(row);
    // Mostly they stand in this order.
    else if (last === undefined || last[0] < postedOn) {
      last = [postedOn, [row]];
      days.push(last);
    } else return [...Map.groupBy(rows, (one) => one.postedOn)].toSorted(([one], [other]) => (one < other ? -1 : 1));
  }
  return days;
}

/** A row, and how it stands among those of its day. */
export interface OrderedRow {
  readonly row: StatementRow;
  readonly order: number;
  readonly inferred: boolean;
}

/** An account's rows of one file, day after day in the order in which they add up; or why they do not. */
export type Proof =
  | { readonly ok: true; readonly rows: readonly OrderedRow[]; readonly openingPence?: Pence | undefined; readonly closingPence?: Pence | undefined }
  | { readonly ok: false; readonly fault: StatementFault };

/**
 * Whether an account's rows of one file add up: every day is one trail of balances, and begins where the day before ended. Rows are never
 * put in order to make it so: where a stated order does not hold and another does, that is said of each row. Without balances there is nothing to prove, and
 * the order is the file's.
 */
export function proved(rows: readonly StatementRow[], sums: readonly StatedSum[] = []): Proof {
  const balanced = rows.filter(isBalanced);
  const newestFirst = (rows.at(0)?.postedOn ?? "") > (rows.at(-1)?.postedOn ?? "");
  if (balanced.length < rows.length || rows.length === 0) return summed({ ok: true, rows: inStatedOrder(rows, newestFirst) }, rows, sums);
  const days = byDay(balanced).map(([, some]) => ({ rows: some, trails: trailsOf(some) }));
  let at = openingOf(days, balanced, newestFirst);
  const openingPence = at;
  const ordered: OrderedRow[] = [];
  for (const { rows: some, trails } of days) {
    const [trail, ...others] = trails;
    const order = at === undefined || trail === undefined || others.length > 0 || !mayBegin(trail, at) ? undefined : orderFrom(at, some);
    if (order === undefined) return { ok: false, fault: breakOf(balanced, newestFirst) };
    ordered.push(...inOrder(some, order));
    at = trail?.circle ? at : trail?.closing;
  }
  return summed({ ok: true, rows: ordered, openingPence, closingPence: at }, rows, sums);
}

/** Whether a trail may go on from a balance. */
export const mayBegin = ({ circle, opening }: Trail, at: Pence): boolean => (circle ? circle.has(at) : opening === at);

const inOrder = <Row extends StatementRow>(rows: readonly Row[], { places, inferred }: TrailOrder): readonly OrderedRow[] =>
  places.flatMap((place, order) => {
    const row = rows[place];
    return row ? [{ row, order, inferred }] : [];
  });

const inStatedOrder = (rows: readonly StatementRow[], newestFirst: boolean): readonly OrderedRow[] =>
  byDay(newestFirst ? rows.toReversed() : rows).flatMap(([, some]) => some.map((row, order) => ({ row, order, inferred: false })));

interface Day {
  readonly rows: readonly BalancedRow[];
  readonly trails: readonly Trail[];
}

/** The balance before the first row: where days come back to where they began, the one that the others allow, and of several the one the file's order says. */
function openingOf(days: readonly Day[], rows: readonly BalancedRow[], newestFirst: boolean): Pence | undefined {
  const first = days.flatMap(({ trails }) => trails).find(({ circle }) => !circle);
  if (first) return first.opening;
  // Of a single day the file may go either way: the way its rows go on from each other.
  const [stated, reversed] = [rows, rows.toReversed()].map((some) => {
    const [row] = some;
    const begins = row && row.balancePence - row.pence;
    return begins === undefined || (days.length === 1 && !goesOn(begins, some)) ? undefined : begins;
  });
  const likely = newestFirst ? [reversed, stated] : [stated, reversed];
  const possible = [...likely, ...(days[0]?.trails[0]?.circle ?? [])];
  return possible.find((balance) => balance !== undefined && days.every(({ trails: [trail] }) => trail && mayBegin(trail, balance)));
}

function breakOf(rows: readonly BalancedRow[], newestFirst: boolean): StatementFault {
  const found = firstBreak(rows, newestFirst);
  const row = rows[found?.place ?? rows.length - 1];
  const reason =
    found && row
      ? `does not add up: expected ${pounds(found.expectedPence)}, the file says ${pounds(row.balancePence)}`
      : "does not add up: rows of one day are not together";
  return { line: row?.line ?? 0, field: "balance", reason };
}

/** The same proof, where what the file says its rows come to is what they come to. */
function summed(proof: Proof & { ok: true }, rows: readonly StatementRow[], sums: readonly StatedSum[]): Proof {
  const total = rows.reduce((sum, { pence }) => sum + pence, 0);
  for (const { line, is, pence } of sums) {
    const expected = is === "total" ? total : (proof.openingPence ?? pence);
    if (expected !== pence) {
      const what = is === "total" ? "the rows come to" : "the first row goes on from";
      return { ok: false, fault: { line, field: is, reason: `is ${pounds(pence)}, and ${what} ${pounds(expected)}` } };
    }
  }
  return proof;
}
