import { zstdCompressSync } from "node:zlib";
import { milesBetween } from "../domain/geo.ts";
import { comparable } from "./place-names.ts";
import type { Place } from "./ports.ts";

/** A place somebody would name to say which of two villages they mean. */
const TOWN_PEOPLE = 15_000;
const BESIDE_MILES = 40;

/**
 * The gazetteer as a build artefact: places of the United Kingdom from a GeoNames table (CC BY 4.0),
 * compressed. The table is tab-separated, its columns fixed: id, name, ..., latitude, longitude,
 * class, code, country, ..., population.
 */
export function buildGazetteer(geonames: string): Uint8Array {
  const all: Omit<Place, "beside">[] = [];
  for (const line of geonames.split("\n")) {
    const columns = line.split("\t");
    const [id, name, , , lat, lon, , , country] = columns;
    if (country === "GB" && name) all.push({ id: Number(id), name, lat: Number(lat), lon: Number(lon), people: Number(columns[14]) });
  }
  const sameName = Map.groupBy(all, ({ name }) => comparable(name));
  const towns = all.filter(({ people }) => people >= TOWN_PEOPLE);
  const rows = all
    .sort((a, b) => a.id - b.id)
    .map((place) => {
      const alone = (sameName.get(comparable(place.name))?.length ?? 0) < 2;
      return [place.id, place.name, place.lat, place.lon, place.people, alone ? "" : townBeside(place, towns)];
    });
  return zstdCompressSync(Buffer.from(JSON.stringify(rows)));
}

function townBeside(place: Omit<Place, "beside">, towns: readonly Omit<Place, "beside">[]): string {
  const near = towns
    .filter(({ name }) => comparable(name) !== comparable(place.name))
    .map((town) => ({ town, miles: milesBetween(place.lat, place.lon, town.lat, town.lon) }))
    .filter(({ miles }) => miles < BESIDE_MILES)
    .sort((a, b) => a.miles - b.miles)[0];
  return near?.town.name ?? "";
}
