import type { Supplier } from "../../../functions/market/rules/transport.ts";

// Two other ways to the most that can be placed: preflows that are pushed and lifted over edges that are all written down, and every set of needs tried.

/** The most that can be placed, by push and relabel (A. V. Goldberg and R. E. Tarjan, 1988). */
export function pushRelabel(needs: readonly number[], suppliers: readonly { readonly amount: number; readonly serves: readonly number[] }[]): number {
  const [source, sink] = [0, 1];
  const count = 2 + suppliers.length + needs.length;
  const left: number[][] = Array.from({ length: count }, () => new Array<number>(count).fill(0));
  const edge = (from: number, to: number, amount: number): void => {
    const row = left[from];
    if (row) row[to] = amount;
  };
  for (const [at, { amount, serves }] of suppliers.entries()) {
    edge(source, 2 + at, amount);
    for (const need of serves) edge(2 + at, 2 + suppliers.length + need, Number.MAX_SAFE_INTEGER);
  }
  for (const [need, amount] of needs.entries()) edge(2 + suppliers.length + need, sink, amount);
  const height = new Array<number>(count).fill(0);
  const excess = new Array<number>(count).fill(0);
  const at = (from: number, to: number): number => left[from]?.[to] ?? 0;
  const push = (from: number, to: number, amount: number): void => {
    edge(from, to, at(from, to) - amount);
    edge(to, from, at(to, from) + amount);
    excess[from] = (excess[from] ?? 0) - amount;
    excess[to] = (excess[to] ?? 0) + amount;
  };
  height[source] = count;
  for (let to = 0; to < count; to += 1) if (at(source, to) > 0) push(source, to, at(source, to));
  for (let busy = true; busy; ) {
    busy = false;
    for (let node = 2; node < count; node += 1)
      while ((excess[node] ?? 0) > 0) {
        busy = true;
        let lowest = Number.POSITIVE_INFINITY;
        for (let to = 0; to < count && (excess[node] ?? 0) > 0; to += 1) {
          if (at(node, to) === 0) continue;
          if ((height[node] ?? 0) === (height[to] ?? 0) + 1) push(node, to, Math.min(excess[node] ?? 0, at(node, to)));
          if (at(node, to) > 0) lowest = Math.min(lowest, height[to] ?? 0);
        }
        if ((excess[node] ?? 0) > 0) height[node] = lowest + 1;
      }
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
