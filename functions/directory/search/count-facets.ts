import { bitsIn, intersect, listBits, type Plane, scratchPlane } from "../../../shared/snapshot/bits.ts";
import { type Facet, facetSlot, facetSlots, type Tile } from "../../../shared/snapshot/tile.ts";
import { addRows, addTotals, type BitSums, bitSums, paddedTo } from "../snapshot/bit-sums.ts";

/** For each facet, how many results each value would give. */
export type FacetCounts = Readonly<Record<Facet, ReadonlyMap<string, number>>>;

/** The counts of one search, tile after tile. */
export interface FacetTally {
  /** What the matches have, every facet at once. */
  readonly sums: BitSums;
  /** The any-of facets in use, each counted as if nothing were chosen in it. */
  readonly chosen: readonly { readonly facet: Facet; readonly counts: Map<string, number> }[];
}

/** A tally at zero, for a search with filters on these any-of facets. */
export const facetTally = (anyOf: readonly { readonly facet: Facet }[]): FacetTally => ({
  sums: bitSums((facetSlots() + 31) >>> 5),
  chosen: anyOf.map(({ facet }) => ({ facet, counts: new Map() })),
});

/** Adds a tile's matches to the tally. `base` is who matches everything but the any-of filters; `unions` who matches each of those. */
export function countFacets({ sums, chosen }: FacetTally, tile: Tile, base: Plane, matched: Plane, found: number, unions: readonly Plane[]): void {
  if (found > 0) {
    const rows = scratchPlane(paddedTo(found));
    listBits(matched, rows);
    rows.fill(tile.count, found);
    addRows(sums, tile.slotColumns, rows, found);
  }
  chosen.forEach(({ facet, counts }, index) => {
    const within = intersect(base, unions, index);
    for (const [value, plane] of tile.planes[facet]) {
      const count = bitsInBoth(within, plane);
      if (count > 0) counts.set(value, count + (counts.get(value) ?? 0));
    }
  });
}

function bitsInBoth(a: Plane, b: Plane): number {
  let count = 0;
  for (let w = 0; w < a.length; w += 1) {
    const both = (a[w] ?? 0) & (b[w] ?? 0);
    if (both !== 0) count += bitsIn(both);
  }
  return count;
}

/** The tally by facet and value, zeros left out. */
export function facetCounts({ sums, chosen }: FacetTally): FacetCounts {
  const counts = {
    service: new Map<string, number>(),
    group: new Map<string, number>(),
    skill: new Map<string, number>(),
    language: new Map<string, number>(),
    kind: new Map<string, number>(),
    gender: new Map<string, number>(),
    status: new Map<string, number>(),
    when: new Map<string, number>(),
  };
  const tally = new Int32Array(sums.words << 5);
  addTotals(sums, tally);
  for (let slot = 0; slot < tally.length; slot += 1) {
    const count = tally[slot] ?? 0;
    const named = count > 0 ? facetSlot(slot) : undefined;
    if (named) counts[named.facet].set(named.value, count);
  }
  for (const facet of chosen) counts[facet.facet] = facet.counts;
  return counts;
}
