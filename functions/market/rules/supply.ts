import type { PlainDate } from "../../../shared/domain/time.ts";
import type { Area, Listing } from "../../../shared/listing/listing.ts";
import { isShownOn } from "../../../shared/listing/shown.ts";
import { type Basis, type MicroHours, microHours } from "./hours.ts";
import { classesOf, type NeedClass } from "./need-class.ts";

/** What the measure knows of a listing. Nothing in it is private but the day on which its hours were said. */
export interface MarketListing {
  readonly id: string;
  readonly place: Area;
  readonly travelMiles: number;
  readonly districts: readonly string[];
  /** Places of the classes of need that it fits, ascending. */
  readonly classes: readonly number[];
  /** Hours a week. Absent where nobody said: then it is somebody to choose, and no supply. */
  readonly hours?: MicroHours;
  /** The day on which somebody last said how many hours are free; absent where nobody did. */
  readonly hoursSaidOn?: PlainDate;
  /** The first day on which a piece of its evidence, or its accreditation, counts no more. */
  readonly evidenceUntil?: PlainDate;
  readonly ratePence?: number;
}

/** Hours that are offered: free ones (`now`), or all of them (`capacity`). */
export interface Supply<B extends Basis> {
  readonly basis: B;
  readonly listings: readonly MarketListing[];
}

/** The hours a week of a listing: what is free, or with what is arranged already; unknown where nobody said how much is free. */
function hoursOf(basis: Basis, { hoursFree, hours }: Listing): { readonly hours?: MicroHours } {
  if (hoursFree === undefined) return {};
  return { hours: microHours(hoursFree) + (basis === "capacity" ? microHours(hours?.arranged ?? 0) : 0) };
}

/** The supply of a day: the listings that a search shows on it, and no others. */
export function supplyOf<B extends Basis>(basis: B, listings: readonly Listing[], classes: readonly NeedClass[], day: PlainDate): Supply<B> {
  return {
    basis,
    listings: listings
      .filter((listing) => isShownOn(listing, day))
      .map((listing) => {
        const { id, area, travelMiles, districts, hoursSaidOn, ratePence } = listing;
        const [evidenceUntil] = [listing.accreditedUntil, ...listing.checks.map(({ until }) => until)].flatMap((end) => end ?? []).toSorted();
        return {
          ...{ id, place: area, travelMiles, districts, classes: classesOf(listing, classes), ...hoursOf(basis, listing) },
          ...(hoursSaidOn === undefined ? {} : { hoursSaidOn }),
          ...(evidenceUntil === undefined ? {} : { evidenceUntil }),
          ...(ratePence === undefined ? {} : { ratePence }),
        };
      }),
  };
}

/** Listings alike in all that decides whom they reach and fit: their hours are one sum. */
export interface Group {
  /** `groupKey` of its members. */
  readonly key: string;
  readonly place: Area;
  /** Miles travelled, after what a trial of other miles made of them. */
  readonly miles: number;
  /** In their order, each once. */
  readonly districts: readonly string[];
  readonly classes: readonly number[];
  readonly hours: MicroHours;
  readonly members: readonly MarketListing[];
}

/** The place of a listing: two of one name at different positions are two. */
export const placeKey = ({ key, lat, lon }: Area): string => `${key}|${lat}|${lon}`;

/** How far a listing travels in a trial of so many hundredths of the miles it said. */
const milesIn = ({ travelMiles }: MarketListing, travelPercent: number): number => (travelMiles * travelPercent) / 100;

const NONE: readonly string[] = [];
const inOrder = (districts: readonly string[]): readonly string[] => (districts.length === 0 ? NONE : [...new Set(districts)].sort());

/** What the listings of a group at one place share: miles, districts and classes. */
export const groupKey = (listing: MarketListing, travelPercent: number): string =>
  `${milesIn(listing, travelPercent)}|${inOrder(listing.districts).join(",")}|${listing.classes.join(",")}`;

/** The group of listings of one place that have one key. Undefined where nobody is left. */
export function groupOf(key: string, members: readonly MarketListing[], travelPercent: number): Group | undefined {
  const [first] = members;
  if (first === undefined) return undefined;
  const { place, districts, classes } = first;
  return {
    ...{ key, place, miles: milesIn(first, travelPercent), districts: inOrder(districts), classes },
    hours: members.reduce((sum, { hours = 0 }) => sum + hours, 0),
    members: members.length === 1 ? members : members.toSorted((a, b) => (a.id < b.id ? -1 : 1)),
  };
}
