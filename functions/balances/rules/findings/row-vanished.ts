import type { Frame } from "../frame.ts";
import type { Finding } from "../result.ts";
import { out } from "./seen.ts";

/**
 * Movements of the cycle that a later statement of their whole day left out, whether or not statements reach its close. They count as they were, and nobody
 * but the council is asked: the supplier knows why.
 */
export function rowVanished({ ledger: { vanished, movements }, from, on, knownBy, policy }: Frame): readonly Finding[] {
  if (vanished === undefined) return [];
  const gone = movements.filter(({ id, postedOn, recordedAt }) => vanished.has(id) && postedOn >= from && postedOn <= on && recordedAt <= knownBy);
  if (gone.length === 0) return [];
  return [{ code: "row-vanished", about: "", pence: Math.abs(out(gone)), lines: [], movements: gone.map(({ id }) => id), source: policy.source }];
}
