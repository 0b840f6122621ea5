/** One bit a listing, 32 listings a word: the unit of every facet and filter. */
export type Plane = Uint32Array;

/** How many words hold a bit for each of `count` listings. */
export const wordsFor = (count: number): number => (count + 31) >>> 5;

/** Sets the bit of a listing. */
export function setBit(plane: Plane, index: number): void {
  const word = index >>> 5;
  plane[word] = (plane[word] ?? 0) | (1 << (index & 31));
}

/** Clears the bit of a listing. */
export function clearBit(plane: Plane, index: number): void {
  const word = index >>> 5;
  plane[word] = (plane[word] ?? 0) & ~(1 << (index & 31));
}

/** Whether the bit of a listing is set. No plane means no listing has it. */
export const hasBit = (plane: Plane | undefined, index: number): boolean => (((plane?.[index >>> 5] ?? 0) >>> (index & 31)) & 1) === 1;

/** Sets the bits from `start` up to, not including, `end`. */
export function setRange(plane: Plane, start: number, end: number): void {
  if (end <= start) return;
  const first = start >>> 5;
  const last = (end - 1) >>> 5;
  const head = 0xffffffff << (start & 31);
  const tail = 0xffffffff >>> (31 - ((end - 1) & 31));
  if (first === last) {
    plane[first] = (plane[first] ?? 0) | (head & tail);
    return;
  }
  plane[first] = (plane[first] ?? 0) | head;
  plane.fill(0xffffffff, first + 1, last);
  plane[last] = (plane[last] ?? 0) | tail;
}

/** Adds the bits from `start` up to, not including, `end` that either source has. */
export function copyRange(plane: Plane, start: number, end: number, a: Plane | undefined, b: Plane | undefined): void {
  for (let index = start; index < end; index = (index | 31) + 1) {
    const w = index >>> 5;
    const from = 0xffffffff << (index & 31);
    const to = end - (w << 5) >= 32 ? 0xffffffff : (1 << (end & 31)) - 1;
    plane[w] = (plane[w] ?? 0) | (((a?.[w] ?? 0) | (b?.[w] ?? 0)) & from & to);
  }
}

/** How many bits of a word are set. */
export function bitsIn(word: number): number {
  let v = word - ((word >>> 1) & 0x55555555);
  v = (v & 0x33333333) + ((v >>> 2) & 0x33333333);
  return Math.imul((v + (v >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}

/** The position of the lowest set bit of a word that is not zero. */
export const lowestBit = (word: number): number => 31 - Math.clz32(word & -word);

const ARENA_WORDS = 1 << 16;
const arena: Plane = new Uint32Array(ARENA_WORDS);
let used = 0;

/**
 * Starts a computation's scratch planes afresh: those taken before are no longer anybody's. A search
 * is computed in one go, so no two ever hold scratch planes at once; making new ones each time would
 * keep the garbage collector busier than the search itself.
 */
export function resetScratch(): void {
  used = 0;
}

/** An empty scratch plane, good until `resetScratch`. */
export function scratchPlane(words: number): Plane {
  if (used + words > ARENA_WORDS) return new Uint32Array(words);
  const plane = arena.subarray(used, used + words);
  used += words;
  return plane.fill(0);
}

/** Takes away from a plane what another has not. */
export function keepOnly(plane: Plane, other: Plane): void {
  for (let w = 0; w < plane.length; w += 1) plane[w] = (plane[w] ?? 0) & (other[w] ?? 0);
}

/** The listings in all of the planes but one of `others`, if one is to be left out: a scratch plane, or `base` itself. Never changed by anybody. */
export function intersect(base: Plane, others: readonly Plane[], leftOut = -1): Plane {
  let all = base;
  for (let index = 0; index < others.length; index += 1) {
    const plane = others[index];
    if (plane === undefined || index === leftOut) continue;
    if (all === base) {
      all = scratchPlane(base.length);
      all.set(base);
    }
    keepOnly(all, plane);
  }
  return all;
}

/** Visits the set bits from `start` up to, not including, `end`, in order. A visit may clear bits already visited. */
export function eachBit(plane: Plane, start: number, end: number, visit: (row: number) => void): void {
  for (let w = start >>> 5; w << 5 < end; w += 1) {
    let word = plane[w] ?? 0;
    while (word !== 0) {
      const row = (w << 5) + lowestBit(word);
      word &= word - 1;
      if (row >= start && row < end) visit(row);
    }
  }
}

/** Lists the set bits of a plane, in order, from the start of `rows`. */
export function listBits(plane: Plane, rows: Uint32Array): void {
  let at = 0;
  for (let w = 0; w < plane.length; w += 1) {
    let word = plane[w] ?? 0;
    while (word !== 0) {
      rows[at] = (w << 5) + lowestBit(word);
      word &= word - 1;
      at += 1;
    }
  }
}
