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
