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
