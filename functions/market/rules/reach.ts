import type { Decay } from "../../../shared/policy/market.ts";
import { type Areas, areasNear, type Near } from "./areas.ts";
import type { Group } from "./supply.ts";

/** The small areas that a group reaches, in the order of their codes, and how much each counts. The first `count` are meant. */
export interface Reach {
  at: Int32Array;
  weight: Float64Array;
  count: number;
}

/** How much a place counts at a distance: the weight of the first band that reaches so far. */
export function weightAt({ whole, bands }: Decay, miles: number): number {
  for (const { toMiles, weight } of bands) if (toMiles === undefined || miles <= toMiles) return weight;
  return whole;
}

const emptyReach = (size: number): Reach => ({ at: new Int32Array(size), weight: new Float64Array(size), count: 0 });

/**
 * Finds whom groups reach: small areas whose centre lies within the miles they travel, and those of a district they cover, which counts whole at any
 * distance. What is near a place is found once for all groups there; the answer is good until the next is asked for.
 */
export function reachFinder(areas: Areas, decay: Decay): (group: Group, mostMiles: number) => Reach {
  const reach = emptyReach(areas.small.length);
  let known: { readonly lat: number; readonly lon: number; readonly miles: number; readonly near: Near } | undefined;
  const flat = decay.bands.length === 1 ? decay.bands[0]?.weight : undefined;
  return ({ place: { lat, lon }, miles, districts }, mostMiles) => {
    if (known?.lat !== lat || known.lon !== lon || known.miles < miles) {
      const furthest = Math.max(miles, mostMiles);
      known = { lat, lon, miles: furthest, near: areasNear(areas, { lat, lon }, furthest) };
    }
    const { at, miles: away } = known.near;
    reach.count = 0;
    for (let index = 0; index < at.length; index += 1) {
      const distance = away[index] ?? 0;
      if (distance > miles) continue;
      reach.at[reach.count] = at[index] ?? 0;
      reach.weight[reach.count] = flat ?? weightAt(decay, distance);
      reach.count += 1;
    }
    if (districts.length > 0) addCovered(reach, areas, districts, decay.whole);
    return reach;
  };
}

/** Adds the small areas of the districts, at their whole weight, and puts all in order. */
function addCovered(reach: Reach, { byDistrict }: Areas, districts: readonly string[], whole: number): void {
  const weights = new Map<number, number>();
  for (let index = 0; index < reach.count; index += 1) weights.set(reach.at[index] ?? 0, reach.weight[index] ?? 0);
  for (const district of districts) for (const at of byDistrict.get(district) ?? []) weights.set(at, whole);
  reach.count = 0;
  for (const [at, weight] of [...weights].sort(([a], [b]) => a - b)) {
    reach.at[reach.count] = at;
    reach.weight[reach.count] = weight;
    reach.count += 1;
  }
}
