import { wholeMiles } from "../../../shared/domain/geo.ts";
import { ok, type Result, refused } from "../../../shared/domain/result.ts";
import { type EpochMillis, isoWeekIndex, londonDayNumber } from "../../../shared/domain/time.ts";
import type { PlaceRefusal, ResolvePlace, SearchOrigin } from "../../../shared/geography/resolve.ts";
import { TIMES } from "../../../shared/listing/availability.ts";
import type { FitWeights } from "../../../shared/policy/council.ts";
import { clientGroups, codesOf, genders, kinds, publicStatuses, services } from "../../../shared/taxonomy/taxonomy.ts";
import type { Facet } from "../snapshot/tile.ts";
import { type Advice, adviceFor } from "./advice.ts";
import type { Criteria, Filters } from "./criteria.ts";
import { type CursorScope, openCursor, sealCursor } from "./cursor.ts";
import type { Finder, Found } from "./find.ts";
import { DEFAULT_LIMIT, DEFAULT_MILES, DEFAULT_STATUSES, type SearchQuery } from "./search.contract.ts";

/** A search as it was understood, and a page of its answer. */
export interface SearchAnswer {
  readonly near: SearchOrigin;
  readonly miles: number;
  readonly filters: Filters;
  readonly sort: Criteria["sort"];
  readonly limit: number;
  readonly total: number;
  readonly results: readonly Found[];
  readonly facets: Readonly<Record<Facet, ReadonlyMap<string, number>>>;
  /** Cursor of the next page, where there is one. */
  readonly next?: string;
  /** Given when nothing was found. */
  readonly advice?: Advice;
}

export type SearchRefusal = PlaceRefusal | { readonly kind: "cursor-invalid" };

export interface SearchDeps {
  readonly resolve: ResolvePlace;
  readonly finder: Finder;
  readonly now: () => EpochMillis;
  /** What makes a closer fit, by the council's policy as of now. */
  readonly weights: () => Promise<FitWeights>;
}

export type SearchListings = (query: SearchQuery) => Promise<Result<SearchAnswer, SearchRefusal>>;

/** Finds listings that can come to a place: the main job of the directory. */
export const searchListings =
  ({ resolve, finder, now, weights }: SearchDeps): SearchListings =>
  async (query) => {
    const freshness = finder.ask();
    // Lets the question to the log leave this machine before the work that can go on meanwhile.
    await new Promise((resolve) => setImmediate(resolve));
    const resolved = await resolve(query.near);
    if (!resolved.ok) return resolved;
    const near = resolved.value;
    const filters = filtersOf(query);
    const { miles = DEFAULT_MILES, sort = "distance", limit = DEFAULT_LIMIT } = query;
    const scope: CursorScope = { ...filters, lat: near.lat, lon: near.lon, miles, sort };
    const position = query.cursor && openCursor(await finder.cursorKey(), scope, query.cursor);
    if (query.cursor && !position) return refused({ kind: "cursor-invalid" });
    const criteria: Criteria = {
      ...filters,
      point: near,
      ...(near.district ? { district: near.district } : {}),
      miles,
      sort,
      limit,
      day: londonDayNumber(now()),
      week: position ? position.week : isoWeekIndex(now()),
      weights: await weights(),
      ...(position ? { after: position.after } : {}),
    };
    const answer = await finder.find(freshness, criteria, position ? position.since : undefined, (page): SearchAnswer => {
      const { total, results, facets, last, cursorKey } = page;
      const next = last && sealCursor(cursorKey, scope, { after: last, since: page.position, week: criteria.week });
      return { near, miles, filters, sort, limit, total, results, facets, ...(next ? { next } : {}) };
    });
    if (answer.total > 0) return ok(answer);
    return ok({ ...answer, advice: await adviceFor(criteria, finder.recount) });
  };

function filtersOf(query: SearchQuery): Filters {
  const { service = [], group = [], when = [], language = [], kind = [], gender = [], status } = query;
  return {
    service,
    group,
    when,
    language,
    kind,
    gender,
    status: status && status.length > 0 ? status : DEFAULT_STATUSES,
    ...(query.maxRate === undefined ? {} : { maxRate: query.maxRate }),
    ...(query.hours === undefined ? {} : { hours: query.hours }),
  };
}

const VOCABULARY: readonly { readonly facet: Facet; readonly codes: readonly string[] }[] = [
  { facet: "service", codes: codesOf(services) },
  { facet: "group", codes: codesOf(clientGroups) },
  { facet: "kind", codes: codesOf(kinds) },
  { facet: "gender", codes: codesOf(genders) },
  { facet: "status", codes: codesOf(publicStatuses) },
  { facet: "when", codes: TIMES },
];

/**
 * The API's answer as JSON text. Cards are stored as text and pasted in with their distance, so that
 * a page of results costs no parsing. Facets give every code of a fixed vocabulary, zeros included,
 * and the languages that occur.
 */
export function answerJson({ near, total, results, facets, next, advice }: SearchAnswer): string {
  const cards = results.map(({ card, miles }) => `{"miles":${wholeMiles(miles)},${card.slice(1)}`);
  const counts: Record<string, Record<string, number>> = { language: Object.fromEntries(facets.language) };
  for (const { facet, codes } of VOCABULARY) {
    const figures: Record<string, number> = {};
    for (const code of codes) figures[code] = facets[facet].get(code) ?? 0;
    counts[facet] = figures;
  }
  const tail = {
    facets: counts,
    ...(next ? { next } : {}),
    ...(advice
      ? {
          advice: {
            drop: advice.drop,
            ...(advice.nearestMiles === undefined ? {} : { nearest: { miles: wholeMiles(advice.nearestMiles) } }),
          },
        }
      : {}),
  };
  const head = JSON.stringify({
    near: { label: near.label, resolution: near.resolution, ...(near.outside === undefined ? {} : { outside: near.outside }) },
    total,
  });
  return `${head.slice(0, -1)},"results":[${cards.join(",")}],${JSON.stringify(tail).slice(1)}`;
}
