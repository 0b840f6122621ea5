import { type Areas, areasNear, areasOf } from "./areas.ts";
import type { MarketInputs, NamedListing } from "./snapshot.ts";

/** By the same miles, positions and districts as a search. */
const reaches = ({ place, travelMiles, districts }: NamedListing, areas: Areas): boolean =>
  districts.some((district) => areas.byDistrict.has(district)) || areasNear(areas, place, travelMiles).at.length > 0;

/** The listings that reach some part of these districts, wherever they are based. */
export function listingsReaching({ small, listings }: Pick<MarketInputs, "small" | "listings">, districts: readonly string[]): readonly NamedListing[] {
  const ours = areasOf(small.filter(({ district }) => districts.includes(district)));
  return listings.filter((listing) => reaches(listing, ours));
}
