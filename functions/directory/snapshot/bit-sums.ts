/** Enough binary digits for every count of listings. */
const DIGITS = 24;
/** Rows are added this many at a time; a list of rows is filled up to a multiple of it. */
const ROWS_AT_ONCE = 8;

/**
 * Counts set bits position by position over many rows of bits: 32 counters a word, all in step. Digit d
 * of the counters of word w stands in one word, so that adding a row is a handful of ANDs and XORs for 32
 * counters at once (a carry-save adder), where counting one by one would take a step for every bit set.
 */
export interface BitSums {
  readonly digits: Uint32Array;
  readonly words: number;
}

/** Counters at zero for rows of so many words. */
export const bitSums = (words: number): BitSums => ({ digits: new Uint32Array(words * DIGITS), words });

/** How long a list of `count` rows must be for `addRows`. */
export const paddedTo = (count: number): number => Math.ceil(count / ROWS_AT_ONCE) * ROWS_AT_ONCE;

/**
 * Adds rows. `columns[w][row]` is word w of a row; `rows` holds `count` row numbers, filled up to
 * `paddedTo(count)` with the number of a row without bits.
 */
export function addRows({ digits, words }: BitSums, columns: readonly Uint32Array[], rows: Uint32Array, count: number): void {
  const end = paddedTo(count);
  for (let w = 0; w < words; w += 1) {
    const column = columns[w];
    if (!column) return;
    const at = w * DIGITS;
    let ones = digits[at] ?? 0;
    let twos = digits[at + 1] ?? 0;
    let fours = digits[at + 2] ?? 0;
    for (let index = 0; index < end; index += ROWS_AT_ONCE) {
      const a = column[rows[index] ?? 0] ?? 0;
      const b = column[rows[index + 1] ?? 0] ?? 0;
      const c = column[rows[index + 2] ?? 0] ?? 0;
      const d = column[rows[index + 3] ?? 0] ?? 0;
      const e = column[rows[index + 4] ?? 0] ?? 0;
      const f = column[rows[index + 5] ?? 0] ?? 0;
      const g = column[rows[index + 6] ?? 0] ?? 0;
      const h = column[rows[index + 7] ?? 0] ?? 0;
      // Each pair is added to the digit below; what both carry over is added to the digit above.
      let odd = ones ^ a;
      const ab = (ones & a) | (odd & b);
      ones = odd ^ b;
      odd = ones ^ c;
      const cd = (ones & c) | (odd & d);
      ones = odd ^ d;
      odd = ones ^ e;
      const ef = (ones & e) | (odd & f);
      ones = odd ^ f;
      odd = ones ^ g;
      const gh = (ones & g) | (odd & h);
      ones = odd ^ h;
      odd = twos ^ ab;
      const abcd = (twos & ab) | (odd & cd);
      twos = odd ^ cd;
      odd = twos ^ ef;
      const efgh = (twos & ef) | (odd & gh);
      twos = odd ^ gh;
      odd = fours ^ abcd;
      let carry = (fours & abcd) | (odd & efgh);
      fours = odd ^ efgh;
      for (let digit = at + 3; carry !== 0; digit += 1) {
        const before = digits[digit] ?? 0;
        digits[digit] = before ^ carry;
        carry &= before;
      }
    }
    digits[at] = ones;
    digits[at + 1] = twos;
    digits[at + 2] = fours;
  }
}

/** Adds the counts to `tally`: bit b of word w at 32w + b. */
export function addTotals({ digits, words }: BitSums, tally: Int32Array): void {
  for (let w = 0; w < words; w += 1) {
    for (let digit = 0; digit < DIGITS; digit += 1) {
      let word = digits[w * DIGITS + digit] ?? 0;
      while (word !== 0) {
        const at = (w << 5) + 31 - Math.clz32(word & -word);
        word &= word - 1;
        tally[at] = (tally[at] ?? 0) + (1 << digit);
      }
    }
  }
}
