import { boxAround, cosine, haversineMiles, milesToBoxAtLeast, type Point } from "../../../shared/domain/geo.ts";
import { type Areas, areasNear, placeOfArea, ROUNDING_MILES } from "./areas.ts";
import type { Basis } from "./hours.ts";
import type { Base } from "./market.ts";
import type { Group, MarketListing, Supply } from "./supply.ts";

/** The groups that reach a part of an area (its place) and fit a class: the other way round than `reachFinder`, by the same rule. */
export function* groupsReaching(bases: ReadonlyMap<string, Base>, areas: Areas, area: number, needed: number): Generator<Group> {
  for (const { groups } of bases.values()) {
    const [first] = groups.values();
    const away = first === undefined ? Number.POSITIVE_INFINITY : milesToNearest(areas, area, first.place);
    for (const group of groups.values()) if (group.classes.includes(needed) && (away <= group.miles || coversPart(areas, area, group.districts))) yield group;
  }
}

/**
 * The supply without those who reach none of some areas (codes) when everybody travels so much of what they said: for these areas nothing is lost, since
 * whoever is left is shared out as before over all they reach.
 */
export function supplyReaching<B extends Basis>(areas: Areas, codes: readonly string[], { basis, listings }: Supply<B>, travelPercent: number): Supply<B> {
  const wanted = codes.map((code) => placeOfArea(areas, code));
  const parts = wanted.flatMap((area) => (areas.partsOf[area] ?? []).flatMap((at) => areas.small[at] ?? []));
  if (parts.length === 0) return { basis, listings: [] };
  const box = boxAround(parts);
  const covered = new Set(parts.map(({ district }) => district));
  const known = new Map<MarketListing["place"], number>();
  const nearest = (place: MarketListing["place"]): number => {
    const miles = known.get(place) ?? Math.min(...wanted.map((area) => milesToNearest(areas, area, place)));
    known.set(place, miles);
    return miles;
  };
  const comes = ({ place, travelMiles }: MarketListing): boolean => {
    const miles = (travelMiles * travelPercent) / 100;
    return milesToBoxAtLeast(place, box) <= miles + ROUNDING_MILES && nearest(place) <= miles;
  };
  return { basis, listings: listings.filter((listing) => listing.districts.some((district) => covered.has(district)) || comes(listing)) };
}

/** These areas (codes) and all around them: those with a part within so many miles of a part of theirs, whose need competes for the same hours. In order. */
export function withNeighbours(areas: Areas, codes: readonly string[], miles: number): readonly string[] {
  const found = new Set(codes.map((code) => placeOfArea(areas, code)));
  for (const code of codes)
    for (const at of areas.partsOf[placeOfArea(areas, code)] ?? []) {
      const part = areas.small[at];
      if (part) for (const near of areasNear(areas, part, miles).at) found.add(areas.parentOf[near] ?? 0);
    }
  return [...found].sort((a, b) => a - b).map((area) => areas.codes[area] ?? "");
}

/** How far the nearest part of an area is. */
function milesToNearest({ small, cosines, partsOf }: Areas, area: number, { lat, lon }: Point): number {
  const from = cosine(lat);
  let nearest = Number.POSITIVE_INFINITY;
  for (const at of partsOf[area] ?? []) {
    const part = small[at];
    if (part) nearest = Math.min(nearest, haversineMiles(lat, lon, from, part.lat, part.lon, cosines[at] ?? 0));
  }
  return nearest;
}

const coversPart = ({ small, partsOf }: Areas, area: number, districts: readonly string[]): boolean =>
  districts.length > 0 && (partsOf[area] ?? []).some((at) => districts.includes(small[at]?.district ?? ""));
