import { placeOfArea } from "./areas.ts";
import type { Basis, MicroHours } from "./hours.ts";
import { type Base, baseOf, type Market, type Sums, sharingOf } from "./market.ts";
import { writeNeed } from "./need.ts";
import { groupsReaching } from "./reaching.ts";
import { groupKey, groupOf, type MarketListing, placeKey } from "./supply.ts";

/** What changed: a listing is there with other facts, is new (`before` absent) or gone (`after` absent); or an area needs another number of hours of a class. */
export type MarketChange =
  | { readonly kind: "listing"; readonly before?: MarketListing; readonly after?: MarketListing }
  | { readonly kind: "need"; readonly area: string; readonly needed: number; readonly hours: MicroHours };

/** A group by the place it works from. */
interface GroupKey {
  readonly base: string;
  readonly group: string;
}

/**
 * The market once all of this changed: what making it anew gives, bit for bit. A changed listing touches its group, a changed need every group that reaches
 * it and fits; only those are worked out again. The market that was stays as it is.
 */
export function changedMarket<B extends Basis>(market: Market<B>, changes: readonly MarketChange[]): Market<B> {
  const bases = new Map(market.bases);
  const hours = market.need.hours.slice();
  const touched = new Map<string, GroupKey>();
  const touch = (base: string, group: string) => touched.set(`${base} ${group}`, { base, group });
  for (const change of changes) {
    if (change.kind === "need") {
      const { areas, need } = market;
      const area = placeOfArea(areas, change.area);
      writeNeed(hours, areas, need.classCount, area, change.needed, change.hours);
      for (const { place, key } of groupsReaching(bases, areas, area, change.needed)) touch(placeKey(place), key);
      continue;
    }
    for (const [listing, added] of [
      [change.before, false],
      [change.after, true],
    ] as const) {
      if (listing === undefined) continue;
      touch(placeKey(listing.place), groupKey(listing, market.travelPercent));
      move(bases, listing, added, market.travelPercent);
    }
  }
  const changed = { ...market, need: { ...market.need, hours }, bases };
  const sums: Sums = { shared: market.shared.slice(), choice: market.choice.slice(), unknownHours: market.unknownHours.slice(), unplaced: market.unplaced };
  for (const [of, sign] of [
    [market, -1],
    [changed, 1],
  ] as const) {
    const sharing = sharingOf(of);
    for (const { base, group } of touched.values()) {
      const known = of.bases.get(base)?.groups.get(group);
      if (known) sharing.contribute(known, sums, sign);
    }
  }
  return { ...changed, ...sums };
}

/** Adds a listing to its group, or takes it away. Throws where one to be taken away is not there, or one to be added is. */
function move(bases: Map<string, Base>, listing: MarketListing, added: boolean, travelPercent: number): void {
  const key = placeKey(listing.place);
  const group = groupKey(listing, travelPercent);
  const groups = new Map(bases.get(key)?.groups);
  const members = groups.get(group)?.members ?? [];
  const others = members.filter(({ id }) => id !== listing.id);
  if (added === others.length < members.length) throw new RangeError(`${listing.id} is ${added ? "there already" : "not there as it was said to be"}`);
  const next = groupOf(group, added ? [...others, listing] : others, travelPercent);
  if (next) groups.set(group, next);
  else groups.delete(group);
  if (groups.size === 0) bases.delete(key);
  else bases.set(key, baseOf([...groups.values()]));
}
