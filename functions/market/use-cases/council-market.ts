import type { MarketPolicy } from "../../../shared/policy/market.ts";
import { areasOf } from "../rules/areas.ts";
import type { Basis } from "../rules/hours.ts";
import { type Market, marketOf } from "../rules/market.ts";
import { needOf } from "../rules/need.ts";
import type { GapSnapshot, MarketInputs } from "../rules/snapshot.ts";
import type { Scope } from "../rules/what-if.ts";

/** The market that a council was measured by, made anew from what is kept of it: for the council's areas bit for bit the same. */
export function marketFrom({ basis, small, listings, need, classes }: MarketInputs, policy: MarketPolicy): Market<Basis> {
  const areas = areasOf(small);
  return marketOf(areas, policy, { basis, listings }, needOf(basis, areas, classes.length, new Map(need)));
}

/** The council's areas, and the rules its figures are said by. */
export const scopeOfInputs = ({ areas }: Pick<GapSnapshot, "areas">, policy: MarketPolicy): Scope => ({ codes: areas.map(({ code }) => code), policy });
