import * as z from "zod/mini";
import type { Pence } from "../../../shared/domain/money.ts";
import { daysAfter, PlainDate } from "../../../shared/domain/time.ts";
import { openingSaid } from "./day-opening.ts";
import { type Trail, trailsOf } from "./day-trail.ts";
import type { Learned } from "./known-movements.ts";
import type { Movement } from "./movement.ts";
import { byDay, isBalanced, mayBegin } from "./statement-proof.ts";

/** Days of which statements say all, as their balances prove: each movement goes on from where the last one ended. `whole`: all of the last day is there. */
export const StatedSpan = z.object({ from: PlainDate, to: PlainDate, whole: z.boolean(), openingPence: z.number(), closingPence: z.number() });
export type StatedSpan = z.infer<typeof StatedSpan>;

/** What changed from a day on: all that was known since then, all that is now, what was learned of it, and the days some file says all of. */
export interface ChangedDays {
  readonly from: PlainDate;
  readonly before: readonly Movement[];
  readonly after: readonly Movement[];
  readonly learned: readonly Learned[];
  readonly wholeDays: ReadonlySet<PlainDate>;
}

const PARTED = "parted";

/**
 * The spans after a change. They depend on the movements alone, and not on which file came first: where a balance is what the next
 * movement goes on from, nothing lies between. Days whose rows say no balance prove nothing, and part what stands on both sides.
 */
export function spansAfter(spans: readonly StatedSpan[], changed: ChangedDays): readonly StatedSpan[] {
  const wholeDays = new Set([...changed.wholeDays, ...spans.flatMap(({ to, whole }) => (whole ? [to] : []))]);
  const left = spans.flatMap((span) => beforehand(span, changed) ?? []);
  const done: StatedSpan[] = [];
  let open: StatedSpan | undefined;
  for (const piece of [...left, ...piecesOf(changed, wholeDays, left.at(-1)?.closingPence)]) {
    if (piece !== PARTED && open && open.closingPence === piece.openingPence) open = { ...piece, from: open.from, openingPence: open.openingPence };
    else {
      if (open) done.push(open);
      open = piece === PARTED ? undefined : piece;
    }
  }
  return open ? [...done, open] : done;
}

/**
 * From which day on a change must be looked at again, as it touches what stands before the days that were read: a span that came apart where they begin, or the spans just before them
 * that come back to where they began, and may begin with another balance now that it is known what follows. Undefined where it touches nothing.
 */
export function touchedBefore(before: readonly StatedSpan[], after: readonly StatedSpan[], since: PlainDate): PlainDate | undefined {
  const goesOn = (span: StatedSpan): boolean => after.some(({ from, to }) => from <= span.from && to >= since);
  const cut = before.find(({ from, to }) => from < since && to >= since);
  if (cut && !goesOn(cut)) return cut.from;
  const earlier = before.filter(({ to }) => to < since);
  const open = earlier.slice(earlier.findLastIndex(({ openingPence, closingPence }) => openingPence !== closingPence) + 1);
  const [first, last] = [open.at(0), open.at(-1)];
  return first && last && !cut && !goesOn(last) ? first.from : undefined;
}

/** What of a span stands before the days that changed, with the balance at their edge. */
function beforehand(span: StatedSpan, { from, before }: ChangedDays): StatedSpan | undefined {
  if (span.to < from) return span;
  if (span.from >= from) return undefined;
  const moved = byDay(before.filter(({ postedOn }) => postedOn <= span.to)).map(([day, rows]) => (day === span.to ? movedAtEnd(rows, span) : sumOf(rows)));
  return { ...span, to: daysAfter(from, -1), whole: true, closingPence: span.closingPence - moved.reduce((sum, pence) => sum + pence, 0) };
}

const sumOf = (rows: readonly Movement[]): Pence => rows.reduce((sum, { pence }) => sum + pence, 0);

/** What the last day of a span moved: where it is of several trails, the one that ends it, as the others are no part of it. */
function movedAtEnd(rows: readonly Movement[], { closingPence }: StatedSpan): Pence {
  const trails = rows.every(isBalanced) ? trailsOf(rows.filter(isBalanced)) : [];
  if (trails.length < 2) return sumOf(rows);
  const last = trails.find(({ closing, circle }) => (circle ? circle.has(closingPence) : closing === closingPence));
  return last && !last.circle ? last.closing - last.opening : 0;
}

/** Days one after the other, each as the trails it is made of; `parted` where a day says no balances. */
function piecesOf({ after, learned }: ChangedDays, wholeDays: ReadonlySet<PlainDate>, from: Pence | undefined): readonly (StatedSpan | typeof PARTED)[] {
  const days = byDay(after);
  const shapes = days.map(([, rows]) => (rows.every(isBalanced) ? trailsOf(rows) : undefined));
  const following = openingsAfter(shapes);
  const pieces: (StatedSpan | typeof PARTED)[] = [];
  let at = from;
  for (const [index, [day, rows]] of days.entries()) {
    const trails = shapes[index];
    if (trails === undefined) {
      pieces.push(PARTED);
      at = undefined;
      continue;
    }
    const [only, ...others] = trails;
    // One that does not come back to where it began goes from there to its end, whatever files say.
    if (only && others.length === 0 && !only.circle) {
      const { opening, closing } = only;
      pieces.push({ from: day, to: day, whole: wholeDays.has(day), openingPence: opening, closingPence: closing });
      at = closing;
      continue;
    }
    const next = following[index];
    const said = trails[0]?.circle && trails.length === 1 ? openingSaid(rows.filter(isBalanced), learned) : undefined;
    for (const { opening, closing } of inTurn(trails, at, said, next)) {
      pieces.push({ from: day, to: day, whole: wholeDays.has(day), openingPence: opening, closingPence: closing });
      at = closing;
    }
  }
  return pieces;
}

/** After each day, the balance that the next trail goes on from which does not come back to where it began. */
function openingsAfter(shapes: readonly (readonly Trail[] | undefined)[]): readonly (Pence | undefined)[] {
  const openings: (Pence | undefined)[] = [];
  let next: Pence | undefined;
  for (const trails of shapes.toReversed()) {
    openings.push(next);
    next = trails?.find(({ circle }) => !circle)?.opening ?? next;
  }
  return openings.toReversed();
}

/**
 * The trails of a day in an order that no file has a say in: what goes on from the balance first. A day that comes back to where it began could begin with any of its
 * balances: with the one a file is sure of, else the one that fits on both sides, else as a file of all of it says.
 */
function inTurn(
  trails: readonly Trail[],
  from: Pence | undefined,
  said: { readonly pence: Pence; readonly sure: boolean } | undefined,
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
    const likely = here === next && !said?.sure ? [here, said?.pence] : [said?.pence, here, next];
    const opening = circle ? (likely.find((balance) => balance !== undefined && circle.has(balance)) ?? Math.min(...circle)) : trail.opening;
    at = circle ? opening : trail.closing;
    done.push({ opening, closing: at });
  }
  return done;
}
