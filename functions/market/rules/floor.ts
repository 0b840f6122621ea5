import type { MarketPolicy } from "../../../shared/policy/market.ts";
import { placeOfArea } from "./areas.ts";
import type { Basis, MicroHours } from "./hours.ts";
import { type Market, sharingOf } from "./market.ts";
import { cellOf } from "./need.ts";
import type { Group } from "./supply.ts";
import { placeAtBest, type Supplier, setBit } from "./transport.ts";

/** A small area, and a class that is needed there. */
export interface NeededThere {
  readonly small: string;
  readonly needed: number;
}

/** Why hours cannot be met, so that anybody can add it up: together these need so much, and all who reach and fit any of them have so much less. */
export interface Certificate {
  readonly cells: readonly NeededThere[];
  /** The areas they lie in, by code. */
  readonly areas: readonly string[];
  readonly need: MicroHours;
  readonly hours: MicroHours;
  /** How many listings with hours those are. */
  readonly listings: number;
  /** Whether it is nearly every small area that needs something: then support is short everywhere, and the set says no more. */
  readonly everywhere: boolean;
}

/** Hours that nobody could meet even with the best sharing (U), and why. */
export interface Floor {
  readonly need: MicroHours;
  readonly placed: MicroHours;
  readonly short: MicroHours;
  /** The smallest set of needs that shows it; absent where all could be met. */
  readonly certificate?: Certificate;
}

/**
 * The floor under the gap in some areas (codes) and classes: however hours were shared, so many stay short. Everybody who reaches one of the areas is there
 * with all their hours, so that it is never more than the truth. In millionths of an hour, as everything else: the floor is never above the gap by a rounding.
 */
export function floorOf(market: Market<Basis>, codes: readonly string[], classes: readonly number[], rules: MarketPolicy["floor"]): Floor {
  const {
    areas,
    need: { classCount, hours },
  } = market;
  const places = [...new Set(codes)].flatMap((code) => areas.partsOf[placeOfArea(areas, code)] ?? []).sort((a, b) => a - b);
  const placeOf = new Int32Array(areas.small.length).fill(ELSEWHERE);
  for (const [place, small] of places.entries()) placeOf[small] = place;
  const needs = new Float64Array(places.length * classes.length);
  for (const [kind, needed] of classes.entries())
    for (const [place, small] of places.entries()) needs[kind * places.length + place] = hours[cellOf(small, classCount, needed)] ?? 0;
  const { groups, suppliers } = suppliersIn(market, placeOf, places.length, classes);
  const { placed, short, cut, serving } = placeAtBest(places.length, needs, suppliers);
  const floor = { need: placed + short, placed, short };
  if (short === 0) return floor;
  const reaching = serving.flatMap((index) => groups[index] ?? []);
  const cells = cut.map((cell) => ({ small: places[cell % places.length] ?? 0, needed: classes[Math.floor(cell / places.length)] ?? 0 }));
  const needing = new Set([...needs.entries()].flatMap(([cell, amount]) => (amount > 0 ? [cell % places.length] : [])));
  const cutPlaces = new Set(cells.map(({ small }) => small));
  return {
    ...floor,
    certificate: {
      cells: cells.map(({ small, needed }) => ({ small: areas.small[small]?.code ?? "", needed })),
      areas: [...new Set(cells.map(({ small }) => areas.codes[areas.parentOf[small] ?? 0] ?? ""))].sort(),
      need: cut.reduce((sum, cell) => sum + (needs[cell] ?? 0), 0),
      hours: reaching.reduce((sum, { hours: has }) => sum + has, 0),
      listings: reaching.reduce((sum, { members }) => sum + members.filter(({ hours: has = 0 }) => has > 0).length, 0),
      everywhere: cutPlaces.size * 100 > rules.everywherePercent * needing.size,
    },
  };
}

const ELSEWHERE = -1;

/** Groups with hours that reach a place and fit a class, as suppliers of them. */
function suppliersIn(
  market: Market<Basis>,
  placeOf: Int32Array,
  placeCount: number,
  classes: readonly number[],
): { groups: readonly Group[]; suppliers: readonly Supplier[] } {
  const { reachOf } = sharingOf(market);
  const groups: Group[] = [];
  const suppliers: Supplier[] = [];
  for (const base of market.bases.values())
    for (const group of base.groups.values()) {
      const kinds = classes.flatMap((needed, kind) => (group.classes.includes(needed) ? [kind] : []));
      if (group.hours === 0 || kinds.length === 0) continue;
      const plane = new Uint32Array(Math.ceil(placeCount / 32));
      const reach = reachOf(group);
      let reached = false;
      for (let row = 0; row < reach.count; row += 1) {
        const place = placeOf[reach.at[row] ?? 0] ?? ELSEWHERE;
        if (place === ELSEWHERE) continue;
        setBit(plane, 0, place);
        reached = true;
      }
      if (!reached) continue;
      groups.push(group);
      suppliers.push({ amount: group.hours, kinds, reach: plane });
    }
  return { groups, suppliers };
}
