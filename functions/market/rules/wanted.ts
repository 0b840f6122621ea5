import type { MarketPolicy } from "../../../shared/policy/market.ts";
import { hasTooFew } from "./gap-rows.ts";
import type { MicroHours } from "./hours.ts";

/** How much somebody's hours are wanted where they go, the most first. `none`: nothing that they do is needed there. `too-few`: of so few people nothing is said. */
export const WANTED = ["most", "much", "some", "little", "none", "too-few"] as const;
export type Wanted = (typeof WANTED)[number];

/** What is known of an area and of the classes that somebody fits, added up. */
export interface WantedFacts {
  readonly need: MicroHours;
  readonly shared: MicroHours;
  /** Recipients there, modelled and observed. */
  readonly modelled: number;
  readonly observed: number;
}

/** How much hours are wanted, in a word and never in a number: the fewer there are for each hundred needed, the more. */
export function wantedIn(facts: WantedFacts, rules: MarketPolicy["wanted"]): Wanted {
  if (hasTooFew(facts, rules.leastPeople)) return "too-few";
  const { need, shared } = facts;
  if (need === 0) return "none";
  const below = (percent: number): boolean => BigInt(shared) * 100n < BigInt(need) * BigInt(percent);
  return below(rules.mostBelowPercent) ? "most" : below(rules.muchBelowPercent) ? "much" : below(rules.someBelowPercent) ? "some" : "little";
}
