import type { Pence } from "../../../shared/domain/money.ts";
import { daysAfter, type PlainDate } from "../../../shared/domain/time.ts";
import type { Carried } from "./carried-sum.ts";
import { openingSaid } from "./day-opening.ts";
import { goesOn, orderFrom, type TrailOrder, trailsOf } from "./day-trail.ts";
import type { KnownMovements, Learned } from "./known-movements.ts";
import type { CoveredSpan, Ledger, Movement } from "./movement.ts";
import { byDay, isBalanced } from "./statement-proof.ts";
import type { StatedSpan } from "./statement-spans.ts";

/**
 * The ledger of what is stored of an account: the days statements say all of, and what is missing between them. Without a balance in any statement
 * nothing is covered, as nothing tells what the account holds. With what was carried forward, of the days after it alone.
 */
export function ledgerOf(
  spans: readonly StatedSpan[],
  { movements, learned, vanished = [] }: Pick<KnownMovements, "movements" | "learned"> & Partial<Pick<KnownMovements, "vanished">>,
  carried?: Carried | undefined,
): Ledger {
  const covered: CoveredSpan[] = [];
  const holes: Ledger["holes"][number][] = [];
  for (const [at, span] of spans.entries()) {
    const [last, next] = [spans[at - 1], spans[at + 1]];
    // Two that name one day both hold a part of it, and of two that stand side by side nobody knows which day has the hole.
    const from = last && daysAfter(last.to, 1) >= span.from ? daysAfter(span.from, 1) : span.from;
    const to = !span.whole || (next && daysAfter(span.to, 1) >= next.from) ? daysAfter(span.to, -1) : span.to;
    if (from <= to) covered.push({ from, to });
    if (next) {
      const begins = daysAfter(to, 1);
      const lastDay = daysAfter(span.to, 1) >= next.from ? next.from : daysAfter(next.from, -1);
      holes.push({ from: begins, to: [begins, lastDay].toSorted().at(-1) ?? lastDay, pence: next.openingPence - span.closingPence });
    }
  }
  const endedPence = new Map<PlainDate, Pence>();
  const later = carried === undefined ? movements : movements.filter(({ postedOn }) => postedOn > carried.on);
  const ordered = inOrder(spans, { movements: later, learned }, carried?.endedPence, endedPence);
  return {
    ...{ openingPence: spans[0]?.openingPence ?? 0, movements: ordered, covered, holes, endedPence },
    ...(vanished.length === 0 ? {} : { vanished: new Set(vanished) }),
    ...(carried === undefined ? {} : { carried }),
  };
}

/** In which order a day's rows go on from a balance, or from where they begin: mostly as they stand. Undefined where they are no one trail. */
function trailFrom(likely: Pence | undefined, balanced: readonly (Movement & { balancePence: Pence })[], learned: readonly Learned[]): TrailOrder | undefined {
  if (likely !== undefined && goesOn(likely, balanced)) return { places: balanced.map((_, place) => place), inferred: false };
  const [trail, ...others] = trailsOf(balanced);
  const from = likely ?? (trail?.circle ? openingSaid(balanced, learned)?.pence : undefined) ?? trail?.opening;
  return trail === undefined || others.length > 0 || from === undefined ? undefined : (orderFrom(from, balanced) ?? orderFrom(trail.opening, balanced));
}

/** Whether movements stand in order already, each going on from the one before: mostly they do. Notes what each day ended with. */
function standInOrder(spans: readonly StatedSpan[], movements: readonly Movement[], before: Pence | undefined, ended: Map<PlainDate, Pence>): boolean {
  const openings = new Map(spans.toReversed().map(({ from, openingPence }) => [from, openingPence]));
  let at = before;
  let last: Movement | undefined;
  for (const movement of movements) {
    const { postedOn, pence, balancePence, order } = movement;
    const isNext = last !== undefined && postedOn === last.postedOn;
    const likely = isNext ? at : (openings.get(postedOn) ?? at);
    const follows = order === (isNext && last !== undefined ? last.order + 1 : 0) && postedOn >= (last?.postedOn ?? "");
    if (!follows || balancePence === undefined || balancePence - pence !== likely) return false;
    ended.set(postedOn, balancePence);
    at = balancePence;
    last = movement;
  }
  return true;
}

/** The movements, oldest first; those of a day as they add up, or as their files had them. Notes what each day that adds up ended with. */
function inOrder(
  spans: readonly StatedSpan[],
  { movements, learned }: Pick<KnownMovements, "movements" | "learned">,
  before: Pence | undefined,
  ended: Map<PlainDate, Pence>,
): readonly Movement[] {
  if (standInOrder(spans, movements, before, ended)) return movements;
  ended.clear();
  let at = before;
  return byDay(movements).flatMap(([day, some]) => {
    const begins = spans.find(({ from }) => from === day);
    const stated = some.toSorted((one, other) => one.order - other.order || (one.recordedAt < other.recordedAt ? -1 : 1));
    const balanced = stated.filter(isBalanced);
    const likely = begins?.openingPence ?? at;
    const found = balanced.length < stated.length ? undefined : trailFrom(likely, balanced, learned);
    const ordered = found ? found.places.flatMap((place) => stated[place] ?? []) : stated;
    at = found ? ordered.at(-1)?.balancePence : undefined;
    if (at !== undefined) ended.set(day, at);
    return ordered.map((movement, order) =>
      movement.order === order && !found?.inferred ? movement : { ...movement, order, ...(found?.inferred ? { inferredOrder: true as const } : {}) },
    );
  });
}
