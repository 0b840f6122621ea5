import type { Filters } from "../../../shared/snapshot/filters.ts";
import { codesOf, publicStatuses } from "../../../shared/taxonomy/taxonomy.ts";
import type { Advice } from "./advice.ts";
import type { Computed } from "./compute.ts";
import type { Criteria } from "./criteria.ts";
import type { Found } from "./find.ts";

/** Who has all that was asked for but one thing. */
export interface NearMiss extends Found {
  readonly parameter: keyof Filters;
  readonly value?: string;
}

/** What is shown to somebody whom nobody matches. */
export interface NearMisses {
  /** Each listing once, with what it lacks; those who lack what costs most results to ask for come first. */
  readonly people: readonly NearMiss[];
  /** Agencies near there that help with the same, checked or not, whatever else was asked for. */
  readonly agencies: number;
}

const FILTERS_TRIED = 3;
const SHOWN_OF_EACH = 2;

/** Filters without one of them, or without one value of it. */
export function without(filters: Filters, parameter: keyof Filters, value: string | undefined): Filters {
  const { maxRate, hours, ...rest } = filters;
  const figures = {
    ...(maxRate === undefined || parameter === "maxRate" ? {} : { maxRate }),
    ...(hours === undefined || parameter === "hours" ? {} : { hours }),
  };
  const lists =
    parameter === "maxRate" || parameter === "hours" ? {} : { [parameter]: value === undefined ? [] : filters[parameter].filter((other) => other !== value) };
  return { ...rest, ...figures, ...lists };
}

/** What agencies are looked for by: the same services, and nothing else. */
export const agencyFilters = ({ service }: Filters): Filters => ({
  service,
  group: [],
  skill: [],
  when: [],
  language: [],
  kind: ["agency"],
  gender: [],
  status: codesOf(publicStatuses),
});

/** Looks for near misses by the filters that the advice says can be left out. */
export async function nearMissesOf(
  criteria: Criteria,
  { drop }: Advice,
  find: (changed: Criteria) => Promise<readonly Found[]>,
  recount: (changed: Criteria) => Promise<Computed>,
): Promise<NearMisses> {
  const { after: _after, before: _before, ...first } = criteria;
  const { maxRate: _rate, hours: _hours, ...open } = first;
  const people = new Map<string, NearMiss>();
  for (const { parameter, value } of drop.slice(0, FILTERS_TRIED)) {
    const found = await find({ ...open, ...without(first, parameter, value), limit: SHOWN_OF_EACH });
    for (const one of found) if (!people.has(one.card)) people.set(one.card, { ...one, parameter, ...(value === undefined ? {} : { value }) });
  }
  const { total } = await recount({ ...open, ...agencyFilters(criteria), limit: 1 });
  return { people: [...people.values()], agencies: total };
}
