import { milesBetween } from "../domain/geo.ts";
import type { Searched } from "./search-event.ts";

/** Where the small areas of the census lie, and which larger area and district each is a part of: what tells the area of a search. */
export interface SearchAreas {
  readonly vintage: string;
  readonly areas: readonly { readonly code: string; readonly district: string }[];
  /** The middle of each small area, and the place of its area in `areas`. */
  readonly points: readonly (readonly [lat: number, lon: number, area: number])[];
}

/** Its version; the schema is in `stored-shapes.ts`, as the public function reads it without. */
export const searchAreasVersions = { entity: "search-areas", schemaVersion: 1 };

/** The area of a search: of the small areas of its district the one whose middle is nearest; the district itself where no census is known of it. */
export function areaOfSearch({ lat, lon, district }: Pick<Searched, "lat" | "lon" | "district">, known: SearchAreas | undefined): string | undefined {
  let [nearest, least] = [district, Number.POSITIVE_INFINITY];
  for (const [pointLat, pointLon, at] of known?.points ?? []) {
    const area = known?.areas[at];
    if (area === undefined || area.district !== district) continue;
    const miles = milesBetween(lat, lon, pointLat, pointLon);
    if (miles < least) [nearest, least] = [area.code, miles];
  }
  return nearest;
}
