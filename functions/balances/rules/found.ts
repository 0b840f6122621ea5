import type { Head } from "./head.ts";
import type { CheckResult } from "./result.ts";

/** A result by its numbers: which cycle's, and the how-manieth of it. */
export interface ResultNumber {
  readonly cycle: number;
  readonly revision: number;
}

/**
 * The head once a result of its account is stored: with the result among those that cases have still to hear of, where it found something or where
 * anything was ever found. An open case rests on the newest check, and its question goes when a later revision finds nothing; of an account with
 * which all was always well there is nothing to tell. The list is stored with the result, so that no worker that stops can forget it.
 */
export function headWithFound(head: Head, result: CheckResult, revision: number): Head {
  if (result.findings.length === 0 && head.found === undefined) return head;
  return { ...head, found: true, toTell: [...(head.toTell ?? []), { cycle: result.cycle, revision }] };
}
