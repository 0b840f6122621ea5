import type { Point } from "../../../shared/domain/geo.ts";
import type { FitWeights } from "../../../shared/policy/council.ts";
import type { Filters } from "../../../shared/snapshot/filters.ts";

/** How results may be ordered. */
export const SORTS = ["distance", "fit", "rate"] as const;
export type Sort = (typeof SORTS)[number];

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
