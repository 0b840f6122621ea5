import type { Criteria } from "../../functions/directory/search/criteria.ts";
import { weeklyTie } from "../../functions/directory/search/order.ts";
import { milesBetween } from "../../shared/domain/geo.ts";
import { hash32 } from "../../shared/domain/hash.ts";
import { timesAndSpansOf, timesOf } from "../../shared/listing/availability.ts";
import type { PublicListing, SnapshotRow } from "../../shared/listing/public-listing.ts";

/** What a search should answer, worked out the plainest way there is: every listing, one by one. */
export interface OracleAnswer {
  readonly total: number;
  readonly ids: readonly string[];
  readonly miles: readonly number[];
  readonly facets: Readonly<Record<string, Readonly<Record<string, number>>>>;
}

const ALL_OF = ["service", "group", "skill", "when"] as const;
const ANY_OF = ["language", "kind", "gender", "status"] as const;

const valuesOf = (facet: (typeof ALL_OF)[number] | (typeof ANY_OF)[number], listing: PublicListing): readonly string[] => {
  if (facet === "service") return listing.services;
  if (facet === "group") return listing.clientGroups;
  if (facet === "skill") return listing.skills;
  if (facet === "when") return timesAndSpansOf(listing.availability);
  if (facet === "language") return listing.languages;
  if (facet === "gender") return listing.gender ? [listing.gender] : [];
  return [listing[facet]];
};

/** Whether a listing's accreditation has begun and is not over, on a day since 1970. */
function countsOn({ status, accreditedOn, accreditedUntil }: PublicListing, day: number): boolean {
  const date = new Date(day * 86_400_000).toISOString().slice(0, 10);
  return status === "unaccredited" || !((accreditedOn ?? date) > date || (accreditedUntil ?? date) < date);
}

export function oracle(rows: readonly SnapshotRow[], criteria: Criteria): OracleAnswer {
  const placed = rows.map(({ area, listing }) => ({ listing, miles: milesBetween(criteria.point.lat, criteria.point.lon, area.lat, area.lon) }));
  const matches = (listing: PublicListing, miles: number, without?: string): boolean => {
    if (miles > criteria.miles || !countsOn(listing, criteria.day)) return false;
    if (miles > listing.travelMiles && !(criteria.district && listing.districts.includes(criteria.district))) return false;
    if (criteria.maxRate !== undefined && !((listing.ratePence ?? Number.POSITIVE_INFINITY) <= criteria.maxRate)) return false;
    if (criteria.hours !== undefined && !((listing.hoursFree ?? -1) >= criteria.hours)) return false;
    if (!ALL_OF.every((facet) => criteria[facet].every((value) => valuesOf(facet, listing).includes(value)))) return false;
    return ANY_OF.every(
      (facet) => facet === without || criteria[facet].length === 0 || criteria[facet].some((value) => valuesOf(facet, listing).includes(value)),
    );
  };
  const found = placed.filter(({ listing, miles }) => matches(listing, miles));
  const facets: Record<string, Record<string, number>> = {};
  for (const facet of [...ALL_OF, ...ANY_OF]) {
    const counts: Record<string, number> = {};
    const isOwn = ANY_OF.some((name) => name === facet);
    for (const { listing, miles } of placed) {
      if (!matches(listing, miles, isOwn ? facet : undefined)) continue;
      for (const value of new Set(valuesOf(facet, listing))) counts[value] = (counts[value] ?? 0) + 1;
    }
    facets[facet] = counts;
  }
  const figure = ({ listing, miles }: (typeof found)[number]): number => {
    if (criteria.sort === "distance") return miles;
    if (criteria.sort === "rate") return listing.ratePence ?? Number.POSITIVE_INFINITY;
    const { weights } = criteria;
    return -Math.round(
      (1 - Math.min(1, miles / criteria.miles)) * weights.closeness +
        Math.min(1, Math.max(0, listing.hoursFree ?? -1) / weights.hoursEnough) * weights.freeHours +
        Math.min(1, timesOf(listing.availability).length / weights.timesEnough) * weights.freeTimes +
        (listing.status === "accredited" ? weights.accredited : 0),
    );
  };
  const ordered = found
    .map((one) => ({ ...one, figure: figure(one), tie: weeklyTie(hash32(one.listing.id), criteria.week) }))
    .sort((a, b) => (a.figure === b.figure ? 0 : a.figure < b.figure ? -1 : 1) || a.tie - b.tie || (a.listing.id < b.listing.id ? -1 : 1));
  const page = ordered.slice(0, criteria.limit);
  return { total: found.length, ids: page.map(({ listing }) => listing.id), miles: page.map(({ miles }) => Math.round(miles)), facets };
}
