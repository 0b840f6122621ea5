import { areasOf } from "../../../functions/market/rules/areas.ts";
import type { Measure } from "../../../functions/market/rules/market.ts";
import { spreadOver } from "../../../functions/market/rules/need.ts";
import type { MarketListing } from "../../../functions/market/rules/supply.ts";
import { milesBetween } from "../../../shared/domain/geo.ts";
import type { World } from "./scene.ts";

// The measure as it is written down, one listing and one small area at a time, in whole numbers of any length: slow, and with no sums kept.

/** What one small area has of one class. */
export interface Cell {
  readonly small: string;
  readonly area: string;
  readonly needed: number;
  readonly need: number;
  shared: bigint;
}

const spreadNeeds = ({ small, needs, classCount }: World): readonly Cell[] => {
  const areas = areasOf(small);
  return areas.small.flatMap(({ code, area }, at) =>
    Array.from({ length: classCount }, (_, needed) => {
      const parent = areas.codes.indexOf(area);
      const share = spreadOver(areas, parent, needs.get(area)?.[needed] ?? 0)[(areas.partsOf[parent] ?? []).indexOf(at)];
      return { small: code, area, needed, need: share ?? 0, shared: 0n };
    }),
  );
};

/** How much a small area counts for a listing: 0 where it is out of reach. */
export function weightOf({ small }: World, { place, travelMiles, districts }: MarketListing, code: string, { decay }: Measure, percent: number): number {
  const area = small.find((one) => one.code === code);
  if (area === undefined) return 0;
  if (districts.includes(area.district)) return decay.whole;
  const miles = milesBetween(area.lat, area.lon, place.lat, place.lon);
  if (miles > (travelMiles * percent) / 100) return 0;
  return decay.bands.find(({ toMiles = Number.POSITIVE_INFINITY }) => miles <= toMiles)?.weight ?? 0;
}

/** All cells with the hours shared with them, and the hours that are left. */
export function oracleOf(world: World, measure: Measure, percent = 100): { readonly cells: readonly Cell[]; readonly unplaced: bigint } {
  const cells = spreadNeeds(world);
  let unplaced = 0n;
  const alike = Map.groupBy(world.listings, ({ place, travelMiles, districts, classes }) =>
    JSON.stringify([place, travelMiles, districts.toSorted(), classes]),
  );
  for (const members of alike.values()) {
    const [listing] = members;
    if (listing === undefined) continue;
    const hours = members.reduce((sum, { hours: has = 0 }) => sum + BigInt(has), 0n);
    const counts = cells.map(({ small, needed, need }) =>
      listing.classes.includes(needed) ? BigInt(need) * BigInt(weightOf(world, listing, small, measure, percent)) : 0n,
    );
    const asked = counts.reduce((sum, one) => sum + one, 0n);
    if (asked === 0n) {
      unplaced += hours;
      continue;
    }
    const shares = counts.map((one) => (hours * one) / asked);
    const left = hours - shares.reduce((sum, one) => sum + one, 0n);
    const order = counts.map((one, at) => ({ at, rest: (hours * one) % asked })).sort((a, b) => (a.rest === b.rest ? a.at - b.at : a.rest > b.rest ? -1 : 1));
    for (const { at } of order.slice(0, Number(left))) shares[at] = (shares[at] ?? 0n) + 1n;
    for (const [at, cell] of cells.entries()) cell.shared += shares[at] ?? 0n;
  }
  return { cells, unplaced };
}

/** How many there are to choose from in an area. */
export function choiceOf(world: World, measure: Measure, area: string, needed: number): { readonly choice: number; readonly unknownHours: number } {
  const parts = world.small.filter((small) => small.area === area);
  const people = parts.reduce((sum, part) => sum + part.people, 0);
  const inReach = world.listings.filter((listing) => {
    const reached = parts.filter(({ code }) => weightOf(world, listing, code, measure, 100) > 0).reduce((sum, part) => sum + part.people, 0);
    return listing.classes.includes(needed) && people > 0 && reached / people >= measure.choice.reachPercent / 100;
  });
  const unknownHours = inReach.filter(({ hours }) => hours === undefined).length;
  return { choice: unknownHours + inReach.filter(({ hours = 0 }) => hours >= measure.choice.leastHours * 1_000_000).length, unknownHours };
}
