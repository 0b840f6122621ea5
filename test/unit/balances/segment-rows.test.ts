import fc from "fast-check";
import { expect, it } from "vitest";
import { MOVEMENT_KINDS, type Movement } from "../../../functions/balances/rules/movement.ts";
import { firstDayOf } from "../../../functions/balances/rules/periods.ts";
import { packed, unpacked } from "../../../functions/balances/store/packing.ts";
import { isSegmentOfRows, Segment, segmentRows, storedSegment } from "../../../functions/balances/store/segment-rows.ts";
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

/** Something in the place of what is there. */
const other = fc.constantFrom<unknown>(null, 1, 2, -0.5, Number.NaN, Number.POSITIVE_INFINITY, "", "=", "fee", "x", true, [], {}, undefined);

it("What is read by hand is what the schema reads, whatever stands in whichever place, and what it does not know is left to the schema", () => {
  let sure = 0;
  const body = fc.array(movement, { minLength: 1, maxLength: 4 }).map((movements) => storedSegment({ period: PERIOD, at: 7, movements }));
  const change = sometimes(fc.record({ row: fc.nat(3), place: fc.nat(10), value: other, level: fc.constantFrom("row", "shorter", "part", "segment") }));
  fc.assert(
    fc.property(body, change, (stored, changed) => {
      const copy: any = structuredClone(stored);
      const [part] = copy.parts;
      const row = part.rows[(changed?.row ?? 0) % part.rows.length];
      if (changed?.level === "row") row[changed.place] = changed.value;
      if (changed?.level === "shorter") row.length = changed.place;
      const named = ["at", "by", "rows", "more"][(changed?.place ?? 0) % 4] ?? "";
      if (changed?.level === "part") part[named] = changed.value;
      if (changed?.level === "segment") copy[named === "by" ? "parts" : named] = changed.value;
      const parsed = Segment.safeParse(copy);
      if (isSegmentOfRows(copy)) {
        sure += 1;
        expect(parsed.success && parsed.data).toEqual(copy);
      } else expect(changed).toBeDefined();
    }),
    { numRuns: runs(3000, 600) },
  );
  expect(sure).toBeGreaterThan(20);
  const right: readonly (string | number | null)[] = ["id", 3, "purchase", -100, "Sample Shop", "8099", "R1", "=", 1, 1];
  const wrong = [7, "3", "gift", Number.NaN, null, 8099, 1, "-", "1", 2];
  const isSure = (row: readonly unknown[], more = {}) =>
    isSegmentOfRows({ at: 7, parts: [{ at: "2026-07-01T06:00:00.000Z", by: "one", rows: [row] }], ...more });
  expect([isSure(right), isSure(right.map((value, place) => (place > 4 ? null : value)))]).toEqual([true, true]);
  expect(wrong.map((value, place) => isSure(right.with(place, value)))).toEqual(wrong.map(() => false));
  expect([isSure(right, { learned: [] }), isSegmentOfRows(null), isSegmentOfRows([])]).toEqual([false, false, false]);
});
