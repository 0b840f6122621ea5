/** Millionths of an hour a week: whole numbers, so that sums come out the same in any order. */
export type MicroHours = number;

export const MICRO_HOURS_AN_HOUR = 1_000_000;

/** Hours a week in millionths, to the nearest. */
export const microHours = (hours: number): MicroHours => Math.round(hours * MICRO_HOURS_AN_HOUR);

/** Millionths in hours a week, for showing. */
export const inHours = (micro: MicroHours): number => micro / MICRO_HOURS_AN_HOUR;

/**
 * The two pairs that are measured, which are never crossed: `now` holds free hours against hours not yet arranged, `capacity` all hours offered against
 * all hours needed.
 */
export const BASES = ["now", "capacity"] as const;
export type Basis = (typeof BASES)[number];
