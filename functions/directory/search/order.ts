import { mix32 } from "../../../shared/domain/hash.ts";
import { hasBit } from "../../../shared/snapshot/bits.ts";
import type { Tile } from "../../../shared/snapshot/tile.ts";
import type { Criteria } from "./criteria.ts";

/** The tie-breaker of a listing in a week: a different shuffle every Monday, the same for everybody. */
export const weeklyTie = (idHash: number, week: number): number => mix32(idHash, week);

/** The figure a listing is sorted by, smallest first. `miles` is the distance to its area's centre. */
export function sortFigure(criteria: Criteria, tile: Tile, row: number, miles: number): number {
  switch (criteria.sort) {
    case "distance":
      return miles;
    case "rate":
      return tile.ratePence[row] ?? Number.POSITIVE_INFINITY;
    case "fit":
      return -fitPoints(criteria, tile, row, miles);
  }
}

/**
 * How well a listing that matches also suits: near, hours to spare, free at many times, fully
 * accredited. The weights are the council's policy; everything asked for is already met.
 */
function fitPoints({ weights, miles: radius }: Criteria, tile: Tile, row: number, miles: number): number {
  const closeness = 1 - Math.min(1, miles / radius);
  const hours = Math.min(1, Math.max(0, tile.hoursFree[row] ?? 0) / weights.hoursEnough);
  const times = Math.min(1, (tile.timesFree[row] ?? 0) / weights.timesEnough);
  const accredited = hasBit(tile.planes.status.get("accredited"), row) ? 1 : 0;
  return Math.round(closeness * weights.closeness + hours * weights.freeHours + times * weights.freeTimes + accredited * weights.accredited);
}
