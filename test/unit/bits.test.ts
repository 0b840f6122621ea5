import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { bitsIn, clearBit, copyRange, hasBit, lowestBit, setBit, setRange, wordsFor } from "../../shared/snapshot/bits.ts";

const COUNT = 200;
const range = fc.tuple(fc.nat(COUNT), fc.nat(COUNT)).map(([a, b]) => [Math.min(a, b), Math.max(a, b)] as const);
const plane = fc.array(fc.nat(COUNT - 1)).map((rows) => {
  const made = new Uint32Array(wordsFor(COUNT));
  for (const row of rows) setBit(made, row);
  return made;
});
const rowsOf = (bits: Uint32Array) => Array.from({ length: COUNT }, (_, row) => row).filter((row) => hasBit(bits, row));

describe("bit planes", () => {
  it("set and clear one listing and no other", () => {
    fc.assert(
      fc.property(plane, fc.nat(COUNT - 1), (bits, row) => {
        const before = rowsOf(bits);
        setBit(bits, row);
        expect(rowsOf(bits)).toEqual([...new Set([...before, row])].sort((a, b) => a - b));
        clearBit(bits, row);
        expect(rowsOf(bits)).toEqual(before.filter((other) => other !== row));
      }),
    );
  });
  it("set a range exactly", () => {
    fc.assert(
      fc.property(plane, range, (bits, [start, end]) => {
        const before = rowsOf(bits);
        setRange(bits, start, end);
        expect(rowsOf(bits)).toEqual(Array.from({ length: COUNT }, (_, row) => row).filter((row) => before.includes(row) || (row >= start && row < end)));
      }),
    );
  });
  it("copy a range of either source exactly", () => {
    fc.assert(
      fc.property(plane, plane, fc.option(plane, { nil: undefined }), range, (bits, a, b, [start, end]) => {
        const before = rowsOf(bits);
        copyRange(bits, start, end, a, b);
        const wanted = (row: number) => row >= start && row < end && (hasBit(a, row) || hasBit(b, row));
        expect(rowsOf(bits)).toEqual(Array.from({ length: COUNT }, (_, row) => row).filter((row) => before.includes(row) || wanted(row)));
      }),
    );
  });
  it("count and find bits", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 0xffffffff }), (word) => {
        const text = word.toString(2);
        expect(bitsIn(word)).toBe(text.replaceAll("0", "").length);
        expect(lowestBit(word)).toBe(text.length - 1 - text.lastIndexOf("1"));
      }),
    );
  });
});
