import type { Pence } from "../../../shared/domain/money.ts";
import type { PlainDate } from "../../../shared/domain/time.ts";
import { cycleFrame, type Known } from "./frame.ts";
import { endOf } from "./line.ts";
import type { SumLine } from "./result.ts";
import { sumOf, total, withoutBalance } from "./sum.ts";

/** What a person can rely on: on a day nothing is asked because of the balance unless more than so much is left. */
export interface ForwardView {
  readonly on: PlainDate;
  /** Absent where nothing is asked of that cycle whatever is left: the first ones, and after the end. */
  readonly morePence?: Pence | undefined;
  /** What it is made of, without a balance: the line, what will be owed and what is set aside. */
  readonly lines: readonly SumLine[];
}

/**
 * The forward view of a cycle, by what is known now: the line, what will be owed by then as things are planned, what is set aside then, and the
 * policy's tolerance. Undefined where no payment is in force.
 */
export function forwardView(known: Known, cycle: number): ForwardView | undefined {
  const frame = cycleFrame(known, cycle);
  const sum = sumOf(frame);
  if (sum === undefined) return undefined;
  const lines = withoutBalance(sum.lines);
  const end = endOf(frame);
  const { graceCyclesAfterFirstPayment, tolerancePence } = known.policy.balance;
  if (cycle <= graceCyclesAfterFirstPayment || (end !== undefined && end <= frame.onDay)) return { on: frame.on, lines };
  return { on: frame.on, morePence: tolerancePence - total(lines), lines };
}
