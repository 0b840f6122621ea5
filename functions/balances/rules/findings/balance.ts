import { CYCLE_DAYS } from "../../../../shared/domain/cycles.ts";
import { net, weeklyOn } from "../line.ts";
import { endedInCycle, setAsideOf } from "../set-aside.ts";
import { sumOf } from "../sum.ts";
import { closedCycle } from "../typed-balance.ts";
import type { Rule, Seen } from "./seen.ts";

const WEEKS_A_CYCLE = CYCLE_DAYS / 7;

/** Whether the cycles just before were over the line too, as many as the policy wants. One that was not measured was not over. */
function overBefore(seen: Seen): boolean {
  const { cycle, policy } = seen.frame;
  for (let back = 1; back < policy.balance.cyclesBeforeAsking; back += 1) {
    if (cycle - back < 1) return false;
    const { frame, missing } = closedCycle(seen.frame, cycle - back);
    if (missing !== undefined) return false;
    if ((sumOf(frame)?.excessPence ?? 0) <= policy.balance.tolerancePence) return false;
  }
  return true;
}

/** More is left than the line, what is owed and what is protected: a question why, never a demand. Not in the first cycles, and not after the end. */
export const excess: Rule = (seen) => {
  const { frame, sum, ended } = seen;
  const { tolerancePence, graceCyclesAfterFirstPayment, line } = frame.policy.balance;
  if (ended || frame.cycle <= graceCyclesAfterFirstPayment || sum.excessPence <= tolerancePence || !overBefore(seen)) return [];
  return [{ code: "excess", about: "", pence: sum.excessPence, shares: sum.shares, lines: sum.lines, movements: [], source: line.source }];
};

/** What is left with the next payment would not pay what is owed and so many weeks more: an offer of help, before a bill bounces. */
export const lowBalance: Rule = ({ frame, sum, ended }) => {
  const weeklyPence = weeklyOn(sum.known, net, frame.onDay + 1);
  if (ended || weeklyPence === undefined) return [];
  const { weeks } = frame.policy.balance.lowBalance;
  const short = weeks * weeklyPence - (sum.paid.balancePence + WEEKS_A_CYCLE * weeklyPence - sum.owedPence);
  if (short <= 0) return [];
  const lines = sum.lines.filter(({ code }) => code !== "line" && code !== "protected");
  return [{ code: "low-balance", about: "", pence: short, lines, movements: [], source: frame.policy.source }];
};

/** The account is overdrawn at the close. */
export const negative: Rule = ({ frame, sum }) =>
  sum.paid.balancePence >= 0
    ? []
    : [{ code: "negative", about: "", pence: -sum.paid.balancePence, lines: sum.lines.slice(0, 1), movements: [], source: frame.policy.source }];

/** What was saved for something, by a day in this cycle that has passed: a question what becomes of it. For this cycle it is not over the line. */
export const savingEnded: Rule = ({ frame, sum }) =>
  setAsideOf(frame)
    .filter((one) => endedInCycle(one, frame))
    .map(({ id, pence }) => ({
      code: "saving-ended",
      about: id,
      pence,
      lines: sum.lines.filter(({ of }) => of === id),
      movements: [],
      source: frame.policy.source,
    }));
