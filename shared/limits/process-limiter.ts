import QuickLRU from "quick-lru";
import { allow, type Limit } from "../domain/rate-limit.ts";
import type { EpochMillis } from "../domain/time.ts";

const NAMES_KEPT = 20_000;

/**
 * Allowances kept in this process alone: costs nothing, and slows whoever asks one process too often. For
 * searches, which must not write; the gateway limits what all processes take together.
 */
export function processLimiter(): (name: string, limit: Limit, now: EpochMillis) => number | undefined {
  const kept = new QuickLRU<string, EpochMillis>({ maxSize: NAMES_KEPT });
  return (name, limit, now) => {
    const allowance = allow(limit, kept.get(name), now);
    if (!allowance.ok) return allowance.retryAfterSeconds;
    kept.set(name, allowance.next);
    return undefined;
  };
}
