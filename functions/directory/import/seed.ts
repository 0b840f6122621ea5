import { milesBetween, type Point } from "../../../shared/domain/geo.ts";
import { repeatableNumbers } from "../../../shared/domain/hash.ts";
import { DAY_MS, daysAfter, type EpochMillis, londonDate } from "../../../shared/domain/time.ts";
import type { CensusArea, Gazetteer, GeographyReader } from "../../../shared/geography/ports.ts";
import { areaFinder } from "../../../shared/geography/public-area.ts";
import { nearestOf, type SectorPostcode } from "../../../shared/geography/sector-format.ts";
import type { Area, Listing } from "../../../shared/listing/listing.ts";
import { ListingId } from "../../../shared/listing/listing.ts";
import type { CouncilPolicy } from "../../../shared/policy/council.ts";
import { minimumPence } from "../../../shared/policy/pay.ts";
import { clientGroups, codesOf, days, parts, services } from "../../../shared/taxonomy/taxonomy.ts";
import { sampleNames } from "./sample-names.ts";
import words from "./sample-words.json" with { type: "json" };

export interface SeedDeps {
  readonly geography: GeographyReader;
  readonly censusAreas: readonly CensusArea[];
  readonly gazetteer: Gazetteer;
  readonly authority: string;
  readonly policy: CouncilPolicy;
  readonly now: () => EpochMillis;
}

/** The part of every weekday that one sample person after another is free in; some have none. */
const STEADY: readonly (string | undefined)[] = ["morning", undefined, "afternoon", "morning", "evening"];

interface Spot {
  readonly area: Area;
  readonly postcode?: string;
  readonly district?: string;
}

const SEED = 2018;
const MOST_PENCE = 2500;
/** Rates people ask are multiples of so many pence. */
const STEP_PENCE = 25;

/** Shares of languages spoken besides English; the county's commonest first (Census 2021 order). */
const LANGUAGES = [
  ["gu", 0.09],
  ["pa", 0.05],
  ["pl", 0.04],
  ["hi", 0.05],
  ["ur", 0.03],
  ["bn", 0.02],
  ["ro", 0.015],
  ["so", 0.01],
  ["bfi", 0.02],
  ["pt", 0.01],
  ["fr", 0.01],
] as const;

/** Shares of who has a skill, among those whose help or experience it goes with; among all where none is named. */
const SKILLS: readonly { readonly code: string; readonly share: number; readonly with?: string }[] = [
  { code: "moving-and-handling", share: 0.5, with: "personal-care" },
  { code: "hoisting", share: 0.35, with: "personal-care" },
  { code: "medication", share: 0.7, with: "medication" },
  { code: "catheter-care", share: 0.15, with: "personal-care" },
  { code: "peg-feeding", share: 0.1, with: "personal-care" },
  { code: "swallowing", share: 0.1, with: "meals" },
  { code: "epilepsy", share: 0.3, with: "learning-disability" },
  { code: "diabetes", share: 0.15, with: "meals" },
  { code: "dementia", share: 0.6, with: "dementia" },
  { code: "autism", share: 0.5, with: "autism" },
  { code: "positive-behaviour", share: 0.25, with: "learning-disability" },
  { code: "makaton", share: 0.3, with: "learning-disability" },
  { code: "british-sign-language", share: 1, with: "bfi" },
  { code: "first-aid", share: 0.45 },
  { code: "mental-health-first-aid", share: 0.4, with: "mental-health" },
  { code: "end-of-life", share: 0.7, with: "end-of-life" },
];

/**
 * Plainly fictional listings, the same every time: spread as people live, over census areas where
 * they are imported with postcodes, otherwise over the towns and villages of the gazetteer.
 */
export async function* sampleListings(count: number, deps: SeedDeps): AsyncGenerator<Listing> {
  const random = repeatableNumbers(SEED);
  const skillChances = repeatableNumbers(SEED + 1);
  const nameFor = sampleNames(repeatableNumbers(SEED + 2));
  const spotAt = await spots(deps, random);
  for (let index = 0; index < count; index += 1) {
    const spot = await spotAt();
    const listing = withSkills(sampleListing(index, spot, random, deps), skillChances);
    yield asListed({ ...listing, displayName: nameFor(listing) });
  }
}

/** The listing that belongs to a made-up provider who can sign in: on the list, with an account and time to give. */
function asListed(listing: Listing): Listing {
  const { id, account: provider, name: displayName } = words.listed;
  return listing.id === id
    ? { ...listing, provider, displayName, kind: "personal-assistant", employment: "employed", status: "accredited", hoursFree: 20 }
    : listing;
}

/** Somebody with the skills that go with what they do. */
function withSkills(listing: Listing, random: () => number): Listing {
  const does = new Set([...listing.services, ...listing.clientGroups, ...listing.languages]);
  const skills = SKILLS.filter((skill) => random() < skill.share && (skill.with === undefined || does.has(skill.with)));
  return { ...listing, skills: skills.map(({ code }) => code) };
}

/** A source of places to put people, as likely as people live there. */
async function spots(deps: SeedDeps, random: () => number): Promise<() => Promise<Spot>> {
  const { geography, censusAreas, gazetteer, policy } = deps;
  const index = await geography.index();
  if (index && censusAreas.length > 0) {
    const areaOf = areaFinder(geography);
    const pick = weighted(censusAreas, ({ people }) => people, random);
    const sectors = [...index.sectors.values()].filter(({ stackedOnly }) => !stackedOnly);
    const nearby = new Map<string, readonly string[]>();
    const postcodesNear = async (home: CensusArea): Promise<readonly string[]> => {
      const sector = nearestOf(home, sectors)?.sector ?? "";
      return nearestPostcodes(home, sector, (await geography.sector(sector)) ?? []);
    };
    return async () => {
      const home = pick();
      const postcodes = nearby.get(home.code) ?? (await postcodesNear(home));
      nearby.set(home.code, postcodes);
      const found = await areaOf(postcodes[Math.floor(random() * postcodes.length)] ?? "");
      if ("reason" in found) throw new Error(found.reason);
      return found;
    };
  }
  const places = gazetteer().filter((place) => place.people > 0 && milesBetween(place.lat, place.lon, policy.home.lat, policy.home.lon) <= policy.home.miles);
  const pick = weighted(places, ({ people }) => people, random);
  return async () => {
    const { id, lat, lon } = pick();
    return { area: { key: `place:${id}`, lat, lon } };
  };
}

/** The ten postcodes of a sector nearest to a point, leaving out unreliable positions. */
function nearestPostcodes(point: Point, sector: string, postcodes: readonly SectorPostcode[]): readonly string[] {
  return postcodes
    .filter(({ stacked }) => !stacked)
    .map(({ unit, lat, lon }) => ({ unit, miles: milesBetween(point.lat, point.lon, lat, lon) }))
    .sort((a, b) => a.miles - b.miles)
    .slice(0, 10)
    .map(({ unit }) => sector + unit);
}

function weighted<Item>(items: readonly Item[], weight: (item: Item) => number, random: () => number): () => Item {
  const totals: number[] = [];
  let total = 0;
  for (const item of items) {
    total += weight(item);
    totals.push(total);
  }
  return () => {
    const at = random() * total;
    let [low, high] = [0, totals.length - 1];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((totals[middle] ?? 0) > at) high = middle;
      else low = middle + 1;
    }
    const item = items[low];
    if (item === undefined) throw new Error("There is nothing to choose from");
    return item;
  };
}

/** A sample listing that has no name yet, and no skills. */
function sampleListing(index: number, { area, postcode, district }: Spot, random: () => number, { authority, policy, now }: SeedDeps): Listing {
  const chance = (share: number) => random() < share;
  const one = <Item>(items: readonly Item[]): Item => weighted(items, () => 1, random)();
  const some = (codes: readonly string[], share: number) => codes.filter(() => chance(share));
  const micro = chance(0.14);
  const employment = micro ? "organisation" : chance(0.6) ? "employed" : "self-employed";
  const provisional = employment !== "employed" && chance(0.12);
  const common = some(["personal-care", "domestic-help", "meals", "shopping", "companionship", "getting-out"], 0.6);
  const offered = [...new Set([...common, ...some(codesOf(services).slice(6, 19), 0.16)])];
  // Most who do this work have a part of the day that is theirs all week.
  const steady = STEADY[index % STEADY.length];
  const years = 2 + Math.floor(random() * 20);
  const accreditedOn = londonDate(now() - Math.floor(random() * 700 + 20) * DAY_MS);
  const accreditedUntil = daysAfter(accreditedOn, 1095);
  // Nobody is made up who asks for less than an employer must pay.
  const leastPence = Math.ceil(minimumPence(londonDate(now())) / STEP_PENCE) * STEP_PENCE;
  const ratePence = Math.round((leastPence + (random() + random()) ** 2 * 0.25 * (MOST_PENCE - leastPence)) / STEP_PENCE) * STEP_PENCE;
  return {
    id: ListingId.parse(`sample_${String(index + 1).padStart(6, "0")}`),
    authority,
    kind: micro ? "micro-provider" : "personal-assistant",
    employment,
    displayName: "",
    about: `${one(micro ? words.microAbout : words.about).replace("{years}", String(years))} (A made-up listing, to show how the directory works.)`,
    ...(postcode ? { postcode } : {}),
    area,
    travelMiles: one([3, 4, 5, 5, 6, 8, 10, 10, 12, 15, 20]),
    districts: district && chance(0.3) ? [district] : [],
    services: offered.length > 0 ? offered : ["companionship"],
    clientGroups: some(codesOf(clientGroups).slice(0, 10), 0.35),
    skills: [],
    languages: ["en", ...LANGUAGES.flatMap(([code, share]) => (chance(share) ? [code] : []))],
    ...(micro ? {} : { gender: chance(0.8) ? "female" : "male" }),
    availability: Object.fromEntries(
      codesOf(days).flatMap((day, at) => {
        const drawn = some(codesOf(parts), at < 5 ? 0.45 : 0.25);
        const free = codesOf(parts).filter((part) => drawn.includes(part) || (at < 5 && part === steady));
        return free.length > 0 ? [[day, free]] : [];
      }),
    ),
    hoursFree: chance(0.12) ? 0 : Math.floor(random() * 31) + 1,
    ratePence,
    status: provisional ? "provisional" : "accredited",
    accreditedOn,
    accreditedUntil,
    checks: policy.registerChecks[employment]
      .filter((code) => !provisional || !policy.provisionalWithout.includes(code))
      .map((code) => ({ code, on: accreditedOn })),
  };
}
