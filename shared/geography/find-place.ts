import { milesBetween } from "../domain/geo.ts";
import { milesOutside, type ServedCouncil } from "./coverage.ts";
import type { GeographyIndex } from "./geography-index.ts";
import type { KeptGeography, KeptNames } from "./kept-geography.ts";
import { type Beginning, comparable } from "./place-names.ts";
import type { Place } from "./ports.ts";
import { nearestOf } from "./sector-format.ts";

/** What a name is the name of. */
export type NamedAs =
  | { readonly kind: "one"; readonly place: Place; readonly label: string }
  /** Several places bear the name, or begin with it: likeliest first. */
  | { readonly kind: "several"; readonly places: readonly Place[] }
  /** A district or county: its towns, largest first. */
  | { readonly kind: "area"; readonly name: string; readonly places: readonly Place[] }
  /** None: the names most like it. */
  | { readonly kind: "none"; readonly places: readonly Place[] };

/** Finds what a name is the name of. A name that many places bear is never picked for whoever typed it. */
export type FindPlace = (text: string) => Promise<NamedAs>;

const MOST_SHOWN = 8;
/** Longer than any name with its county: what is typed beyond is no name. */
const LONGEST_NAME = 120;
/** Beginnings of names are looked for from so many letters. */
const LEAST_LETTERS = 3;
/** A place is in a postcode district, and in the district of the postcodes around it, when so near to their middle. */
const BESIDE_SECTOR_MILES = 4;
/** Places further than this from every council come after all others. */
const FAR_MILES = 30;
/** Words that say of a name what it is, or in which country. */
const PLAIN_WORDS = ["england", "scotland", "wales", "northern ireland", "uk", "united kingdom", "gb", "city", "town", "village", "suburb", "ward", "parish"];
const AREA_WORDS = / (?:district|borough|county|council)$/;

export const placeFinder =
  (geography: KeptGeography, councils: readonly ServedCouncil[]): FindPlace =>
  async (text) => {
    const wanted = text.slice(0, LONGEST_NAME);
    const index = await geography.indexWith(() => true);
    const found = namedAs(wanted, await geography.names(), index, councils);
    return found.kind === "none" ? namedAs(wanted, await geography.names(true), index, councils) : found;
  };

function namedAs(text: string, kept: KeptNames, index: GeographyIndex | undefined, councils: readonly ServedCouncil[]): NamedAs {
  const { names } = kept;
  const exact = names.named(text, (place, rest) => fits(place, rest, kept, index));
  const area = areaNamed(text, kept, index);
  const beginnings = comparable(text).length < LEAST_LETTERS ? [] : ranked(names.beginning(text), councils);
  const [place, ...others] = exact;
  if (!place) {
    if (area) return { kind: "area", ...area };
    const likely = beginnings.slice(0, MOST_SHOWN).map((one) => one.place);
    if (likely.length > 0) return { kind: beginnings.filter(({ wholeWord }) => wholeWord).length > 1 ? "several" : "none", places: likely };
    return { kind: "none", places: names.like(text) };
  }
  if (others.length > 0) return { kind: "several", places: byNearness(exact, councils).slice(0, MOST_SHOWN) };
  // Whoever names a ward may mean the town that has its name for a part: Bosworth, and Market Bosworth.
  const towns = place.kind === "place" ? [] : beginnings.filter((one) => one.wholeWord && one.place.kind === "place" && one.place.id !== place.id);
  const elsewhere = area?.places.some(({ id }) => id === place.id) === false ? area.places : [];
  const meant = new Map([place, ...towns.map((one) => one.place), ...elsewhere].map((one) => [one.id, one]));
  if (meant.size > 1) return { kind: "several", places: [...meant.values()].slice(0, MOST_SHOWN) };
  return { kind: "one", place, label: names.labelOf(place) };
}

/** Whether the words after a name tell of this place: its county, its district, what it is near, its postcode district. */
function fits(place: Place, rest: string, { districtNames }: KeptNames, index: GeographyIndex | undefined): boolean {
  const beside = comparable(place.beside);
  const said = [place.county, districtNames[place.district ?? ""] ?? ""].map(comparable).concat(beside, beside && `near ${beside}`, PLAIN_WORDS);
  let left = rest;
  while (left !== "") {
    const next = said.find((words) => words !== "" && (left === words || left.startsWith(`${words} `)));
    const code = /^[a-z]{1,2}\d[a-z\d]?(?= |$)/.exec(left)?.[0];
    if (next === undefined && !(code && isIn(place, code.toUpperCase(), index))) return false;
    left = left.slice((next ?? code ?? "").length).trim();
  }
  return true;
}

/** Whether a place lies in a postcode district; yes where no postcodes are known that could say. */
const isIn = ({ lat, lon }: Place, outcode: string, index: GeographyIndex | undefined): boolean =>
  !index ||
  [...index.sectors.values()].some(
    (sector) => sector.sector.startsWith(`${outcode} `) && milesBetween(lat, lon, sector.lat, sector.lon) <= BESIDE_SECTOR_MILES,
  );

/** The district or county of a name, and its towns, largest first. */
function areaNamed(
  text: string,
  { places, counties, districtNames }: KeptNames,
  index: GeographyIndex | undefined,
): { readonly name: string; readonly places: readonly Place[] } | undefined {
  const wanted = comparable(text);
  const bare = wanted.replace(AREA_WORDS, "");
  const county = counties.get(wanted) ?? counties.get(bare);
  const district = Object.entries(districtNames).find(([, name]) => [wanted, bare].includes(comparable(name)));
  const sectors = district && index ? [...index.sectors.values()].filter((sector) => sector.district === district[0]) : [];
  const holds = (place: Place): boolean => {
    if (county !== undefined) return place.county === county;
    if (place.district !== undefined) return place.district === district?.[0];
    const nearest = nearestOf(place, sectors);
    if (!nearest || milesBetween(place.lat, place.lon, nearest.lat, nearest.lon) > BESIDE_SECTOR_MILES) return false;
    return nearestOf(place, [...(index?.sectors.values() ?? [])])?.district === district?.[0];
  };
  const name = county ?? district?.[1];
  if (name === undefined) return undefined;
  const held = places.filter((place) => place.kind === "place" && holds(place)).sort((a, b) => b.people - a.people || a.id - b.id);
  return held.length > 0 ? { name, places: held.slice(0, MOST_SHOWN) } : undefined;
}

/** Near the councils first, towns before wards, names that begin so before those with such a word, the larger first. */
function ranked(beginnings: readonly Beginning[], councils: readonly ServedCouncil[]): readonly Beginning[] {
  return beginnings
    .map((one) => ({ one, away: milesOutside(one.place, councils) }))
    .sort(
      (a, b) =>
        Number(a.away > FAR_MILES) - Number(b.away > FAR_MILES) ||
        Number(a.one.place.kind === "ward") - Number(b.one.place.kind === "ward") ||
        Number(!a.one.wholeWord) - Number(!b.one.wholeWord) ||
        Number(!a.one.first) - Number(!b.one.first) ||
        a.away - b.away ||
        b.one.place.people - a.one.place.people,
    )
    .map(({ one }) => one);
}

const byNearness = (places: readonly Place[], councils: readonly ServedCouncil[]): readonly Place[] =>
  places
    .map((place) => ({ place, away: milesOutside(place, councils) }))
    .sort((a, b) => a.away - b.away || b.place.people - a.place.people)
    .map(({ place }) => place);
