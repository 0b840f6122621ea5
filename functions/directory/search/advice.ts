import { ALL_OF, type Filters } from "../../../shared/snapshot/filters.ts";
import type { Computed } from "./compute.ts";
import type { Criteria } from "./criteria.ts";

/** What somebody with no result can do: leave out one filter, or look further away. */
export interface Advice {
  /** Each single filter that, left out, gives results; most results first. */
  readonly drop: readonly { readonly parameter: keyof Filters; readonly value?: string; readonly total: number }[];
  /** How far the nearest listing is that has everything asked for and comes to the searched place. */
  readonly nearestMiles?: number;
}

const ANY_OF = ["language", "kind", "gender"] as const;
/** Rings to look in for the nearest match. Nobody travels further than the last. */
const RINGS_MILES = [50, 100, 200];

/** Works out the advice for a search that found nothing. */
export async function adviceFor(criteria: Criteria, recount: (changed: Criteria) => Promise<Computed>): Promise<Advice> {
  const { after: _after, ...plain } = criteria;
  const once: Criteria = { ...plain, limit: 1, sort: "distance" };
  const drop: { parameter: keyof Filters; value?: string; total: number }[] = [];
  for (const parameter of ALL_OF) {
    for (const value of criteria[parameter]) {
      const others = criteria[parameter].filter((other) => other !== value);
      drop.push({ parameter, value, total: (await recount({ ...once, [parameter]: others })).total });
    }
  }
  for (const parameter of ANY_OF) {
    if (criteria[parameter].length === 0) continue;
    drop.push({ parameter, total: (await recount({ ...once, [parameter]: [] })).total });
  }
  const { maxRate, hours, ...unlimited } = once;
  if (maxRate !== undefined) {
    const changed = hours === undefined ? unlimited : { ...unlimited, hours };
    drop.push({ parameter: "maxRate", total: (await recount(changed)).total });
  }
  if (hours !== undefined) {
    const changed = maxRate === undefined ? unlimited : { ...unlimited, maxRate };
    drop.push({ parameter: "hours", total: (await recount(changed)).total });
  }
  const useful = drop.filter(({ total }) => total > 0).sort((a, b) => b.total - a.total);
  for (const miles of RINGS_MILES) {
    const nearest = (await recount({ ...once, miles })).picks[0];
    if (nearest) return { drop: useful, nearestMiles: nearest.miles };
  }
  return { drop: useful };
}
