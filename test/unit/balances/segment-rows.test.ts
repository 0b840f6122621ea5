import fc from "fast-check";
import { expect, it } from "vitest";
import { MOVEMENT_KINDS, type Movement } from "../../../functions/balances/rules/movement.ts";
import { firstDayOf } from "../../../functions/balances/rules/periods.ts";
import { packed, unpacked } from "../../../functions/balances/store/packing.ts";
import { Segment, segmentRows, storedSegment } from "../../../functions/balances/store/segment-rows.ts";
import { daysAfter } from "../../../shared/domain/time.ts";
import { runs } from "../../support/runs.ts";

const PERIOD = 736;
const sometimes = <Value>(value: fc.Arbitrary<Value>) => fc.option(value, { nil: undefined });
const movement: fc.Arbitrary<Movement> = fc.record(
  {
    id: fc.string({ maxLength: 20 }),
    postedOn: fc.integer({ min: -3, max: 30 }).map((day) => daysAfter(firstDayOf(PERIOD), day)),
    kind: fc.constantFrom(...MOVEMENT_KINDS),
    pence: fc.integer({ min: -3, max: 3 }),
    balancePence: fc.integer({ min: -3, max: 3 }),
    order: fc.nat(3),
    inferredOrder: fc.constant(true as const),
    text: fc.string({ minLength: 1, maxLength: 30 }),
    mcc: fc.constantFrom("8099", "7995"),
    reference: fc.string({ maxLength: 9 }),
    recordedAt: fc.constantFrom("2026-07-01T06:00:00.000Z", "2026-07-02T06:00:00.000Z"),
    importId: fc.constantFrom("one", "other"),
  },
  { requiredKeys: ["id", "postedOn", "kind", "pence", "order", "text", "recordedAt", "importId"] },
);

it("A segment says all of its movements again, whatever they are", () => {
  const learned = sometimes(fc.array(fc.record({ movement: fc.string(), text: fc.string() }), { minLength: 1, maxLength: 2 }));
  fc.assert(
    fc.property(fc.array(movement, { maxLength: 12 }), learned, sometimes(fc.array(fc.string(), { minLength: 1, maxLength: 2 })), (movements, said, gone) => {
      const segment = { period: PERIOD, importId: "one", at: 7, movements, ...(said ? { learned: said } : {}), ...(gone ? { vanished: gone } : {}) };
      const stored = Segment.parse(unpacked(packed(storedSegment(segment))));
      expect(segmentRows(stored, segment)).toEqual(segment);
    }),
    { numRuns: runs(3000, 300) },
  );
});

it("A row is read only as it was written: another kind of thing in any place of it, a place less or one more is refused", () => {
  const right: readonly (string | number | null)[] = ["id", 3, "purchase", -100, "Sample Shop", "8099", "R1", "=", 1, 1];
  const wrong = [7, "3", "gift", Number.NaN, null, 8099, 1, "-", "1", 2];
  const segment = (row: readonly unknown[]) => Segment.safeParse({ at: 7, parts: [{ at: "2026-07-01T06:00:00.000Z", by: "one", rows: [row] }] }).success;
  expect([segment(right), segment(right.map((value, place) => (place > 4 ? null : value)))]).toEqual([true, true]);
  expect(wrong.map((value, place) => segment(right.with(place, value)))).toEqual(wrong.map(() => false));
  expect([segment(right.slice(1)), segment([...right, null]), segment(right.slice(0, -1))]).toEqual([false, false, false]);
});
