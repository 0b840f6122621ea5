import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { boxAround, cosine, haversineMiles, milesBetween, milesToBoxAtLeast, wholeMiles } from "../../shared/domain/geo.ts";

const point = fc.record({ lat: fc.double({ min: 49, max: 61, noNaN: true }), lon: fc.double({ min: -8, max: 2, noNaN: true }) });

describe("distance", () => {
  it("is a ninetieth of a quarter of the sphere for a degree of latitude", () => {
    expect(milesBetween(52, -1, 53, -1)).toBeCloseTo((2 * Math.PI * 3958.7613) / 360, 9);
    expect(milesBetween(0, 0, 0, 90)).toBeCloseTo((2 * Math.PI * 3958.7613) / 4, 6);
  });
  it("is the same from either end, and nothing to where one stands", () => {
    fc.assert(
      fc.property(point, point, (a, b) => {
        expect(milesBetween(a.lat, a.lon, b.lat, b.lon)).toBeCloseTo(milesBetween(b.lat, b.lon, a.lat, a.lon), 9);
        expect(milesBetween(a.lat, a.lon, a.lat, a.lon)).toBe(0);
      }),
    );
  });
  it("is the same to the last bit with cosines kept", () => {
    fc.assert(
      fc.property(point, point, (a, b) => {
        expect(haversineMiles(a.lat, a.lon, cosine(a.lat), b.lat, b.lon, cosine(b.lat))).toBe(milesBetween(a.lat, a.lon, b.lat, b.lon));
      }),
    );
  });
  it("to a box is never said to be more than it is", () => {
    fc.assert(
      fc.property(point, fc.array(point, { minLength: 1, maxLength: 8 }), (from, points) => {
        const nearest = Math.min(...points.map(({ lat, lon }) => milesBetween(from.lat, from.lon, lat, lon)));
        expect(milesToBoxAtLeast(from, boxAround(points))).toBeLessThanOrEqual(nearest + 1e-9);
      }),
    );
  });
  it("is shown in whole miles", () => {
    expect([0.2, 0.5, 3.49, 12.7].map(wholeMiles)).toEqual([0, 1, 3, 13]);
  });
});
