import { milesBetween, type Point } from "../../../shared/domain/geo.ts";
import type { SmallArea } from "./areas.ts";

/** Whether a place lies in one of some areas: in the one whose small area is nearest to it. */
export function isAmong(small: readonly SmallArea[], areas: readonly { readonly code: string }[], { lat, lon }: Point): boolean {
  let [nearest, least] = ["", Number.POSITIVE_INFINITY];
  for (const one of small) {
    const miles = milesBetween(lat, lon, one.lat, one.lon);
    if (miles < least) [nearest, least] = [one.area, miles];
  }
  return areas.some(({ code }) => code === nearest);
}
