import { cycleOn } from "../../../shared/domain/cycles.ts";
import type { Pence } from "../../../shared/domain/money.ts";
import type { PlainDate } from "../../../shared/domain/time.ts";
import { frameOf, type Known } from "./frame.ts";
import { personsPart, sumOf, total, withoutBalance } from "./sum.ts";

/** The balance an account has at a moment, by whoever looks after it. */
export interface BalanceNow {
  readonly on: PlainDate;
  readonly pence: Pence;
  /** Whether no statements of the account are to go by, and balances were typed for it. */
  readonly onPaper: boolean;
}

/**
 * What must stay on an account at a moment: the line, all that is owed by then, and all that is protected, by what is known at that moment and not by the newest check
 * alone. Somebody may have asked for support, or got a bill, since. Undefined where no payment was made yet, or none is in force. Source: the
 * ombudsman on Nottinghamshire, 20 013 237.
 */
export function staysAt(known: Known, { on, pence, onPaper }: BalanceNow): Pence | undefined {
  const cycle = cycleOn(known.facts.firstPaymentOn, on);
  if (cycle === undefined) return undefined;
  const frame = frameOf(known, cycle.number, cycle.from, on);
  const sum = sumOf(onPaper ? { ...frame, movements: [], typed: { on, pence, learnedAt: known.knownBy } } : frame);
  if (sum === undefined) return undefined;
  const standing = total(withoutBalance(sum.lines));
  return Math.max(0, -standing - total(personsPart(pence + standing, sum.paid, frame)));
}
