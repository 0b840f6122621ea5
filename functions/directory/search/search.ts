import { type Point, wholeMiles } from "../../../shared/domain/geo.ts";
import { ok, type Result, refused } from "../../../shared/domain/result.ts";
import { type EpochMillis, isoWeekIndex, londonDayNumber } from "../../../shared/domain/time.ts";
import type { PlaceRefusal, ResolvePlace, SearchOrigin } from "../../../shared/geography/resolve.ts";
import { WHEN_CODES } from "../../../shared/listing/availability.ts";
import type { FitWeights } from "../../../shared/policy/council.ts";
import type { Filters } from "../../../shared/snapshot/filters.ts";
import { areaOf, type Facet } from "../../../shared/snapshot/tile.ts";
import { clientGroups, codesOf, genders, kinds, publicStatuses, services, skills } from "../../../shared/taxonomy/taxonomy.ts";
import { type Advice, adviceFor } from "./advice.ts";
import type { Criteria, OrderKey } from "./criteria.ts";
import { type CursorScope, openCursor, sealCursor } from "./cursor.ts";
import type { Finder, Found } from "./find.ts";
import { type NearMisses, nearMissesOf } from "./near-misses.ts";
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
  /** Which page this is; the first is 1. */
  readonly page: number;
  /** Cursor of the next page, where there is one. */
  readonly next?: string;
  /** Cursor of the page before; none on the first two, and so far back that it would cost too much to find. */
  readonly previous?: string;
  /** Given when nothing was found. */
  readonly advice?: Advice;
  /** Given with the advice, where it was wanted. */
  readonly nearMisses?: NearMisses;
  /** The public points of the postcode areas that people found are based in, one for each person, where they were wanted. */
  readonly areas?: readonly Point[];
}

export type SearchRefusal = PlaceRefusal | { readonly kind: "cursor-invalid" };

export interface SearchDeps {
  readonly resolve: ResolvePlace;
  readonly finder: Finder;
  readonly now: () => EpochMillis;
  /** What makes a closer fit, by the council's policy as of now. */
  readonly weights: () => Promise<FitWeights>;
}

export interface SearchOptions {
  /** A page shows who has nearly everything where nobody has it all; the API only says how many there are. */
  readonly nearMisses?: boolean;
  /** Where the people found are based, for a sketch map: of at most `MOST_ON_MAP`, those that come first. */
  readonly areas?: boolean;
}

export type SearchListings = (query: SearchQuery, options?: SearchOptions) => Promise<Result<SearchAnswer, SearchRefusal>>;

/** More people than anyone reads from a sketch. */
const MOST_ON_MAP = 2000;
/** Pages that a way back is worked out from: each costs as much as all before it. */
const MOST_PAGES_BACK = 50;

/** Finds listings that can come to a place: the main job of the directory. */
export const searchListings =
  ({ resolve, finder, now, weights }: SearchDeps): SearchListings =>
  async (query, options = {}) => {
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
    const pageNumber = position ? position.page : 1;
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
      ...(pageNumber > 2 && pageNumber <= MOST_PAGES_BACK ? { before: (pageNumber - 2) * limit } : {}),
    };
    const answer = await finder.find(freshness, criteria, position ? position.since : undefined, (page): SearchAnswer => {
      const { total, results, facets, last, back, cursorKey } = page;
      const cursorAfter = (after: OrderKey, number: number) => sealCursor(cursorKey, scope, { after, since: page.position, week: criteria.week, page: number });
      const next = last && cursorAfter(last, pageNumber + 1);
      const previous = back && cursorAfter(back, pageNumber - 1);
      const pages = { page: pageNumber, ...(next ? { next } : {}), ...(previous ? { previous } : {}) };
      return { near, miles, filters, sort, limit, total, results, facets, ...pages };
    });
    if (answer.total > 0 && options.areas) {
      const { after: _after, before: _before, ...whole } = criteria;
      const { picks } = await finder.recount({ ...whole, limit: MOST_ON_MAP });
      return ok({ ...answer, areas: picks.map(({ tile, row }) => areaOf(tile, row)) });
    }
    if (answer.total > 0) return ok(answer);
    const advice = await adviceFor(criteria, finder.recount);
    if (!options.nearMisses) return ok({ ...answer, advice });
    const found = (changed: Criteria) => finder.find(freshness, changed, undefined, ({ results }) => results);
    return ok({ ...answer, advice, nearMisses: await nearMissesOf(criteria, advice, found, finder.recount) });
  };

/** The filters of a search as it was asked for. */
export function filtersOf(query: SearchQuery): Filters {
  const { service = [], group = [], skill = [], when = [], language = [], kind = [], gender = [], status } = query;
  return {
    service,
    group,
    skill,
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
  { facet: "skill", codes: codesOf(skills) },
  { facet: "kind", codes: codesOf(kinds) },
  { facet: "gender", codes: codesOf(genders) },
  { facet: "status", codes: codesOf(publicStatuses) },
  { facet: "when", codes: WHEN_CODES },
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
