import type { MapShape } from "./census.ts";

/** A corner of a map, in its units. */
export type Corner = readonly [x: number, y: number];

/** A ring without its last corner, which is its first again. */
export type Ring = readonly Corner[];

/** Twice the area inside a ring would be this by half: positive where it is wound one way, negative the other. */
export function signedArea(ring: Ring): number {
  let twice = 0;
  for (const [at, [x, y]] of ring.entries()) {
    const [nextX, nextY] = ring[(at + 1) % ring.length] ?? [0, 0];
    twice += x * nextY - nextX * y;
  }
  return twice / 2;
}

const size = (ring: Ring): number => Math.abs(signedArea(ring));

/** What rings take up: each polygon's first ring without the holes that follow it. */
export const sizeOf = (polygons: readonly (readonly Ring[])[]): number =>
  polygons.reduce((sum, [outer = [], ...holes]) => sum + size(outer) - holes.reduce((all, hole) => all + size(hole), 0), 0);

/** Whether a corner lies within rings: inside of one and not of its holes. */
export function isWithin([x, y]: Corner, rings: readonly Ring[]): boolean {
  let within = false;
  for (const ring of rings) {
    for (const [at, [fromX, fromY]] of ring.entries()) {
      const [toX, toY] = ring[(at + 1) % ring.length] ?? [0, 0];
      if (fromY > y !== toY > y && x < ((toX - fromX) * (y - fromY)) / (toY - fromY) + fromX) within = !within;
    }
  }
  return within;
}

/** Rings as the `d` of a path, in whole steps from corner to corner: half as long as the same in absolute numbers. */
export const pathOf = (rings: readonly Ring[]): string => rings.map((ring) => `${lineOf(ring)}z`).join("");

/** The same of lines that do not close. */
export const openPathOf = (lines: readonly (readonly Corner[])[]): string => lines.map(lineOf).join("");

function lineOf(corners: readonly Corner[]): string {
  const [[startX, startY] = [0, 0], ...others] = corners;
  const steps = others.flatMap(([x, y], at) => {
    const [fromX, fromY] = corners[at] ?? [x, y];
    return [x - fromX, y - fromY];
  });
  return `M${numbers([startX, startY])}l${numbers(steps)}`;
}

/** Numbers side by side: a minus sign parts two of them as a blank does. */
const numbers = (all: readonly number[]): string => all.map((one, at) => (at > 0 && one >= 0 ? ` ${one}` : `${one}`)).join("");

/** Where a number stands well: in the middle of the widest part of the largest polygon, at half its height. */
export function middleOf(polygons: readonly (readonly Ring[])[]): Corner {
  const [largest = []] = polygons.toSorted((a, b) => size(b[0] ?? []) - size(a[0] ?? []));
  const ys = (largest[0] ?? []).map(([, y]) => y);
  const y = (Math.min(...ys) + Math.max(...ys)) / 2 + 0.25;
  const crossings = largest
    .flatMap((ring) =>
      ring.flatMap(([fromX, fromY], at) => {
        const [toX, toY] = ring[(at + 1) % ring.length] ?? [0, 0];
        return fromY > y === toY > y ? [] : [((toX - fromX) * (y - fromY)) / (toY - fromY) + fromX];
      }),
    )
    .sort((a, b) => a - b);
  let [middle, width] = [0, -1];
  for (let at = 0; at + 1 < crossings.length; at += 2) {
    const [from = 0, to = 0] = crossings.slice(at, at + 2);
    if (to - from > width) [middle, width] = [(from + to) / 2, to - from];
  }
  return [Math.round(middle), Math.round(y)];
}

/** Polygons as one shape of a map. */
export function shapeOf(code: string, polygons: readonly (readonly Ring[])[]): MapShape {
  const [x, y] = middleOf(polygons);
  return { code, path: pathOf(polygons.flat()), x, y, size: Math.round(sizeOf(polygons)) };
}
