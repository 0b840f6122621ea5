import * as z from "zod/mini";
import type { Pence } from "../../../shared/domain/money.ts";
import { daysAfter, PlainDate } from "../../../shared/domain/time.ts";
import { goesOn, type Trail, trailsOf } from "./day-trail.ts";
import type { Movement } from "./movement.ts";
import { byDay, isBalanced, mayBegin } from "./statement-proof.ts";

/** Days of which statements say all, as their balances prove: each movement goes on from where the last one ended. `whole`: all of the last day is there. */
export const StatedSpan = z.object({ from: PlainDate, to: PlainDate, whole: z.boolean(), openingPence: z.number(), closingPence: z.number() });
export type StatedSpan = z.infer<typeof StatedSpan>;

/** Days, both included, all of whose movements are at hand. */
export interface DayWindow {
  readonly from: PlainDate;
  readonly to: PlainDate;
}

/** What changed in a window of days: what was known in it before, what is now, and the days some file says all of. */
export interface ChangedWindow extends DayWindow {
  readonly before: readonly Movement[];
  readonly after: readonly Movement[];
  readonly wholeDays: ReadonlySet<PlainDate>;
}

const PARTED = "parted";

/**
 * The spans after a change. They depend on the movements alone, and not on which file came first: where a balance is what the next
 * movement goes on from, nothing lies between. Days whose rows say no balance prove nothing, and part what stands on both sides.
 */
export function spansAfter(spans: readonly StatedSpan[], changed: ChangedWindow): readonly StatedSpan[] {
  const wholeDays = new Set([...changed.wholeDays, ...spans.flatMap(({ to, whole }) => (whole ? [to] : []))]);
  const pieces = piecesOf(changed.after, wholeDays);
  const [first] = pieces;
  const cut = spans.map((span) => outside(span, changed, first === PARTED ? undefined : first?.openingPence));
  const left = cut.flatMap(({ left: part }) => part ?? []);
  const right = cut.flatMap(({ right: part }) => part ?? []);
  const done: StatedSpan[] = [];
  let open: StatedSpan | undefined;
  for (const piece of [...left, ...pieces, ...right]) {
    if (piece !== PARTED && open && open.closingPence === piece.openingPence) open = { ...piece, from: open.from, openingPence: open.openingPence };
    else {
      if (open) done.push(open);
      open = piece === PARTED ? undefined : piece;
    }
  }
  return open ? [...done, open] : done;
}

/** What of a span stands before a window and after it, with the balance at the window's edge. */
function outside(span: StatedSpan, { from, to, before }: ChangedWindow, fromFile: Pence | undefined): { left?: StatedSpan; right?: StatedSpan } {
  if (span.to < from) return { left: span };
  if (span.from > to) return { right: span };
  const within = before.filter(({ postedOn }) => postedOn >= span.from && postedOn <= span.to);
  const moved = within.reduce((sum, { pence }) => sum + pence, 0);
  const [goesBefore, goesAfter] = [span.from < from, span.to > to];
  const atStart =
    goesBefore && goesAfter ? (openingWithin(within) ?? fromFile ?? span.openingPence) : goesBefore ? span.closingPence - moved : span.openingPence;
  return {
    ...(goesBefore ? { left: { ...span, to: daysAfter(from, -1), whole: true, closingPence: atStart } } : {}),
    ...(goesAfter ? { right: { ...span, from: daysAfter(to, 1), openingPence: atStart + moved } } : {}),
  };
}

/** The balance that movements of one span go on from. */
function openingWithin(movements: readonly Movement[]): Pence | undefined {
  const days = byDay(movements.filter(isBalanced)).map(([, some]) => ({ some, trails: trailsOf(some) }));
  const through = days.flatMap(({ trails }) => trails).find(({ circle }) => !circle);
  return through?.opening ?? statedOpening(days[0]?.some ?? []);
}

/** The days of a window one after the other, each as the trails it is made of; `parted` where a day says no balances. */
function piecesOf(after: readonly Movement[], wholeDays: ReadonlySet<PlainDate>): readonly (StatedSpan | typeof PARTED)[] {
  const days = byDay(after);
  const shapes = days.map(([, rows]) => (rows.every(isBalanced) ? trailsOf(rows.filter(isBalanced)) : undefined));
  const pieces: (StatedSpan | typeof PARTED)[] = [];
  let at: Pence | undefined;
  for (const [index, [day, rows]] of days.entries()) {
    const trails = shapes[index];
    if (trails === undefined) {
      pieces.push(PARTED);
      at = undefined;
      continue;
    }
    const next = shapes.slice(index + 1).flatMap((some = []) => some.filter(({ circle }) => !circle))[0]?.opening;
    for (const { opening, closing } of inTurn(trails, at, statedOpening(rows.filter(isBalanced)), next)) {
      pieces.push({ from: day, to: day, whole: wholeDays.has(day), openingPence: opening, closingPence: closing });
      at = closing;
    }
  }
  return pieces;
}

/** The balance that a day goes on from by the order its rows stand in: that of one file, as no other is told by two. */
export function statedOpening(rows: readonly (Movement & { balancePence: Pence })[]): Pence | undefined {
  const stated = rows.toSorted((one, other) => one.order - other.order);
  const [first] = stated;
  if (!first || stated.some(({ importId }) => importId !== first.importId)) return undefined;
  const opening = first.balancePence - first.pence;
  return goesOn(opening, stated) ? opening : undefined;
}

/**
 * The trails of a day in an order that no file has a say in: what goes on from the balance first. A day that comes back to where it began could begin with any of its
 * balances: with the one that fits on both sides, else as it was stated.
 */
function inTurn(
  trails: readonly Trail[],
  from: Pence | undefined,
  stated: Pence | undefined,
  next: Pence | undefined,
): readonly { opening: Pence; closing: Pence }[] {
  let left = trails.toSorted((one, other) => one.opening - other.opening);
  let at = from;
  const done: { opening: Pence; closing: Pence }[] = [];
  while (left.length > 0) {
    const here = at;
    const trail = (here === undefined ? undefined : left.find((one) => mayBegin(one, here))) ?? left[0];
    if (!trail) break;
    left = left.filter((one) => one !== trail);
    const { circle } = trail;
    const likely = here === next ? [here, stated] : [stated, here, next];
    const opening = circle ? (likely.find((balance) => balance !== undefined && circle.has(balance)) ?? Math.min(...circle)) : trail.opening;
    at = circle ? opening : trail.closing;
    done.push({ opening, closing: at });
  }
  return done;
}
