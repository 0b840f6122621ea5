import { type Areas, areasOf, type SmallArea } from "../../functions/market/rules/areas.ts";
import { microHours } from "../../functions/market/rules/hours.ts";
import { type Need, needOf } from "../../functions/market/rules/need.ts";
import type { MarketListing } from "../../functions/market/rules/supply.ts";
import { bundleFolder } from "../../infra/bundle-folders.ts";
import { apportion } from "../../shared/domain/apportion.ts";
import { milesBetween, type Point } from "../../shared/domain/geo.ts";
import { repeatableNumbers } from "../../shared/domain/hash.ts";
import { gazetteerFrom } from "../../shared/geography/gazetteer-file.ts";
import type { Place } from "../../shared/geography/ports.ts";

/** A made-up country: listings and need where its towns are. The same every time. */
export interface MarketCountry {
  readonly areas: Areas;
  readonly need: Need<"now">;
  readonly listings: readonly MarketListing[];
  /** The areas of a made-up council and of all within so many miles of them, of which the council's come first. */
  readonly council: readonly string[];
}

export const CLASSES = 20;
const PARTS = 5;
const PEOPLE_A_PART = 1600;
const PEOPLE_A_SECTOR = 6000;
/** How far people say they travel, as the sample people do. */
const TRAVEL = [3, 4, 5, 5, 6, 8, 10, 10, 12, 15, 20];
/** A county and its city, as large as the county of the sample is, with the need of neighbours so many miles around. */
const COUNCIL_AREAS = 127;
const AROUND_MILES = 15;
/** England lies south of this, but for a few. */
const NORTH = 55.8;

/** Makes a country of so many listings and areas: people live, and listings work, where its towns are, in proportion to who lives there. */
export function marketCountry(listingCount: number, areaCount: number): MarketCountry {
  const random = repeatableNumbers(listingCount + areaCount);
  const towns = gazetteerFrom(`${bundleFolder("public")}/places.zst`)().filter(({ people, lat }) => people > 1000 && lat < NORTH);
  const areasOfTown = apportion(
    areaCount,
    towns.map(({ people }) => people),
  );
  const small: SmallArea[] = [];
  for (const [at, town] of towns.entries())
    for (let index = 0; index < (areasOfTown[at] ?? 0); index += 1) {
      const middle = nearTown(town, areasOfTown[at] ?? 0, random);
      const code = `E02${String(small.length / PARTS).padStart(6, "0")}`;
      for (let part = 0; part < PARTS; part += 1)
        small.push({
          ...{ code: `E01${String(small.length).padStart(6, "0")}`, area: code, district: `E07${String(town.id).slice(-6).padStart(6, "0")}` },
          ...{
            lat: middle.lat + (random() - 0.5) * 0.03,
            lon: middle.lon + (random() - 0.5) * 0.05,
            people: Math.round(PEOPLE_A_PART * (0.7 + random() * 0.6)),
          },
        });
    }
  const areas = areasOf(small);
  const needs = new Map(
    areas.codes.map((code) => [code, Array.from({ length: CLASSES }, (_, needed) => microHours(Math.round(random() * random() * 600 * shareOf(needed)) / 4))]),
  );
  return { areas, need: needOf("now", areas, CLASSES, needs), listings: listingsOver(towns, listingCount, random), council: councilOf(areas, towns) };
}

/** The first classes are needed often and offered by many, the last seldom and by few. */
const shareOf = (needed: number): number => 1 / (1 + needed / 4);

const nearTown = (town: Place, count: number, random: () => number): Point => {
  const spread = 0.012 * Math.sqrt(Math.max(1, count));
  return { lat: town.lat + (random() - 0.5) * spread, lon: town.lon + (random() - 0.5) * spread * 1.6 };
};

/** Listings in made-up postcode sectors, a few of which cover a district besides, and some of which say no hours. */
function listingsOver(towns: readonly Place[], count: number, random: () => number): readonly MarketListing[] {
  const sectors = towns.flatMap((town) => {
    const size = Math.max(1, Math.round(town.people / PEOPLE_A_SECTOR));
    return Array.from({ length: size }, (_, index) => ({
      key: `${town.id} ${index}`,
      ...nearTown(town, size, random),
      people: town.people / size,
      district: town.id,
    }));
  });
  const perSector = apportion(
    count,
    sectors.map(({ people }) => Math.round(people)),
  );
  const listings: MarketListing[] = [];
  for (const [at, { key, lat, lon, district }] of sectors.entries()) {
    const place = { key, lat, lon };
    const covered = [`E07${String(district).slice(-6).padStart(6, "0")}`];
    for (let index = 0; index < (perSector[at] ?? 0); index += 1) {
      const classes: number[] = [];
      for (let needed = 0; needed < CLASSES; needed += 1) if (random() < 0.45 * shareOf(needed)) classes.push(needed);
      const hours = random() < 0.1 ? {} : { hours: microHours(Math.floor(random() * 80) / 4) };
      const districts = random() < 0.03 ? covered : NONE;
      listings.push({ id: `pa-${listings.length}`, place, travelMiles: TRAVEL[Math.floor(random() * TRAVEL.length)] ?? 5, districts, classes, ...hours });
    }
  }
  return listings;
}

const NONE: readonly string[] = [];

/** The areas nearest to a middling town, and all around them. */
function councilOf(areas: Areas, towns: readonly Place[]): readonly string[] {
  const home = towns.find(({ name }) => name === "Leicester") ?? towns[0];
  const spots = areas.partsOf.map((parts, area) => ({ ...(areas.small[parts[0] ?? 0] ?? { lat: 0, lon: 0 }), code: areas.codes[area] ?? "" }));
  const away = ({ lat, lon }: Point): number => milesBetween(home?.lat ?? 0, home?.lon ?? 0, lat, lon);
  const inside = spots.toSorted((a, b) => away(a) - away(b)).slice(0, COUNCIL_AREAS);
  const furthest = away(inside.at(-1) ?? { lat: 0, lon: 0 });
  return [...inside, ...spots.filter((spot) => away(spot) > furthest && away(spot) <= furthest + AROUND_MILES)].map(({ code }) => code);
}
