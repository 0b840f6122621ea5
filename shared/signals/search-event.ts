// What is kept of searches for figures: what was looked for where, and whether anybody was found. No words, no postcode, and nobody's name or mark.

/** How many people a search found. */
export const BUCKETS = ["none", "one-or-two", "three-to-nine", "ten-or-more"] as const;
export type Bucket = (typeof BUCKETS)[number];

/** The bucket of a number of results. */
export const bucketOf = (results: number): Bucket => (results === 0 ? "none" : results < 3 ? "one-or-two" : results < 10 ? "three-to-nine" : "ten-or-more");

/** How far away the nearest person is who has everything. */
export const BANDS = ["within-10-miles", "within-25-miles", "within-50-miles", "further", "nowhere"] as const;
export type Band = (typeof BANDS)[number];

/** The band of a distance in miles; `nowhere` where nobody was found at all. */
export function bandOf(miles: number | undefined): Band {
  if (miles === undefined) return "nowhere";
  return miles <= 10 ? "within-10-miles" : miles <= 25 ? "within-25-miles" : miles <= 50 ? "within-50-miles" : "further";
}

/** Nothing was asked for, or more than one: the words that stand for a code then. */
export const ANY = "any";
export const SEVERAL = "several";
/** The one code of a list, or a word for none and for many. */
export const oneOfMany = (codes: readonly string[]): string => (codes.length > 1 ? SEVERAL : (codes[0] ?? ANY));

/** What kept a search from finding somebody, where no single filter did: nobody is near enough, or there are several reasons. */
export const TOO_FAR = "distance";

/** A search as it is counted, before it is known whose it is not. */
export interface Searched {
  readonly lat: number;
  readonly lon: number;
  /** GSS code; a search whose district nobody knows is not counted. */
  readonly district?: string | undefined;
  readonly services: readonly string[];
  readonly groups: readonly string[];
  readonly languages: readonly string[];
  readonly found: number;
  /** The filter that, left out, gives most results. */
  readonly binding?: string | undefined;
  readonly nearestMiles?: number | undefined;
}

/** Versions of what is written here; the schemas are in `stored-shapes.ts`. */
export const searchedVersions = { entity: "searched", schemaVersion: 1 };
export const searchSaltVersions = { entity: "search-salt", schemaVersion: 1 };
