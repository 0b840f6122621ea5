import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { CIRCLE, SKETCH_SIZE, sketchOf } from "../../functions/directory/pages/sketch.ts";
import { milesBetween } from "../../shared/domain/geo.ts";
import { areaOf } from "../../shared/snapshot/tile.ts";
import { runs } from "../support/runs.ts";

const point = (miles: number) =>
  fc.record({
    lat: fc.double({ min: 52 - miles / 69, max: 52 + miles / 69, noNaN: true }),
    lon: fc.double({ min: -1 - miles / 45, max: -1 + miles / 45, noNaN: true }),
  });
const MIDDLE = { lat: 52, lon: -1 };
const town = fc
  .record({ at: point(12), name: fc.string({ minLength: 1, maxLength: 20 }), people: fc.nat(400_000) })
  .map(({ at, ...rest }) => ({ ...at, ...rest }));

describe("a sketch map", () => {
  it("shows everyone once, in circles that do not touch and stay inside its frame, with rings at most as far as the furthest", () => {
    fc.assert(
      fc.property(fc.array(point(10), { minLength: 1, maxLength: 40 }), fc.array(town, { maxLength: 30 }), (areas, towns) => {
        const doubled = [...areas, ...areas.slice(0, 3)];
        const { circles, rings } = sketchOf(MIDDLE, doubled, towns);
        expect(circles.reduce((sum, { people }) => sum + people, 0)).toBe(doubled.length);
        for (const [at, one] of circles.entries())
          for (const other of circles.slice(at + 1)) expect(Math.hypot(one.x - other.x, one.y - other.y)).toBeGreaterThan(2 * CIRCLE);
        for (const { x, y } of circles) expect(Math.min(x, y, SKETCH_SIZE - x, SKETCH_SIZE - y)).toBeGreaterThan(CIRCLE);
        const furthest = Math.max(...areas.map(({ lat, lon }) => milesBetween(MIDDLE.lat, MIDDLE.lon, lat, lon)));
        expect(rings.length).toBeGreaterThan(0);
        expect(rings.length).toBeLessThanOrEqual(4);
        for (const { miles } of rings) expect(miles).toBeLessThanOrEqual(Math.max(furthest, 0.5));
      }),
      { numRuns: runs(300) },
    );
  });
  it("draws who is alone as far from the middle as they are, by its rings", () => {
    fc.assert(
      fc.property(point(10), (area) => {
        const { circles, rings } = sketchOf(MIDDLE, [area], []);
        const [circle] = circles;
        const [ring] = rings;
        const drawn = (Math.hypot((circle?.x ?? 0) - SKETCH_SIZE / 2, (circle?.y ?? 0) - SKETCH_SIZE / 2) / (ring?.radius ?? 1)) * (ring?.miles ?? 0);
        expect(Math.abs(drawn - milesBetween(MIDDLE.lat, MIDDLE.lon, area.lat, area.lon))).toBeLessThan(0.1);
      }),
      { numRuns: runs(300) },
    );
  });
  it("has north at the top and east to the right", () => {
    const { circles } = sketchOf(
      MIDDLE,
      [
        { lat: 52.05, lon: -1 },
        { lat: 52, lon: -0.95 },
      ],
      [],
    );
    const [north, east] = circles;
    expect([north?.x, (north?.y ?? 0) < SKETCH_SIZE / 2]).toEqual([SKETCH_SIZE / 2, true]);
    expect([(east?.x ?? 0) > SKETCH_SIZE / 2, east?.y]).toEqual([true, SKETCH_SIZE / 2]);
  });
  it("names the largest towns that there is room for, beside a circle and never over one or over another name", () => {
    const near = { lat: 52.05, lon: -1.05 };
    const towns = [
      { ...near, name: "Where a circle is", people: 500_000 },
      { lat: 51.95, lon: -0.95, name: "Smallville", people: 100 },
      { lat: 51.9501, lon: -0.9501, name: "Bigton", people: 90_000 },
      { lat: 55, lon: -1, name: "Far away", people: 800_000 },
    ];
    expect(
      sketchOf(MIDDLE, [near], towns)
        .towns.map(({ name }) => name)
        .slice(0, 2),
    ).toEqual(["Where a circle is", "Bigton"]);
    fc.assert(
      fc.property(fc.array(town, { maxLength: 40 }), (many) => {
        const shown = sketchOf(MIDDLE, [{ lat: 52.1, lon: -1 }], many).towns;
        expect(shown.length).toBeLessThanOrEqual(8);
        for (const [at, one] of shown.entries())
          for (const other of shown.slice(at + 1)) {
            const apart = Math.abs(one.y - other.y) >= 18 || Math.abs(one.x - other.x) >= ((one.name.length + other.name.length) * 7.5) / 2 - 0.2;
            expect(apart).toBe(true);
          }
      }),
      { numRuns: runs(300) },
    );
  });
});

describe("the area of a row of a tile", () => {
  it("is the one whose rows it is among", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 1, maxLength: 20 }), (sizes) => {
        let start = 0;
        const areas = sizes.map((size, index) => {
          start += size;
          return { key: String(index), lat: 0, lon: 0, start: start - size, end: start };
        });
        const rows = areas.flatMap(({ key, start: from, end }) => Array.from({ length: end - from }, () => key));
        expect(rows.map((_, row) => areaOf({ areas }, row).key)).toEqual(rows);
      }),
      { numRuns: runs(200) },
    );
  });
});
