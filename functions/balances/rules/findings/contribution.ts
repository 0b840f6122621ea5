import { CYCLE_DAYS, cycleNumbered } from "../../../../shared/domain/cycles.ts";
import type { Pence } from "../../../../shared/domain/money.ts";
import { dayNumber } from "../../../../shared/domain/time.ts";
import { contributionsSince, isUnknownSince } from "../carried.ts";
import { firstUncovered, spanOver } from "../coverage.ts";
import { isContribution, isSpend, undone } from "../credits.ts";
import { movementsOf } from "../frame.ts";
import { datedBy, valueOn } from "../known.ts";
import { contribution, weeklyOn } from "../line.ts";
import type { Movement } from "../movement.ts";
import type { Rule, Seen } from "./seen.ts";

const DAYS_A_WEEK = 7;
const CHARGING = "The Care and Support (Charging and Assessment of Resources) Regulations 2014";

/**
 * What the contributions of some weeks came to. `could-know`: as far as the person could know, as a rise that was learned later is no debt of that week, and
 * a fall counts at once. `as-known`: as is known now, as whoever paid what they had to pay paid nothing too much, whenever we learned of it.
 */
function expected({ frame, sum, end }: Seen, from: number, to: number, how: "could-know" | "as-known" = "could-know"): Pence {
  const models = datedBy(frame.facts.model, frame.knownBy);
  const last = Math.min(to, end ?? to);
  let pence = 0;
  for (let day = from; day <= last; day += DAYS_A_WEEK) {
    if (valueOn(models, day) !== "net") continue;
    const known = weeklyOn(sum.known, contribution, day) ?? 0;
    pence += how === "as-known" ? known : Math.min(known, weeklyOn(sum.known, contribution, day, day) ?? 0);
  }
  return pence;
}

const added = (movements: readonly Movement[]): Pence => movements.reduce((sum, { pence }) => sum + pence, 0);

interface Reckoned {
  readonly seen: Seen;
  /** The first day of the days that count: the first of a cycle since when statements say all. */
  readonly first: number;
  /** The contributions that came in since, less those that went back. */
  readonly paidPence: Pence;
}

/** The days and contributions that can be reckoned with; undefined where the account does not show contributions, or money came in of which nobody knows what it is. */
function reckoned(seen: Seen): Reckoned | undefined {
  const { facts, ledger, knownBy, movements, from, onDay } = seen.frame;
  if (valueOn(datedBy(facts.model, knownBy), onDay) !== "net") return undefined;
  const span = spanOver(ledger.covered, from);
  if (span === undefined) return undefined;
  if (isUnknownSince(seen.frame, span.from, movements)) return undefined;
  const begun = dayNumber(facts.firstPaymentOn);
  const first = begun + Math.max(0, Math.ceil((dayNumber(span.from) - begun) / CYCLE_DAYS)) * CYCLE_DAYS;
  return { seen, first, paidPence: contributionsSince(seen.frame, span.from, movements) };
}

const waived = ({ seen: { frame } }: Reckoned): Pence =>
  (frame.facts.waived ?? []).reduce((sum, { pence, from, learnedAt }) => sum + (learnedAt <= frame.knownBy && from <= frame.on ? pence : 0), 0);

/** Less came in than the person was to pay: what was expected, less what is known to be theirs, less what was waived. Never more than fell due since the look-back. */
function missed(all: Reckoned): Pence {
  const { seen, first, paidPence } = all;
  const { policy, onDay } = seen.frame;
  const due = onDay - policy.contribution.toleranceCycles * CYCLE_DAYS;
  const arrears = expected(seen, first, due) - paidPence - waived(all);
  const lookedBack = dayNumber(seen.lookBackFrom);
  const weeksBefore = Math.max(0, Math.ceil((lookedBack - first) / DAYS_A_WEEK));
  return Math.min(arrears, expected(seen, first + weeksBefore * DAYS_A_WEEK, due));
}

/** What of the contributions did not come in until the end; undefined where that cannot be said. */
export function arrearsAtEnd(seen: Seen): Pence | undefined {
  const all = reckoned(seen);
  return all && Math.max(0, expected(seen, all.first, seen.frame.onDay) - all.paidPence - waived(all));
}

/** The contribution did not come in: only where the account would show it. */
export const contributionMissed: Rule = (seen) => {
  const all = seen.ended ? undefined : reckoned(seen);
  const pence = all === undefined ? 0 : missed(all);
  if (pence <= seen.frame.policy.contribution.tolerancePence) return [];
  return [{ code: "contribution-missed", about: "", pence, lines: [], movements: [], source: CHARGING }];
};

/** Over some cycles the person paid in more than their support came to, what is owed for it included; undefined where it cannot be said. */
function unused({ seen }: Reckoned): { readonly pence: Pence; readonly movements: readonly Movement[] } | undefined {
  const { frame, sum } = seen;
  const { policy, cycle, facts, ledger, on } = frame;
  const first = cycle - policy.contribution.refundCycles + 1;
  if (first <= policy.balance.graceCyclesAfterFirstPayment) return undefined;
  const { from } = cycleNumbered(facts.firstPaymentOn, first);
  if (firstUncovered(ledger.covered, from, on) !== undefined) return undefined;
  const movements = movementsOf(frame, from, on);
  const none = undone(movements);
  const spent = movements.reduce((total, movement) => (isSpend(movement) && !none.has(movement.id) ? total - movement.pence : total), 0);
  const credited = movements.filter((movement) => isContribution(facts, movement));
  return { pence: added(credited) - spent - sum.owedPence, movements: credited };
}

/** A contribution that may have to go back: paid beyond what was to be paid, a cycle ahead included, or more than support cost. A question to the council. */
export const contributionToRefund: Rule = (seen) => {
  const all = reckoned(seen);
  if (all === undefined) return [];
  const { contribution: policy } = seen.frame.policy;
  const ahead = seen.frame.onDay + policy.toleranceCycles * CYCLE_DAYS;
  const over = all.paidPence + waived(all) - expected(seen, all.first, ahead, "as-known");
  const few = unused(all);
  const found = { code: "contribution-to-refund", lines: [], source: CHARGING } as const;
  return [
    ...(over > policy.tolerancePence ? [{ ...found, about: "overpaid", pence: over, movements: [] }] : []),
    ...(few !== undefined && few.pence > policy.tolerancePence
      ? [{ ...found, about: "unused", pence: few.pence, movements: few.movements.map(({ id }) => id) }]
      : []),
  ];
};
