import type { Point } from "../../../shared/domain/geo.ts";
import type { FitWeights } from "../../../shared/policy/council.ts";

/** How results may be ordered. */
export const SORTS = ["distance", "fit", "rate"] as const;
export type Sort = (typeof SORTS)[number];

/** Facets of which a listing must have every value asked for, and facets of which any one will do. */
export const ALL_OF = ["service", "group", "skill", "when"] as const;
export const ANY_OF = ["language", "kind", "gender", "status"] as const;

/** What somebody looks for. Empty lists ask for nothing. */
export interface Filters {
  /** All of these. */
  readonly service: readonly string[];
  readonly group: readonly string[];
  readonly skill: readonly string[];
  readonly when: readonly string[];
  /** Any of these. */
  readonly language: readonly string[];
  readonly kind: readonly string[];
  readonly gender: readonly string[];
  readonly status: readonly string[];
  /** At most this many pence an hour. */
  readonly maxRate?: number;
  /** At least this many free hours a week. */
  readonly hours?: number;
}

/** A search ready to be computed: the place is known, everything is checked. */
export interface Criteria extends Filters {
  readonly point: Point;
  /** The district the point lies in, where known (GSS code). */
  readonly district?: string;
  readonly miles: number;
  readonly sort: Sort;
  readonly limit: number;
  /** The day in London, as `dayNumber` counts: only who is shown on it is found. */
  readonly day: number;
  /** The ISO week whose tie order is used. */
  readonly week: number;
  readonly weights: FitWeights;
  /** The last listing already shown: only later ones are wanted. */
  readonly after?: OrderKey;
  /** How many stand before the page before this one: the last of them is wanted too, for the way back. */
  readonly before?: number;
}

/**
 * Where a listing stands in the order of a search: by the first figure, then by its hash for the
 * week, then by id. No two listings share a key.
 */
export interface OrderKey {
  readonly figure: number;
  readonly tie: number;
  readonly id: string;
}

/** Negative when `a` stands before `b`. */
export const compareKeys = (a: OrderKey, b: OrderKey): number => a.figure - b.figure || a.tie - b.tie || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);
