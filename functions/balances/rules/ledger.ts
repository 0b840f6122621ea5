import { daysAfter } from "../../../shared/domain/time.ts";
import { openingSaid } from "./day-opening.ts";
import { orderFrom, trailsOf } from "./day-trail.ts";
import type { KnownMovements, Learned } from "./known-movements.ts";
import type { CoveredSpan, Ledger, Movement } from "./movement.ts";
import { byDay, isBalanced } from "./statement-proof.ts";
import type { StatedSpan } from "./statement-spans.ts";

/**
 * The ledger of what is stored of an account: the days statements say all of, and what is missing between them. Without a balance in any statement
 * nothing is covered, as nothing tells what the account holds.
 */
export function ledgerOf(spans: readonly StatedSpan[], { movements, learned }: Pick<KnownMovements, "movements" | "learned">): Ledger {
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
  return { openingPence: spans[0]?.openingPence ?? 0, movements: inOrder(spans, movements, learned), covered, holes };
}

/** The movements, oldest first; those of a day as they add up, or as their files had them. */
function inOrder(spans: readonly StatedSpan[], movements: readonly Movement[], learned: readonly Learned[]): readonly Movement[] {
  let at: number | undefined;
  return byDay(movements).flatMap(([day, some]) => {
    const begins = spans.find(({ from }) => from === day);
    const stated = some.toSorted((one, other) => one.order - other.order || (one.recordedAt < other.recordedAt ? -1 : 1));
    const balanced = stated.filter(isBalanced);
    const trails = balanced.length === stated.length ? trailsOf(balanced) : [];
    const [trail] = trails;
    const from = begins?.openingPence ?? at ?? (trail?.circle ? openingSaid(balanced, learned)?.pence : undefined) ?? trail?.opening;
    const found = trails.length === 1 && from !== undefined ? (orderFrom(from, balanced) ?? orderFrom(trail?.opening ?? 0, balanced)) : undefined;
    const ordered = found ? found.places.flatMap((place) => stated[place] ?? []) : stated;
    at = found ? ordered.at(-1)?.balancePence : undefined;
    return ordered.map((movement, order) =>
      movement.order === order && !found?.inferred ? movement : { ...movement, order, ...(found?.inferred ? { inferredOrder: true as const } : {}) },
    );
  });
}
