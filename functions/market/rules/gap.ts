import type { MarketPolicy } from "../../../shared/policy/market.ts";
import { placeOfArea } from "./areas.ts";
import type { Basis, MicroHours } from "./hours.ts";
import type { Market } from "./market.ts";
import { cellOf } from "./need.ts";

/** How an area stands in a class: nothing is needed, no hours reach it, or how far the hours in reach go. */
export const STANDINGS = ["no-need", "no-hours", "short", "tight", "enough"] as const;
export type Standing = (typeof STANDINGS)[number];

/** What is known of a class in an area. Hours are millionths of an hour a week. */
export interface Gap {
  readonly area: string;
  readonly needed: number;
  /** D: hours needed. */
  readonly need: MicroHours;
  /** V: hours shared with it. */
  readonly shared: MicroHours;
  /** G: hours short if hours are shared by need, summed over its small areas, so that more than enough in one makes up for nothing in the next. */
  readonly shortfall: MicroHours;
  /** A: hours of support reachable for each hour needed; absent where nothing is needed. */
  readonly reachable?: number;
  /** N: how many there are to choose from, and how many of those have hours that nobody knows. */
  readonly choice: number;
  readonly unknownHours: number;
  readonly standing: Standing;
}

/** How far hours go, by the council's limits. `needPercent` tries another need, in hundredths of the need given. */
export function standingOf(need: MicroHours, shared: MicroHours, limits: MarketPolicy["standing"], needPercent = 100): Standing {
  if (need === 0) return "no-need";
  if (shared === 0) return "no-hours";
  const below = (percent: number): boolean => BigInt(shared) * 10_000n < BigInt(need) * BigInt(percent * needPercent);
  return below(limits.shortBelowPercent) ? "short" : below(limits.tightBelowPercent) ? "tight" : "enough";
}

/** The figures of a class (its place in the list) in an area (its code). Throws where the area is not known. */
export function gapOf(
  { areas, need: { classCount, hours }, shared, choice, unknownHours }: Market<Basis>,
  code: string,
  needed: number,
  limits: MarketPolicy["standing"],
): Gap {
  const area = placeOfArea(areas, code);
  const sums = { need: 0, shared: 0, shortfall: 0 };
  for (const small of areas.partsOf[area] ?? []) {
    const cell = cellOf(small, classCount, needed);
    const [needs, has] = [hours[cell] ?? 0, shared[cell] ?? 0];
    sums.need += needs;
    sums.shared += has;
    sums.shortfall += Math.max(0, needs - has);
  }
  const at = area * classCount + needed;
  return {
    ...{ area: code, needed, ...sums },
    ...(sums.need === 0 ? {} : { reachable: sums.shared / sums.need }),
    ...{ choice: choice[at] ?? 0, unknownHours: unknownHours[at] ?? 0, standing: standingOf(sums.need, sums.shared, limits) },
  };
}
