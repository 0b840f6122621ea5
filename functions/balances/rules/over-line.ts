import type { PlainDate } from "../../../shared/domain/time.ts";
import type { BalanceCase } from "./balance-case.ts";

/** What of a result matters to how long an account has been over the line. */
export interface Measurement {
  readonly cycle: number;
  readonly outcome: "measured" | "missing" | "refused";
  readonly excessPence?: number | undefined;
}

/** An account that was over the line for some cycles, by its newest check. */
export interface OverTheLine {
  readonly account: string;
  readonly cycle: number;
  readonly measuredOn: PlainDate;
  readonly pence: number;
}

/** What a council is late with: surpluses of which nobody was asked, and questions that nobody worked on. Source: money.md 4, O1. */
export interface OverdueTasks {
  /** The first of them; the rest stands in `more`. */
  readonly withoutCase: readonly OverTheLine[];
  readonly more: number;
  /** A page of them, longest first; `idleNext` is where the next goes on. */
  readonly idle: readonly BalanceCase[];
  readonly idleNext?: string | undefined;
}

/** From which cycle on results tell whether an account was over the line so many times: some of them may not have been measured. */
export const overFrom = (cycle: number, overLineCycles: number): number => Math.max(1, cycle - 2 * overLineCycles + 1);

/**
 * In how many measured cycles one after the other, up to the newest, an account was over the line by more than the tolerance. Results stand oldest first, a
 * revision after the one it replaces. A cycle whose statement is missing counts neither as over nor as an end of it: nothing is known of it.
 */
export function cyclesOver(results: readonly Measurement[], tolerancePence: number): number {
  const newest = new Map(results.map((result) => [result.cycle, result]));
  const measured = [...newest.values()].filter(({ outcome }) => outcome === "measured").toSorted((one, other) => one.cycle - other.cycle);
  return measured.length - 1 - measured.findLastIndex(({ excessPence = 0 }) => excessPence <= tolerancePence);
}
