import type { EpochMillis } from "./time.ts";

/** How often something may be done: `burst` times at once, and `perMinute` in the long run. */
export interface Limit {
  readonly perMinute: number;
  readonly burst: number;
}

/** Whether one more is allowed; if not, after how many whole seconds it would be. */
export type Allowance = { readonly ok: true; readonly next: EpochMillis } | { readonly ok: false; readonly retryAfterSeconds: number };

/** Milliseconds one use takes from the allowance. */
export const intervalOf = ({ perMinute }: Limit): number => 60_000 / perMinute;

/** The latest `next` that still leaves room for one more at `now`. */
export const roomUntil = (limit: Limit, now: EpochMillis): EpochMillis => now + (limit.burst - 1) * intervalOf(limit);

/**
 * The generic cell rate algorithm: all that is kept is the time at which the allowance would be whole
 * again (`next`; absent when nothing was used yet). In any stretch of t minutes at most
 * `burst + perMinute * t` uses are allowed. Times are in milliseconds, and the wait in whole seconds.
 */
export function allow(limit: Limit, next: EpochMillis | undefined, now: EpochMillis): Allowance {
  const from = Math.max(next ?? 0, now);
  const room = roomUntil(limit, now);
  if (from > room) return { ok: false, retryAfterSeconds: Math.max(1, Math.ceil((from - room) / 1000)) };
  return { ok: true, next: from + intervalOf(limit) };
}
