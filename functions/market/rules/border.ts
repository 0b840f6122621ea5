import { cosine, EARTH_RADIUS_MILES, type Point } from "../../../shared/domain/geo.ts";
import { type Areas, placeOfArea } from "./areas.ts";

/** A line along the outer border of all our areas, from point to point. */
export type BorderLine = readonly Point[];

const MILES_A_DEGREE = (2 * Math.PI * EARTH_RADIUS_MILES) / 360;

/**
 * How far a point is from a line, in miles. Measured on a plane that touches the earth at the point, which is less than a hundredth out for the few miles
 * that matter here. Infinite for a line of no points.
 */
export function milesToLine({ lat, lon }: Point, line: BorderLine): number {
  const across = cosine(lat) * MILES_A_DEGREE;
  const flat = line.map((point) => ({ x: (point.lon - lon) * across, y: (point.lat - lat) * MILES_A_DEGREE }));
  return flat.reduce((nearest, end, at) => Math.min(nearest, milesToStep(flat[at - 1] ?? end, end)), Number.POSITIVE_INFINITY);
}

interface Flat {
  readonly x: number;
  readonly y: number;
}

/** How far the middle of the plane is from a straight step. */
function milesToStep(from: Flat, to: Flat): number {
  const [dx, dy] = [to.x - from.x, to.y - from.y];
  const length = dx * dx + dy * dy;
  const along = length === 0 ? 0 : Math.max(0, Math.min(1, -(from.x * dx + from.y * dy) / length));
  return Math.hypot(from.x + along * dx, from.y + along * dy);
}

/** Whether any part of an area (code) lies so near to the outer border that people beyond it need the same hours, and nobody counted them. */
export function isNearBorder(areas: Areas, code: string, border: readonly BorderLine[], miles: number): boolean {
  return (areas.partsOf[placeOfArea(areas, code)] ?? []).some((at) => {
    const part = areas.small[at];
    return part !== undefined && border.some((line) => milesToLine(part, line) <= miles);
  });
}
