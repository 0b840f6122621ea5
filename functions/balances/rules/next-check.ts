import { CYCLE_DAYS, cycleNumbered, cycleOn } from "../../../shared/domain/cycles.ts";
import { daysAfter, type Instant, instantOf, millisOf, type PlainDate } from "../../../shared/domain/time.ts";
import type { BalancePolicy } from "../../../shared/policy/balances.ts";
import { missingFrom } from "./coverage.ts";
import type { AccountFacts } from "./facts.ts";
import type { Head } from "./head.ts";
import type { Ledger } from "./movement.ts";
import { cyclesFrom } from "./remeasure.ts";
import { isTypedFor } from "./typed-balance.ts";

/** The day from which on a statement of a cycle is late. */
export const lateFrom = (firstPaymentOn: PlainDate, cycle: number, statementDays: number): PlainDate =>
  daysAfter(cycleNumbered(firstPaymentOn, cycle).to, statementDays + 1);

/** When an account is looked at next if no statement comes before; never, where no payment was made yet or none will be. */
export function nextDueOn({ firstPaymentOn, kind, measured, closedOn }: Head, statementDays: BalancePolicy["balance"]["statementDays"]): PlainDate | undefined {
  if (firstPaymentOn === undefined) return undefined;
  // The cycle in which a payment ended is measured still, and none after it.
  const last = closedOn === undefined ? undefined : (cycleOn(firstPaymentOn, closedOn)?.number ?? 0);
  return last !== undefined && measured >= last ? undefined : lateFrom(firstPaymentOn, measured + 1, statementDays[kind]);
}

/** A cycle to measure now: for the first time, or again. */
export interface NextCheck {
  readonly cycle: number;
  readonly again: boolean;
}

/** What is known when an account is looked at. */
export interface LookedAt {
  readonly head: Head;
  readonly ledger: Ledger;
  readonly facts: Pick<AccountFacts, "typed">;
  readonly today: PlainDate;
  readonly statementDays: BalancePolicy["balance"]["statementDays"];
}

/**
 * The cycle to measure next, oldest first: one that was measured and of whose days more became known; one whose statement was missing and came; the next
 * one, once statements reach its last day, somebody typed what was on the account that day, or they are late: after an end never for being late. Undefined where
 * there is nothing to do yet.
 */
export function nextCheck({ head, ledger, facts, today, statementDays }: LookedAt): NextCheck | undefined {
  const { firstPaymentOn, touchedFrom, measured, missing, kind, closedOn } = head;
  if (firstPaymentOn === undefined) return undefined;
  const reached = (cycle: number): boolean => {
    const { from, to } = cycleNumbered(firstPaymentOn, cycle);
    return isTypedFor(facts, to) || missingFrom(ledger, from, to) === undefined;
  };
  const touched = touchedFrom === undefined ? [] : cyclesFrom(firstPaymentOn, touchedFrom, measured);
  const [first] = [...touched, ...missing.filter(reached)].toSorted((one, other) => one - other);
  if (first !== undefined) return { cycle: first, again: true };
  const cycle = measured + 1;
  const { from, to } = cycleNumbered(firstPaymentOn, cycle);
  if (to >= today) return undefined;
  // Once a payment has ended nobody waits for statements; those that come show what was paid after the end.
  const isOver = closedOn !== undefined && from > closedOn;
  return reached(cycle) || (!isOver && today >= lateFrom(firstPaymentOn, cycle, statementDays[kind])) ? { cycle, again: false } : undefined;
}

/** The head once a cycle was measured. What became known of later cycles still waits. */
export function headAfterCheck(head: Head, { cycle }: NextCheck, outcome: NonNullable<Head["outcome"]>, checkedAt: Instant): Head {
  const { firstPaymentOn = "", touchedFrom: _, ...rest } = head;
  const next = daysAfter(cycleNumbered(firstPaymentOn, cycle).from, CYCLE_DAYS);
  const isLast = cycle >= head.measured;
  const missing = head.missing.filter((one) => one !== cycle);
  const waits = head.touchedFrom !== undefined && cycle < head.measured;
  return {
    ...rest,
    firstPaymentOn,
    version: head.version + 1,
    measured: Math.max(head.measured, cycle),
    missing: outcome === "missing" ? [...missing, cycle].toSorted((one, other) => one - other) : missing,
    ...(isLast ? { outcome } : {}),
    ...(waits ? { touchedFrom: next } : {}),
    checkedAt,
  };
}

/** The moment a check may know of: now, or just after all that was known before, should a clock be behind. */
export function knownAt(now: Instant, learned: readonly Instant[]): Instant {
  const latest = learned.toSorted().at(-1) ?? "";
  return now > latest ? now : instantOf(millisOf(latest) + 1);
}
