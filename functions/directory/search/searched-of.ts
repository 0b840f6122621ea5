import { type Searched, TOO_FAR } from "../../../shared/signals/search-event.ts";
import type { SearchAnswer } from "./search.ts";

/** What a search came to, as it is counted; undefined outside the councils that are served, and where the district is not known. */
export function searchedOf({ near, filters, total, advice }: SearchAnswer): Searched | undefined {
  const { lat, lon, district, outside } = near;
  if (district === undefined || outside !== undefined) return undefined;
  const { service: services, group: groups, language: languages } = filters;
  return {
    ...{ lat, lon, district, services, groups, languages, found: total },
    ...(total > 0 || !advice ? {} : { binding: advice.drop[0]?.parameter ?? TOO_FAR, nearestMiles: advice.nearestMiles }),
  };
}
