import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { areasOf } from "../../../functions/market/rules/areas.ts";
import { isNearBorder, milesToLine } from "../../../functions/market/rules/border.ts";
import { milesBetween, type Point } from "../../../shared/domain/geo.ts";
import { runs } from "../../support/runs.ts";

const near = fc.record({ lat: fc.double({ min: 52.3, max: 53, noNaN: true }), lon: fc.double({ min: -1.6, max: -0.6, noNaN: true }) });

/** A step cut into a thousand points, of which the nearest is as far as the step, nearly. */
const alongStep = (from: Point, to: Point): readonly Point[] =>
  Array.from({ length: 1001 }, (_, at) => ({ lat: from.lat + ((to.lat - from.lat) * at) / 1000, lon: from.lon + ((to.lon - from.lon) * at) / 1000 }));

describe("the outer border of our areas", () => {
  it("is as far as its nearest point, within a hundredth", () => {
    fc.assert(
      fc.property(near, fc.array(near, { minLength: 1, maxLength: 5 }), (from, line) => {
        const points = line.flatMap((end, at) => alongStep(line[at - 1] ?? end, end));
        const nearest = Math.min(...points.map(({ lat, lon }) => milesBetween(from.lat, from.lon, lat, lon)));
        expect(Math.abs(milesToLine(from, line) - nearest)).toBeLessThanOrEqual(0.06 + nearest * 0.01);
      }),
      { numRuns: runs(300) },
    );
  });
  it("is nowhere where there is none", () => {
    expect(milesToLine({ lat: 52, lon: -1 }, [])).toBe(Number.POSITIVE_INFINITY);
  });
  it("is near an area whose nearest part lies within the miles of the policy, and no other", () => {
    const small = (code: string, area: string, lat: number) => ({ code, area, district: "E07000001", lat, lon: -1, people: 1 });
    const areas = areasOf([small("L1", "A", 52), small("L2", "A", 52.9), small("L3", "B", 52.9)]);
    const mile = 1 / 69.0936;
    const border = [
      [{ lat: 60, lon: -1 }],
      [
        { lat: 52 + 15.01 * mile, lon: -3 },
        { lat: 52 + 15.01 * mile, lon: 1 },
      ],
    ];
    expect(isNearBorder(areas, "A", border, 15.1)).toBe(true);
    expect(isNearBorder(areas, "A", border, 15)).toBe(false);
    expect(isNearBorder(areas, "B", border, 15.1)).toBe(false);
    expect(isNearBorder(areas, "A", [], 15)).toBe(false);
    expect(() => isNearBorder(areas, "Z", border, 15)).toThrow("Z is not among the areas");
  });
});
