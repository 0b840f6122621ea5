import { sampleListings } from "../../functions/directory/import/seed.ts";
import { bundleFolder } from "../../infra/bundle-folders.ts";
import { milesBetween, type Point } from "../../shared/domain/geo.ts";
import { repeatableNumbers } from "../../shared/domain/hash.ts";
import { gazetteerFrom } from "../../shared/geography/gazetteer-file.ts";
import { comparable } from "../../shared/geography/place-names.ts";
import type { Place } from "../../shared/geography/ports.ts";
import { publicProfileOf, type SnapshotRow } from "../../shared/listing/public-listing.ts";
import { councilPolicy } from "../../shared/policy/council.ts";

export const AUTHORITY = "E10000018";

/** The moment every benchmark runs at. */
export const NOW = Date.parse("2026-11-22T12:00:00Z");

/** A made-up directory and the searches made of it; the same every time. */
export interface SyntheticDirectory {
  readonly rows: readonly SnapshotRow[];
  readonly queries: readonly string[];
}

const PEOPLE_A_SECTOR = 6000;
const MILES_OF: Readonly<Record<number, number>> = { 1200: 20, 20000: 60, 130000: 400 };

export const gazetteer = gazetteerFrom(`${bundleFolder("public")}/places.zst`);

/**
 * Listings spread as people live, over towns divided into made-up postcode sectors: a county at
 * 1,200, a region at 20,000, the country at 130,000.
 */
export async function syntheticDirectory(size: number, searches: number): Promise<SyntheticDirectory> {
  const policy = councilPolicy(AUTHORITY);
  const random = repeatableNumbers(size);
  const reach = MILES_OF[size] ?? 60;
  const towns = gazetteer().filter((place) => place.people > 0 && milesBetween(place.lat, place.lon, policy.home.lat, policy.home.lon) <= reach);
  const areas = towns.flatMap((town) => sectorsOf(town, random));
  let total = 0;
  const totals = areas.map(({ people }) => (total += people));
  const anywhere = () => {
    const at = random() * total;
    const index = totals.findIndex((sum) => sum > at);
    return areas[index] ?? areas[0];
  };
  const rows: SnapshotRow[] = [];
  const deps = { geography: NO_POSTCODES, censusAreas: [], gazetteer, authority: AUTHORITY, policy, now: () => NOW };
  for await (const listing of sampleListings(size, deps)) {
    const area = anywhere();
    const profile = area && publicProfileOf({ ...listing, area: { key: area.key, lat: area.lat, lon: area.lon } });
    if (profile) rows.push(profile.row);
  }
  return { rows, queries: queriesOver(towns, searches, random) };
}

const NO_POSTCODES = { index: async () => undefined, sector: async () => undefined, districtNames: async () => ({}), places: async () => [] };

function sectorsOf(town: Place, random: () => number): readonly (Point & { key: string; people: number })[] {
  const count = Math.max(1, Math.round(town.people / PEOPLE_A_SECTOR));
  const spread = 0.012 * Math.sqrt(count);
  return Array.from({ length: count }, (_, index) => ({
    key: `${town.id} ${index}`,
    lat: town.lat + (random() - 0.5) * spread,
    lon: town.lon + (random() - 0.5) * spread * 1.6,
    people: town.people / count,
  }));
}

/** Searches people make: mostly near a town with one or two wishes, now and then with many or none. */
function queriesOver(towns: readonly Place[], count: number, random: () => number): readonly string[] {
  const names = Map.groupBy(gazetteer(), ({ name }) => comparable(name));
  const known = towns.filter(({ name, people }) => names.get(comparable(name))?.length === 1 && people > 2000);
  const one = <Item>(items: readonly Item[]): Item => {
    const item = items[Math.floor(random() * items.length)];
    if (item === undefined) throw new Error("There is nothing to choose from");
    return item;
  };
  const maybe = (share: number, name: string, values: readonly string[]): readonly (readonly [string, string])[] =>
    random() < share ? [[name, one(values)]] : [];
  return Array.from({ length: count }, () =>
    new URLSearchParams(
      [
        ["near", one(known).name],
        ...maybe(0.5, "miles", ["3", "5", "15", "20", "30"]),
        ...maybe(0.6, "service", ["personal-care", "meals", "shopping", "companionship", "getting-out"]),
        ...maybe(0.25, "service", ["respite", "transport", "night-support"]),
        ...maybe(0.3, "group", ["dementia", "autism", "learning-disability"]),
        ...maybe(0.1, "skill", ["hoisting", "medication", "epilepsy"]),
        ...maybe(0.25, "language", ["gu", "pa", "pl", "bfi"]),
        ...maybe(0.15, "kind", ["personal-assistant", "micro-provider"]),
        ...maybe(0.15, "gender", ["female", "male"]),
        ...maybe(0.3, "when", ["mon-morning", "wed-evening", "sat-afternoon"]),
        ...maybe(0.2, "maxRate", ["1500", "1800", "2200"]),
        ...maybe(0.2, "hours", ["4", "8", "16"]),
        ...maybe(0.3, "sort", ["fit", "rate"]),
      ].map(([name = "", value = ""]) => [name, value]),
    ).toString(),
  );
}
