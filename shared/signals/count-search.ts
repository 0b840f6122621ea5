import QuickLRU from "quick-lru";
import { type EpochMillis, londonDate, type PlainDate } from "../domain/time.ts";
import type { SearchAreas } from "./search-areas.ts";
import { areaOfSearch } from "./search-areas.ts";
import { bandOf, bucketOf, oneOfMany, type Searched, TOO_FAR } from "./search-event.ts";
import type { SearchedRow } from "./stored-shapes.ts";
import { type Marks, marksOf } from "./visitor.ts";

/** Where searches are counted until the night. What cannot be written is lost: nothing depends on it. */
export interface SearchedStore {
  /** The salt of a day or a month, made by whoever needs it first. */
  salt(span: string, day: PlainDate): Promise<string>;
  /** Which area of the census a place lies in; undefined before there is a census. */
  areas(): Promise<SearchAreas | undefined>;
  /** Notes what a visitor's search came to, beside what it came to before. The same again changes nothing. */
  note(day: PlainDate, visitor: string, row: Omit<SearchedRow, "expiresAt">): Promise<void>;
}

export interface CountingDeps {
  readonly store: SearchedStore;
  readonly now: () => EpochMillis;
  /** Into so many lots networks are dealt. */
  readonly lots: number;
  /** A search waits for its counting so long at most. */
  readonly waitMs: number;
  readonly failed: (fault: string) => void;
}

/** Counts a search once it is known what it came to. Never fails, and ends within `waitMs`. */
export type CountSearch = (searched: Searched) => Promise<void>;
/** Begins to count the search of a visitor: what it needs is read beside the search. */
export type BeginCounting = (visitor: { readonly address: string; readonly userAgent: string }) => CountSearch;

const NAMES_KEPT = 5000;
const MONTH_CHARACTERS = 7;

/** Counts searches, each visitor once a day for a class of need and an area. */
export function searchCounter({ store, now, lots, waitMs, failed }: CountingDeps): BeginCounting {
  const noted = new QuickLRU<string, true>({ maxSize: NAMES_KEPT });
  const salts = new Map<string, Promise<string>>();
  let areas: { readonly day: PlainDate; readonly read: Promise<SearchAreas | undefined> } | undefined;

  const saltOf = (span: string, day: PlainDate): Promise<string> => {
    const known = salts.get(span) ?? store.salt(span, day);
    salts.set(span, known);
    known.catch(() => salts.delete(span));
    return known;
  };
  const knownOn = async (day: PlainDate) => {
    // A salt that is gone from the table is gone from here too.
    for (const span of salts.keys()) if (!day.startsWith(span)) salts.delete(span);
    if (areas?.day !== day) areas = { day, read: store.areas().catch(() => undefined) };
    const [daily, monthly, known] = await Promise.all([saltOf(day, day), saltOf(day.slice(0, MONTH_CHARACTERS), day), areas.read]);
    return { salts: { day: daily, month: monthly }, areas: known };
  };

  return (visitor) => {
    const day = londonDate(now());
    const known = knownOn(day);
    known.catch(() => undefined);
    const count = async (searched: Searched): Promise<void> => {
      const { services, groups, languages, found, binding, nearestMiles, district } = searched;
      if (district === undefined) return;
      const { salts: both, areas: census } = await known;
      const area = areaOfSearch(searched, census) ?? district;
      const { visitor: name, network, lot }: Marks = marksOf(both, visitor, { ...searched, area }, lots);
      const bucket = bucketOf(found);
      const failure = found === 0 ? { binding: binding ?? TOO_FAR, nearest: bandOf(nearestMiles) } : {};
      const state = `${day} ${name} ${bucket} ${failure.binding ?? ""}`;
      if (noted.has(state)) return;
      const what = { service: oneOfMany(services), group: oneOfMany(groups), language: oneOfMany(languages) };
      await store.note(day, name, { area, district, ...what, network, lot, [bucket]: true, ...failure });
      noted.set(state, true);
    };
    return async (searched) => {
      const late = Promise.withResolvers<void>();
      const timer = setTimeout(late.resolve, waitMs);
      const counted = count(searched).catch((error: unknown) => failed(error instanceof Error ? error.name : "unknown"));
      await Promise.race([counted, late.promise]);
      clearTimeout(timer);
    };
  };
}
