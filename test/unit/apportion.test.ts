import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { apportion, apportionIn, apportionRoom, MOST_SHARED, makeRoom } from "../../shared/domain/apportion.ts";
import { runs } from "../support/runs.ts";

/** Largest remainder with whole numbers of any length. */
function oracle(total: number, weights: readonly number[]): readonly number[] {
  const sum = weights.reduce((all, weight) => all + BigInt(weight), 0n);
  if (sum === 0n) return weights.map(() => 0);
  const shares = weights.map((weight) => (BigInt(total) * BigInt(weight)) / sum);
  const rest = (at: number): bigint => (BigInt(total) * BigInt(weights[at] ?? 0)) % sum;
  const left = Number(BigInt(total) - shares.reduce((all, share) => all + share, 0n));
  const order = weights.map((_, at) => at).sort((a, b) => (rest(a) === rest(b) ? a - b : rest(a) > rest(b) ? -1 : 1));
  for (const at of order.slice(0, left)) shares[at] = (shares[at] ?? 0n) + 1n;
  return shares.map(Number);
}

// Sums of weights stay below what can be shared, up to its edge.
const weight = fc.oneof(
  fc.integer({ min: 0, max: 9 }),
  fc.integer({ min: 0, max: 2 ** 31 }),
  fc.integer({ min: 2 ** 40, max: 2 ** 43 - 1 }),
  fc.maxSafeInteger().map((one) => Math.abs(one) % 2 ** 43),
);
const total = fc.oneof(
  fc.integer({ min: 0, max: 50 }),
  fc.integer({ min: 2 ** 26, max: 2 ** 31 }),
  fc.integer({ min: MOST_SHARED - 1000, max: MOST_SHARED }),
  fc.integer({ min: 0, max: MOST_SHARED }),
);

describe("a total split over weights", () => {
  it("goes by largest remainder, of equal ones to the first", () => {
    expect(apportion(10, [1, 1, 1])).toEqual([4, 3, 3]);
    expect(apportion(100, [30, 60, 10])).toEqual([30, 60, 10]);
    expect(apportion(7, [3, 5, 2, 0])).toEqual([2, 4, 1, 0]);
    expect(apportion(1, [0, 0, 7])).toEqual([0, 0, 1]);
  });
  it("is what whole numbers of any length give, however large the figures", () => {
    fc.assert(
      fc.property(total, fc.array(weight, { maxLength: 60 }), (all, weights) => {
        expect(apportion(all, weights)).toEqual(oracle(all, weights));
      }),
      { numRuns: runs(5000) },
    );
  });
  it("is so at the edge of what can be shared, where quotas are nearly whole", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 3 }), fc.integer({ min: 1, max: 1000 }), fc.integer({ min: 0, max: 2 }), (less, some, more) => {
        const weights = [MOST_SHARED - 2010, some, some + more, more];
        expect(apportion(MOST_SHARED - less, weights)).toEqual(oracle(MOST_SHARED - less, weights));
      }),
      { numRuns: runs(2000) },
    );
  });
  it("is so where a quota is just below or above a whole number, closer than a double can tell", () => {
    const whole = fc.record({
      weight: fc.constantFrom(3, 7, 49, 101, 9973),
      times: fc.integer({ min: 1, max: 9972 }),
      sum: fc.integer({ min: MOST_SHARED - 1e6, max: MOST_SHARED }),
      off: fc.constantFrom(-1n, 1n),
    });
    fc.assert(
      fc.property(whole, ({ weight, times, sum: given, off }) => {
        const part = BigInt((times % (weight - 1)) + 1);
        let sum = BigInt(given);
        // The nearest sum of which the weight's quota misses a whole number by one part of the sum.
        while ((part * sum + off) % BigInt(weight) !== 0n && BigInt(given) - sum <= BigInt(weight)) sum -= 1n;
        fc.pre((part * sum + off) % BigInt(weight) === 0n);
        const total = Number((part * sum + off) / BigInt(weight));
        const weights = [weight, Number(sum) - 2 * weight, weight];
        expect(apportion(total, weights)).toEqual(oracle(total, weights));
      }),
      { numRuns: runs(2000) },
    );
  });
  it("gives the units that are over to the first among very many equal ones", () => {
    const shares = apportion(10_007, new Array<number>(5000).fill(3));
    expect(shares.slice(0, 7)).toEqual([3, 3, 3, 3, 3, 3, 3]);
    expect(shares.slice(7).every((share) => share === 2)).toBe(true);
  });
  it("is nothing where there is nothing to split by", () => {
    expect(apportion(5, [0, 0])).toEqual([0, 0]);
    expect(apportion(5, [])).toEqual([]);
  });
  it.each([
    ["a part of a unit", 1.5, [1]],
    ["less than nothing", -1, [1]],
    ["more than can be shared exactly", MOST_SHARED + 1, [1]],
    ["weights of more than that", 1, [MOST_SHARED, 1]],
    ["a weight that is not whole", 1, [0.5]],
    ["a weight below nothing", 1, [-1]],
    ["a weight that is no number", 1, [Number.NaN]],
  ])("refuses %s", (_, all, weights) => {
    expect(() => apportion(all, weights)).toThrow(RangeError);
  });
  it("is the same in room that was used before and had to grow", () => {
    const room = apportionRoom(1);
    for (const weights of [[5], [1, 2, 4], [3, 3]]) {
      makeRoom(room, weights.length);
      room.weights.set(weights);
      apportionIn(
        room,
        8,
        weights.length,
        weights.reduce((all, one) => all + one),
      );
      expect([...room.shares.subarray(0, weights.length)]).toEqual(apportion(8, weights));
    }
    expect(room.weights.length).toBe(4);
  });
});
