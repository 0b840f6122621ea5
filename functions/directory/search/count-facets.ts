import { bitsIn, eachBit, intersect, type Plane, scratchPlane } from "../snapshot/bits.ts";
import { FACETS, type Facet, facetSlot, type Tile } from "../snapshot/tile.ts";
import { ANY_OF } from "./criteria.ts";

/** For each facet, how many results each value would give. */
export type FacetCounts = Readonly<Record<Facet, ReadonlyMap<string, number>>>;

/** Counting the bits of a word takes about as long as counting this many listings' values one by one. */
const STEPS_A_WORD = 3;

/** Adds a tile's matches to the tally of every facet value it knows. */
export function countFacets(tally: Int32Array, tile: Tile, base: Plane, matched: Plane, found: number, anyOf: readonly (Plane | undefined)[]): void {
  const chosen = ANY_OF.filter((_, index) => anyOf[index] !== undefined);
  if (found > 0) {
    const words = wordsInUse(matched);
    // Few matches: look at what each has. Many: look at who has each, a word of 32 at a time.
    const wordsToCount = tile.facetBlock.slots.length * words.length;
    if (found * tile.slotsOfRow.average < wordsToCount * STEPS_A_WORD) countRows(tally, tile, matched, chosen);
    else for (const facet of FACETS) if (!chosen.some((own) => own === facet)) countPlanes(tally, tile, facet, matched, words);
  }
  // An any-of facet in use is counted as if nothing were chosen in it.
  for (const facet of chosen) {
    const within = intersect(base, anyOf.toSpliced(ANY_OF.indexOf(facet), 1));
    countPlanes(tally, tile, facet, within, wordsInUse(within));
  }
}

function countPlanes(tally: Int32Array, tile: Tile, facet: Facet, within: Plane, words: Uint32Array): void {
  const { words: block, slots, ranges } = tile.facetBlock;
  const [from, to] = ranges[facet];
  for (let plane = from; plane < to; plane += 1) {
    const start = plane * tile.words;
    let count = 0;
    for (let at = 0; at < words.length; at += 1) {
      const w = words[at] ?? 0;
      const both = (within[w] ?? 0) & (block[start + w] ?? 0);
      if (both !== 0) count += bitsIn(both);
    }
    const slot = slots[plane] ?? 0;
    tally[slot] = (tally[slot] ?? 0) + count;
  }
}

function countRows(tally: Int32Array, { words, facetBlock, slotsOfRow: { starts, slots } }: Tile, matched: Plane, leftOut: readonly Facet[]): void {
  const kept: number[] = [];
  for (const facet of leftOut) {
    const [from, to] = facetBlock.ranges[facet];
    for (let plane = from; plane < to; plane += 1) kept.push(facetBlock.slots[plane] ?? 0);
  }
  const before = kept.map((slot) => tally[slot] ?? 0);
  eachBit(matched, 0, words * 32, (row) => {
    const end = starts[row + 1] ?? 0;
    for (let at = starts[row] ?? 0; at < end; at += 1) {
      const slot = slots[at] ?? 0;
      tally[slot] = (tally[slot] ?? 0) + 1;
    }
  });
  // The facets left out were counted with the rest: that is taken back.
  kept.forEach((slot, index) => {
    tally[slot] = before[index] ?? 0;
  });
}

/** The tally by facet and value, zeros left out. */
export function facetCounts(tally: Int32Array): FacetCounts {
  const counts = {
    service: new Map<string, number>(),
    group: new Map<string, number>(),
    language: new Map<string, number>(),
    kind: new Map<string, number>(),
    gender: new Map<string, number>(),
    status: new Map<string, number>(),
    when: new Map<string, number>(),
  };
  for (let slot = 0; slot < tally.length; slot += 1) {
    const count = tally[slot] ?? 0;
    const named = count > 0 ? facetSlot(slot) : undefined;
    if (named) counts[named.facet].set(named.value, count);
  }
  return counts;
}

function wordsInUse(plane: Plane): Uint32Array {
  const used = scratchPlane(plane.length);
  let count = 0;
  for (let w = 0; w < plane.length; w += 1) {
    if (plane[w] === 0) continue;
    used[count] = w;
    count += 1;
  }
  return used.subarray(0, count);
}
