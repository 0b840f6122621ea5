import { placeOfArea } from "./areas.ts";
import type { Basis, MicroHours } from "./hours.ts";
import { type Market, sharingOf } from "./market.ts";
import { groupsReaching } from "./reaching.ts";
import { type Group, type MarketListing, placeKey } from "./supply.ts";

/** What a group gives to a class in an area. */
export interface Part {
  readonly group: Group;
  readonly hours: MicroHours;
  /** Whether it reaches so much of the area's people that it is somebody to choose there. */
  readonly inReach: boolean;
}

/** Every group that reaches a part of an area and fits a class, and what of its hours goes there: each figure traced to the listings behind it. */
export const partsOf = (market: Market<Basis>, code: string, needed: number): readonly Part[] => partsWith(market, code, needed, ({ classes }) => classes);

/**
 * Hours that an area would have of a class if everybody gave all their hours to that class and none to another: an upper bound, which is never added up
 * over classes.
 */
export const aloneHours = (market: Market<Basis>, code: string, needed: number): MicroHours =>
  partsWith(market, code, needed, () => [needed]).reduce((sum, { hours }) => sum + hours, 0);

/** Parts where each group's hours go to some of its classes alone. */
function partsWith(market: Market<Basis>, code: string, needed: number, classesOf: (group: Group) => readonly number[]): readonly Part[] {
  const { areas, bases, measure } = market;
  const area = placeOfArea(areas, code);
  const sharing = sharingOf(market);
  const people = areas.people[area] ?? 0;
  return [...groupsReaching(bases, areas, area, needed)].map((group) => {
    const reach = sharing.reachOf(group);
    const classes = classesOf(group);
    const column = classes.indexOf(needed);
    const { asked, room } = sharing.shares(group, reach, classes);
    let hours = 0;
    let reached = 0;
    for (let row = 0; row < reach.count; row += 1) {
      const at = reach.at[row] ?? 0;
      if (areas.parentOf[at] !== area) continue;
      reached += areas.small[at]?.people ?? 0;
      if (asked > 0) hours += room.shares[row * classes.length + column] ?? 0;
    }
    return { group, hours, inReach: people > 0 && reached * 100 >= measure.choice.reachPercent * people };
  });
}

/** What a listing meets: hours needed in its reach and skills (Q) beside its hours. */
export interface Crowding {
  readonly asked: MicroHours;
  readonly hours: MicroHours;
  /** Hours needed for each hour it offers (C); absent where it has none. */
  readonly crowding?: number;
}

/** The crowding of a listing, the first step of the measure turned over: for somebody who looks for work. Throws where it is not in the market. */
export function crowdingOf(market: Market<Basis>, listing: Pick<MarketListing, "id" | "place">): Crowding {
  for (const group of market.bases.get(placeKey(listing.place))?.groups.values() ?? []) {
    const member = group.members.find(({ id }) => id === listing.id);
    if (member === undefined) continue;
    const { hours = 0 } = member;
    const sharing = sharingOf(market);
    const asked = sharing.shares(group, sharing.reachOf(group)).asked / market.measure.decay.whole;
    return { asked, hours, ...(hours === 0 ? {} : { crowding: asked / hours }) };
  }
  throw new RangeError(`${listing.id} is not in the market`);
}

/** Listings whose hours fit no need in their reach: listed, not lost. */
export function unplacedListings(market: Market<Basis>): readonly MarketListing[] {
  const sharing = sharingOf(market);
  return [...market.bases.values()]
    .flatMap(({ groups }) => [...groups.values()])
    .filter((group) => sharing.shares(group, sharing.reachOf(group)).asked === 0)
    .flatMap(({ members }) => members.filter(({ hours = 0 }) => hours > 0))
    .toSorted((a, b) => (a.id < b.id ? -1 : 1));
}
