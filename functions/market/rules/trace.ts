import { areasOf, placeOfArea } from "./areas.ts";
import type { Basis, MicroHours } from "./hours.ts";
import { type Market, type Measure, marketOf, sharingOf } from "./market.ts";
import { cellOf, needOf } from "./need.ts";
import { groupsReaching } from "./reaching.ts";
import type { MarketInputs, NamedListing } from "./snapshot.ts";

/** What one listing gives to a class in an area, so that anybody can work it out: hours times `within` over `asked`. */
export interface Traced {
  readonly listing: NamedListing;
  /** Its hours a week; absent where nobody said how many. */
  readonly hours?: MicroHours;
  /** Hours needed within its reach and skills, of all areas and classes. */
  readonly asked: number;
  /** How many of those are this class in this area. */
  readonly within: number;
  /** What of its hours goes here. */
  readonly given: number;
}

/** The market that a measure was made of. */
export function marketFrom({ basis, classes, small, listings, need }: MarketInputs, measure: Measure): Market<Basis> {
  const areas = areasOf(small);
  return marketOf(areas, measure, { basis, listings }, needOf(basis, areas, classes.length, new Map(need)));
}

/** Every listing that reaches a part of an area (code) and fits a class, and what of its hours goes there: most first, equal ones by name. */
export function traceOf(market: Market<Basis>, { listings }: Pick<MarketInputs, "listings">, code: string, needed: number): readonly Traced[] {
  const { areas, bases, measure, need } = market;
  const area = placeOfArea(areas, code);
  const named = new Map(listings.map((listing) => [listing.id, listing]));
  const sharing = sharingOf(market);
  const traced = [...groupsReaching(bases, areas, area, needed)].flatMap((group): Traced[] => {
    const reach = sharing.reachOf(group);
    const { asked, room } = sharing.shares(group, reach);
    const column = group.classes.indexOf(needed);
    let [within, shared] = [0, 0];
    for (let row = 0; row < reach.count; row += 1) {
      const at = reach.at[row] ?? 0;
      if (areas.parentOf[at] !== area) continue;
      within += (reach.weight[row] ?? 0) * (need.hours[cellOf(at, need.classCount, needed)] ?? 0);
      if (asked > 0) shared += room.shares[row * group.classes.length + column] ?? 0;
    }
    return group.members.flatMap(({ id, hours }) => {
      const listing = named.get(id);
      if (listing === undefined) return [];
      const given = group.hours === 0 ? 0 : (shared * (hours ?? 0)) / group.hours;
      return [{ listing, ...(hours === undefined ? {} : { hours }), asked: asked / measure.decay.whole, within: within / measure.decay.whole, given }];
    });
  });
  return traced.toSorted((a, b) => b.given - a.given || (a.listing.name < b.listing.name ? -1 : 1));
}
