import type { MarketPolicy } from "../../../shared/policy/market.ts";
import { changedMarket, type MarketChange } from "./change-market.ts";
import { type Floor, floorOf } from "./floor.ts";
import { type Gap, gapOf } from "./gap.ts";
import type { Basis, MicroHours } from "./hours.ts";
import { type Market, sharingOf } from "./market.ts";
import { groupKey, type MarketListing, placeKey } from "./supply.ts";

/** Somebody who is not there yet: what a listing says of itself, with hours. */
export type Newcomer = Omit<MarketListing, "id" | "hours" | "hoursSaidOn" | "evidenceUntil" | "ratePence"> & { readonly hours: MicroHours };

/** So many alike who might come. */
export interface Newcomers {
  /** 1 or more. */
  readonly count: number;
  readonly each: Newcomer;
}

/** What a question is about: a council's areas (codes), and the rules by which figures are said. */
export interface Scope {
  readonly codes: readonly string[];
  readonly policy: Pick<MarketPolicy, "standing" | "floor">;
}

/** A class in an area, as it is and as it would be. */
export interface CellChange {
  readonly before: Gap;
  readonly after: Gap;
}

/** What would be different. */
export interface WhatIf<B extends Basis> {
  readonly market: Market<B>;
  /** The council's areas that they would reach, class after class of those they fit, in order: no other figure would change. */
  readonly cells: readonly CellChange[];
  /** Hours that nobody could meet (U) over all classes and the council's areas. */
  readonly floor: { readonly before: Floor; readonly after: Floor };
  /** Hours that would reach no need: theirs, or nobody's. */
  readonly unplaced: MicroHours;
}

/** They as a change of the market. Their ids are none that a listing can have. */
export const comingOf = ({ count, each }: Newcomers): readonly MarketChange[] =>
  Array.from({ length: count }, (_, at) => ({ kind: "listing", after: { ...each, id: `#${at + 1}` } }));

/** The floor over all classes of a council's areas. */
export function wholeFloor(market: Market<Basis>, { codes, policy }: Scope): Floor {
  return floorOf(
    market,
    codes,
    Array.from({ length: market.need.classCount }, (_, at) => at),
    policy.floor,
  );
}

/** The areas of a scope (codes, in order) that a listing of a market reaches a part of. */
export function areasReached(market: Market<Basis>, listing: Omit<MarketListing, "id">, { codes }: Pick<Scope, "codes">): readonly string[] {
  const { areas, bases, travelPercent } = market;
  const group = bases.get(placeKey(listing.place))?.groups.get(groupKey({ ...listing, id: "" }, travelPercent));
  if (group === undefined) return [];
  const { at, count } = sharingOf(market).reachOf(group);
  const reached = new Set<string>();
  for (let row = 0; row < count; row += 1) reached.add(areas.codes[areas.parentOf[at[row] ?? 0] ?? 0] ?? "");
  return [...new Set(codes)].filter((code) => reached.has(code)).sort();
}

/**
 * What would be different if they came: the market made anew with them, bit for bit, of which only the groups they join are worked out again. `before` is the
 * floor as it is, where that is known already.
 */
export function whatIf<B extends Basis>(market: Market<B>, newcomers: Newcomers, scope: Scope, before: Floor = wholeFloor(market, scope)): WhatIf<B> {
  const changed = changedMarket(market, comingOf(newcomers));
  const { each } = newcomers;
  const { standing } = scope.policy;
  const cells = areasReached(changed, each, scope).flatMap((code) =>
    each.classes.map((needed) => ({ before: gapOf(market, code, needed, standing), after: gapOf(changed, code, needed, standing) })),
  );
  return { market: changed, cells, floor: { before, after: wholeFloor(changed, scope) }, unplaced: changed.unplaced - market.unplaced };
}
