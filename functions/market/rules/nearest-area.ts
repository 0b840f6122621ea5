import { milesBetween, type Point } from "../../../shared/domain/geo.ts";
import type { SmallArea } from "./areas.ts";

/**
 * Whether a place lies in one of some areas: by its district, where that is known; else in the one whose small area is nearest to it, if that is no further away
 * than the small areas of that one are from each other. Whatever is further lies beyond all areas that are known.
 */
export function isAmong(
  small: readonly SmallArea[],
  areas: readonly { readonly code: string; readonly district: string }[],
  { lat, lon, district }: Point & { readonly district?: string | undefined },
): boolean {
  if (district !== undefined) return areas.some((area) => area.district === district);
  let [nearest, least] = ["", Number.POSITIVE_INFINITY];
  for (const one of small) {
    const miles = milesBetween(lat, lon, one.lat, one.lon);
    if (miles < least) [nearest, least] = [one.area, miles];
  }
  if (!areas.some(({ code }) => code === nearest)) return false;
  const parts = small.filter(({ area }) => area === nearest);
  return parts.some((a) => parts.some((b) => least <= milesBetween(a.lat, a.lon, b.lat, b.lon)));
}
