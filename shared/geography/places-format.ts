import { type ImportedPlace, PLACE_KINDS } from "./ports.ts";

/** What an item of imported places may take, packed: an item of DynamoDB holds 400 KB, its keys included. */
export const MOST_BYTES = 380_000;

/** There are more places than an item holds. */
export class TooManyPlaces extends Error {}

/** A place as it is stored: id, name, kind by its number in `PLACE_KINDS`, latitude, longitude, people, district, county; empty where not known. */
type StoredPlace = readonly [number, string, number, number, number, number, string, string];

export function encodePlaces(places: readonly ImportedPlace[]): string {
  const rows = places.map(
    ({ id, name, kind, lat, lon, people, district = "", county = "" }): StoredPlace => [
      id,
      name,
      PLACE_KINDS.indexOf(kind),
      lat,
      lon,
      people,
      district,
      county,
    ],
  );
  return JSON.stringify(rows);
}

/** The inverse of `encodePlaces`. */
export function decodePlaces(stored: string): readonly ImportedPlace[] {
  const rows: readonly StoredPlace[] = JSON.parse(stored);
  return rows.map(([id, name, kind, lat, lon, people, district, county]) => ({
    id,
    name,
    kind: PLACE_KINDS[kind] ?? "place",
    lat,
    lon,
    people,
    ...(district ? { district } : {}),
    ...(county ? { county } : {}),
  }));
}
