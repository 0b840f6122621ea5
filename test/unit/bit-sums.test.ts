import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addRows, addTotals, bitSums, paddedTo } from "../../functions/directory/snapshot/bit-sums.ts";
import { listBits, setBit, wordsFor } from "../../shared/snapshot/bits.ts";

const WORDS = 3;
const rowOfBits = fc.uint8Array({ minLength: 0, maxLength: 40 }).map((bits) => new Set([...bits].map((bit) => bit % (WORDS * 32))));

describe("bit sums", () => {
  it("count every position over any rows, in as many goes as they come", () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(rowOfBits, fc.boolean()), { maxLength: 200 }), fc.integer({ min: 1, max: 4 }), (rows, goes) => {
        const columns = Array.from({ length: WORDS }, () => new Uint32Array(rows.length + 1));
        rows.forEach(([bits], row) => {
          for (const bit of bits) setBit(columns[bit >>> 5] ?? new Uint32Array(0), (row << 5) + (bit & 31));
        });
        const sums = bitSums(WORDS);
        const wanted = new Int32Array(WORDS * 32);
        for (let go = 0; go < goes; go += 1) {
          const chosen = new Uint32Array(wordsFor(rows.length));
          rows.forEach(([bits, taken], row) => {
            if (!taken) return;
            setBit(chosen, row);
            for (const bit of bits) wanted[bit] = (wanted[bit] ?? 0) + 1;
          });
          const count = rows.filter(([, taken]) => taken).length;
          const list = new Uint32Array(paddedTo(count)).fill(rows.length);
          listBits(chosen, list);
          addRows(sums, columns, list, count);
        }
        const tally = new Int32Array(WORDS * 32);
        addTotals(sums, tally);
        expect([...tally]).toEqual([...wanted]);
      }),
    );
  });
  it("count past what the lower digits hold", () => {
    const columns = [Uint32Array.of(0b101, 0)];
    const sums = bitSums(1);
    for (let go = 0; go < 1000; go += 1) addRows(sums, columns, new Uint32Array(130 + 6).fill(1).fill(0, 0, 130), 130);
    const tally = new Int32Array(32);
    addTotals(sums, tally);
    expect([...tally.slice(0, 4)]).toEqual([130_000, 0, 130_000, 0]);
  });
});
