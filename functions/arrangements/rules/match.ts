import { milesBetween } from "../../../shared/domain/geo.ts";
import { dayNumber, type PlainDate } from "../../../shared/domain/time.ts";
import { timesAndSpansOf } from "../../../shared/listing/availability.ts";
import type { SnapshotRow } from "../../../shared/listing/public-listing.ts";
import { isShownOn } from "../../../shared/listing/shown.ts";
import { eachBit, hasBit, type Plane, resetScratch } from "../../../shared/snapshot/bits.ts";
import { catchmentOf, outsideCircle, searchCircle } from "../../../shared/snapshot/catchment.ts";
import { baseMatches, type TileSet, wishesOf } from "../../../shared/snapshot/matches.ts";
import type { Tile } from "../../../shared/snapshot/tile.ts";
import { type Wanted, WISHES, type Wish } from "./request.ts";

/** Nobody travels further (`travelMiles` of a listing), nor to a district they cover. */
export const FURTHEST_MILES = 200;

/** Statuses of those the council has checked: requests go to nobody else. */
const LISTED = ["accredited", "provisional"];

/** Whether the council has checked somebody and they are on the list on a day. */
export const isListedOn = (listing: SnapshotRow["listing"], day: PlainDate): boolean => LISTED.includes(listing.status) && isShownOn(listing, day);

/** A listing that can serve a request: how far it is based from there, and how many of its wishes it meets. */
export interface Match {
  readonly id: string;
  readonly miles: number;
  readonly wishesMet: number;
}

/** Those who meet more wishes first, then the nearest; ids settle the rest. */
export const compareMatches = (a: Match, b: Match): number => b.wishesMet - a.wishesMet || a.miles - b.miles || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);

/**
 * Whether a listing can serve a request on a day, and how well: it is on the list then, reaches the place by its miles or the district it covers, does
 * every service and skill, is free at every time and for all the hours, and costs no more than is offered where that is said. What is not known is not
 * enough. Wishes leave nobody out unless the person must have them.
 */
export function servedBy({ area, listing }: SnapshotRow, wanted: Wanted, day: PlainDate): Match | undefined {
  const { place, services, skills, times, hours, maxRatePence, must } = wanted;
  if (!isListedOn(listing, day)) return undefined;
  const miles = milesBetween(place.lat, place.lon, area.lat, area.lon);
  const covers = place.district !== undefined && listing.districts.includes(place.district);
  if (miles > FURTHEST_MILES || (miles > listing.travelMiles && !covers)) return undefined;
  if (!services.every((service) => listing.services.includes(service)) || !skills.every((skill) => listing.skills.includes(skill))) return undefined;
  const free = timesAndSpansOf(listing.availability);
  if (!times.every((time) => free.includes(time)) || (listing.hoursFree ?? -1) < hours) return undefined;
  if (maxRatePence !== undefined && (listing.ratePence ?? Number.POSITIVE_INFINITY) > maxRatePence) return undefined;
  const met: Readonly<Record<Wish, boolean>> = {
    language: wanted.language !== undefined && listing.languages.includes(wanted.language),
    gender: wanted.gender !== undefined && listing.gender === wanted.gender,
  };
  if (!must.every((wish) => met[wish])) return undefined;
  return { id: listing.id, miles, wishesMet: WISHES.filter((wish) => met[wish]).length };
}

/**
 * Every listing of the tiles that can serve a request on a day, best first: what `servedBy` says of each, found by the bit planes that searches use.
 * Reads and awaits nothing.
 */
export function matchesIn({ tiles, bands }: TileSet, wanted: Wanted, day: PlainDate): readonly Match[] {
  resetScratch();
  const { place, language, gender, must } = wanted;
  const furthest = tiles.reduce((most, { tile }) => Math.max(most, tile.mostTravel), 0);
  // Only where a tile has somebody who covers the district is there need to look further than people travel.
  const [near, far] = [searchCircle(place, Math.min(furthest, FURTHEST_MILES)), searchCircle(place, FURTHEST_MILES)];
  const needs = wishesOf(filtersOf(wanted));
  const today = dayNumber(day);
  const found: Match[] = [];
  for (const [index, { tile, dead }] of tiles.entries()) {
    const covered = place.district !== undefined && tile.planes.district.has(place.district);
    const circle = covered ? far : near;
    if (outsideCircle(bands, index, circle, covered)) continue;
    const { areas, reachable } = catchmentOf(tile, circle, covered ? place.district : undefined);
    if (areas.length === 0) continue;
    const base = baseMatches(tile, reachable, [dead, tile.hiddenOn(today)], needs);
    keepListed(base, tile);
    const met = [language === undefined ? undefined : tile.planes.language.get(language), gender === undefined ? undefined : tile.planes.gender.get(gender)];
    const [speaks, of] = [must.includes("language") ? (met[0] ?? NOBODY) : undefined, must.includes("gender") ? (met[1] ?? NOBODY) : undefined];
    for (const { start, end, miles } of areas)
      eachBit(base, start, end, (row) => {
        if ((speaks && !hasBit(speaks, row)) || (of && !hasBit(of, row))) return;
        found.push({ id: tile.ids[row] ?? "", miles, wishesMet: Number(hasBit(met[0], row)) + Number(hasBit(met[1], row)) });
      });
  }
  return found.sort(compareMatches);
}

const NOBODY: Plane = new Uint32Array(0);

/** Takes away whom the council has not checked. */
function keepListed(base: Plane, { planes }: Tile): void {
  const listed = LISTED.map((status) => planes.status.get(status));
  for (let word = 0; word < base.length; word += 1) base[word] = (base[word] ?? 0) & listed.reduce((any, plane) => any | (plane?.[word] ?? 0), 0);
}

/** The needs of a request as a search has them. */
const filtersOf = ({ services, skills, times, hours, maxRatePence }: Wanted): Parameters<typeof wishesOf>[0] => ({
  service: services,
  skill: skills,
  when: times,
  group: [],
  language: [],
  kind: [],
  gender: [],
  status: [],
  hours,
  ...(maxRatePence === undefined ? {} : { maxRate: maxRatePence }),
});
