import { readPostcode } from "../../../shared/domain/postcode.ts";
import { ok, type Result } from "../../../shared/domain/result.ts";
import { type EpochMillis, isoWeekIndex, londonDayNumber } from "../../../shared/domain/time.ts";
import type { PlaceRefusal, ResolvePlace, SearchOrigin } from "../../../shared/geography/resolve.ts";
import { ListingId } from "../../../shared/listing/listing.ts";
import type { FitWeights } from "../../../shared/policy/council.ts";
import type { AlertPlace } from "../rules/alert.ts";
import type { Criteria } from "./criteria.ts";
import type { Finder } from "./find.ts";
import { DEFAULT_MILES, parametersOf, SearchQuery } from "./search.contract.ts";
import { filtersOf } from "./search.ts";

/** The query in the address of a search; undefined where it is none. */
export function searchIn(query: URLSearchParams): SearchQuery | undefined {
  const read = SearchQuery.safeParse(parametersOf(query));
  return read.success ? read.data : undefined;
}

/**
 * Where a search is made from, as it may be kept: of a postcode its sector and the middle of that, never the postcode. Refused where the text is no
 * place, as a search from there is.
 */
export async function keptPlace(resolve: ResolvePlace, typed: string): Promise<Result<AlertPlace, PlaceRefusal>> {
  const first = await resolve(typed);
  if (!first.ok) return first;
  const sector = first.value.resolution === "postcode" ? readPostcode(first.value.label)?.sector : undefined;
  const found = sector === undefined ? first : await resolve(sector);
  return found.ok ? ok(placeOf(found.value)) : found;
}

const placeOf = ({ label, lat, lon, district }: SearchOrigin): AlertPlace => ({ label, lat, lon, ...(district === undefined ? {} : { district }) });

/** Where the nearest come first, nothing else counts. */
const BY_DISTANCE: FitWeights = { closeness: 0, freeHours: 0, freeTimes: 0, accredited: 0, hoursEnough: 1, timesEnough: 1 };

/** Whom a search finds from a place, at a moment: the nearest first, at most so many of `total`. */
export async function foundBy(
  finder: Pick<Finder, "recount">,
  { near, query }: { readonly near: AlertPlace; readonly query: SearchQuery },
  { at, most }: { readonly at: EpochMillis; readonly most: number },
): Promise<{ readonly total: number; readonly ids: readonly ListingId[] }> {
  const criteria: Criteria = {
    ...filtersOf(query),
    point: { lat: near.lat, lon: near.lon },
    ...(near.district === undefined ? {} : { district: near.district }),
    miles: query.miles ?? DEFAULT_MILES,
    sort: "distance",
    limit: most,
    day: londonDayNumber(at),
    week: isoWeekIndex(at),
    weights: BY_DISTANCE,
  };
  const { total, picks } = await finder.recount(criteria);
  return { total, ids: picks.map(({ id }) => ListingId.parse(id)) };
}
