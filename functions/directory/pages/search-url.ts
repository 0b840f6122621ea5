import { DEFAULT_MILES, DEFAULT_STATUSES } from "../search/search.contract.ts";
import type { SearchAnswer } from "../search/search.ts";

/** What a page knows of the search it shows: enough to write any link from it. */
export type SearchState = Pick<SearchAnswer, "miles" | "filters" | "sort"> & {
  readonly near: string /** Whether the sketch map is shown. */;
  readonly map?: boolean;
};

/** The query of a search, defaults left out, in one fixed order, so that equal searches have equal addresses. */
export function searchQuery({ near, miles, filters, sort, map }: SearchState, cursor?: string): string {
  const query = new URLSearchParams({ near });
  if (miles !== DEFAULT_MILES) query.append("miles", String(miles));
  for (const name of ["service", "group", "skill", "when", "language", "kind", "gender"] as const) {
    for (const value of filters[name]) query.append(name, value);
  }
  if ([...filters.status].sort().join() !== [...DEFAULT_STATUSES].sort().join()) {
    for (const value of filters.status) query.append("status", value);
  }
  if (filters.maxRate !== undefined) query.append("maxRate", String(filters.maxRate));
  if (filters.hours !== undefined) query.append("hours", String(filters.hours));
  if (sort !== "distance") query.append("sort", sort);
  if (map) query.append("map", "yes");
  if (cursor) query.append("cursor", cursor);
  return query.toString();
}

/** The address of the results of a search. */
export const searchUrl = (state: SearchState, cursor?: string): string => `/search?${searchQuery(state, cursor)}`;

/** The page that asks whether a search is to be watched: whoever matches it later is told of. */
export const alertUrl = ({ map: _, ...state }: SearchState): string => `/search/alert?${searchQuery(state)}`;
