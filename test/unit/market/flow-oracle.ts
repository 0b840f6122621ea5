import type { Supplier } from "../../../functions/market/rules/transport.ts";

// Two other ways to the most that can be placed: preflows that are pushed and lifted over edges that are all written down, and every set of needs tried.

/** An edge, what it still takes, and where its other way stands among those of its end. */
interface Edge {
  readonly to: number;
  readonly back: number;
  left: number;
}

/**
 * The most that can be placed, by push and relabel (A. V. Goldberg and R. E. Tarjan, 1988), first in first out. What is lifted to the height of the source
 * can reach the sink no more: only how much arrives is asked, so it is left where it lies.
 */
export function pushRelabel(needs: readonly number[], suppliers: readonly { readonly amount: number; readonly serves: readonly number[] }[]): number {
  const [source, sink] = [0, 1];
  const count = 2 + suppliers.length + needs.length;
  const edges: Edge[][] = Array.from({ length: count }, () => []);
  const edge = (from: number, to: number, left: number): void => {
    const [there, here] = [edges[from] ?? [], edges[to] ?? []];
    there.push({ to, back: here.length, left });
    here.push({ to: from, back: there.length - 1, left: 0 });
  };
  for (const [need, amount] of needs.entries()) if (amount > 0) edge(2 + suppliers.length + need, sink, amount);
  for (const [at, { amount, serves }] of suppliers.entries()) {
    edge(source, 2 + at, amount);
    for (const need of serves) if ((needs[need] ?? 0) > 0) edge(2 + at, 2 + suppliers.length + need, Number.MAX_SAFE_INTEGER);
  }
  const excess = new Float64Array(count);
  const height = new Int32Array(count);
  height[source] = count;
  const waiting: number[] = [];
  const push = (from: number, through: Edge, amount: number): void => {
    const back = edges[through.to]?.[through.back];
    if (back) back.left += amount;
    through.left -= amount;
    excess[from] = (excess[from] ?? 0) - amount;
    if ((excess[through.to] ?? 0) === 0 && through.to !== sink && through.to !== source) waiting.push(through.to);
    excess[through.to] = (excess[through.to] ?? 0) + amount;
  };
  for (const out of edges[source] ?? []) if (out.left > 0) push(source, out, out.left);
  for (let next = waiting.shift(); next !== undefined; next = waiting.shift())
    while ((excess[next] ?? 0) > 0 && (height[next] ?? 0) < count) {
      let lowest = Number.POSITIVE_INFINITY;
      for (const out of edges[next] ?? []) {
        if (out.left === 0) continue;
        if ((height[next] ?? 0) === (height[out.to] ?? 0) + 1) push(next, out, Math.min(excess[next] ?? 0, out.left));
        if ((excess[next] ?? 0) === 0) break;
        if (out.left > 0) lowest = Math.min(lowest, height[out.to] ?? 0);
      }
      if ((excess[next] ?? 0) > 0) height[next] = Math.min(count, lowest + 1);
    }
  return excess[sink] ?? 0;
}

/** The needs that suppliers of a transport serve, as numbers. */
export const servesOf = ({ kinds, reach }: Supplier, places: number): readonly number[] =>
  kinds.flatMap((kind) =>
    Array.from({ length: places }, (_, place) => place).flatMap((place) => (((reach[place >>> 5] ?? 0) >>> (place & 31)) & 1 ? [kind * places + place] : [])),
  );

/** Of all sets of needs the most that one needs beyond what everybody who serves any of it has (P. Hall, 1935), and the smallest such set. */
export function worstSet(
  needs: readonly number[],
  suppliers: readonly { readonly amount: number; readonly serves: readonly number[] }[],
): { readonly short: number; readonly set: readonly number[] } {
  let worst: { short: number; set: readonly number[] } = { short: 0, set: [] };
  for (let mask = 1; mask < 2 ** needs.length; mask += 1) {
    const set = needs.flatMap((_, need) => ((mask >>> need) & 1 ? [need] : []));
    const needed = set.reduce((sum, need) => sum + (needs[need] ?? 0), 0);
    const short = needed - suppliers.filter(({ serves }) => serves.some((need) => set.includes(need))).reduce((sum, { amount }) => sum + amount, 0);
    if (short > worst.short || (short === worst.short && short > 0 && set.length < worst.set.length)) worst = { short, set };
  }
  return worst;
}
