import { zstdCompressSync } from "node:zlib";
import countyNames from "./counties.json" with { type: "json" };
import type { GazetteerRows } from "./gazetteer-file.ts";
import morePlaces from "./more-places.json" with { type: "json" };
import { comparable, townsOf } from "./place-names.ts";
import type { Place } from "./ports.ts";

const counties: Readonly<Record<string, string>> = countyNames;

/**
 * The gazetteer as a build artefact: places of the United Kingdom from a GeoNames table (CC BY 4.0), with the villages and
 * suburbs it lacks (`more-places.json`), compressed. The table is tab-separated, its columns fixed: id, name, ..., latitude,
 * longitude, class, code, country, ..., country within the kingdom, county, ..., population.
 */
export function buildGazetteer(geonames: string): Uint8Array {
  const all: Omit<Place, "beside">[] = morePlaces.map((place) => ({ ...place, kind: "place", people: 0 }));
  for (const line of geonames.split("\n")) {
    const columns = line.split("\t");
    const [id, name, , , lat, lon, , , country, , within, code] = columns;
    if (country !== "GB" || !name) continue;
    const county = counties[`${within}.${code}`] ?? "";
    all.push({ id: Number(id), name, kind: "place", lat: Number(lat), lon: Number(lon), people: Number(columns[14]), county });
  }
  const alike = Map.groupBy(all, ({ name, county }) => comparable(`${name}, ${county}`));
  const townBeside = townsOf(all);
  const names = [...new Set(all.map(({ county }) => county))].sort();
  const number = new Map(names.map((name, at) => [name, at]));
  const rows: GazetteerRows = {
    counties: names,
    places: all
      .sort((a, b) => a.id - b.id)
      .map((place) => {
        const alone = (alike.get(comparable(`${place.name}, ${place.county}`))?.length ?? 0) < 2;
        return [place.id, place.name, place.lat, place.lon, place.people, number.get(place.county) ?? 0, alone ? "" : townBeside(place)];
      }),
  };
  return zstdCompressSync(Buffer.from(JSON.stringify(rows)));
}
