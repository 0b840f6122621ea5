import type { CoarsePlace } from "../../../shared/geography/coarse-place.ts";
import type { Area } from "../../../shared/listing/listing.ts";
import type { MarketPolicy } from "../../../shared/policy/market.ts";
import { bestSector, type SectorUse } from "../rules/best-sector.ts";
import { couldWork } from "../rules/free-times.ts";
import type { Basis, MicroHours } from "../rules/hours.ts";
import type { GapSnapshot, MarketInputs } from "../rules/snapshot.ts";
import { invitable } from "../rules/target.ts";
import { type Newcomer, type WhatIf, whatIf, wholeFloor } from "../rules/what-if.ts";
import type { WhatIfAsked } from "../rules/what-if-form.ts";
import { marketFrom, scopeOfInputs } from "./council-market.ts";

interface AtTimes {
  readonly listings: number;
  readonly hours: MicroHours;
}

/** What was tried, and what it would change. */
export interface Tried {
  readonly found: WhatIf<Basis>;
  /** Where the next one alike would help most; absent where there is no sector to choose from. */
  readonly best?: SectorUse;
  /** Where times are asked for: who could work then and comes to an area that the newcomers reach. */
  readonly atTimes?: { readonly before: AtTimes; readonly after: AtTimes };
}

/** Tries newcomers on a council's market: nothing of it is kept. */
export function tryNewcomers(
  { snapshot, inputs, policy }: { readonly snapshot: GapSnapshot; readonly inputs: MarketInputs; readonly policy: MarketPolicy },
  { count, miles, hours, classes, times }: WhatIfAsked,
  { key, lat, lon }: CoarsePlace,
  sectors: readonly Area[],
): Tried {
  const market = marketFrom(inputs, policy);
  const scope = scopeOfInputs(snapshot, policy);
  const before = wholeFloor(market, scope);
  const each: Newcomer = { place: { key, lat, lon }, travelMiles: miles, districts: [], classes, hours };
  const found = whatIf(market, { count, each }, scope, before);
  const best = bestSector(market, each, sectors, scope, before);
  return { found, ...(best ? { best } : {}), ...(times.length > 0 ? { atTimes: atTimes() } : {}) };

  function atTimes() {
    const codes = [...new Set(found.cells.map((cell) => cell.before.area))];
    const there = new Map(
      classes
        .flatMap((needed) => invitable(market.areas, { codes, needed }, inputs.listings, { ...policy.targets, nearMiles: 0 }))
        .flatMap(({ listing, as }) => (as === "comes" ? [[listing.id, listing] as const] : [])),
    );
    const now = couldWork([...there.values()], times);
    return { before: now, after: { listings: now.listings + count, hours: now.hours + count * hours } };
  }
}
