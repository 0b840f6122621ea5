import { cycleNumbered } from "../../../shared/domain/cycles.ts";
import type { Instant, PlainDate } from "../../../shared/domain/time.ts";
import type { BalancePolicy } from "../../../shared/policy/balances.ts";
import { checkCycle } from "./check.ts";
import type { AccountFacts } from "./facts.ts";
import type { Ledger } from "./movement.ts";

/** Values of the rules that a trial may change: when people are asked about money that is left. */
export interface TrialValues {
  /** Weeks of the payment that nobody is asked about. */
  readonly weeks: number;
  readonly tolerancePence: number;
  readonly cyclesBeforeAsking: number;
  /** Days after a pay period for which planned work counts. */
  readonly plannedWorkDays: number;
}

/** A trial of other rules, as an officer asked for it. */
export interface Trial {
  readonly id: string;
  readonly council: string;
  readonly values: TrialValues;
  /** By all that was known then. */
  readonly at: string;
}

/** The values of today's rules. */
export const valuesOf = ({ balance }: BalancePolicy): TrialValues => ({
  weeks: balance.line.value.weeks,
  tolerancePence: balance.tolerancePence,
  cyclesBeforeAsking: balance.cyclesBeforeAsking,
  plannedWorkDays: balance.plannedWorkDays.value,
});

/** Rules with other values. */
export const policyOf = (policy: BalancePolicy, { weeks, tolerancePence, cyclesBeforeAsking, plannedWorkDays }: TrialValues): BalancePolicy => ({
  ...policy,
  balance: {
    ...policy.balance,
    ...{ tolerancePence, cyclesBeforeAsking },
    line: { ...policy.balance.line, value: { ...policy.balance.line.value, weeks } },
    plannedWorkDays: { ...policy.balance.plannedWorkDays, value: plannedWorkDays },
  },
});

/** In which cycles an account would be asked about money that is left, by today's rules and by those that are tried. */
export interface TrialOfAccount {
  readonly checks: number;
  readonly today: readonly number[];
  readonly tried: readonly number[];
}

/** What is tried over an account. */
export interface TriedAccount {
  readonly facts: AccountFacts;
  readonly ledger: Ledger;
  /** The last cycle that was measured. */
  readonly measured: number;
}

/** Tries rules over the last cycles of an account, by all that is known of them now. It is the check itself that is run, and nothing is kept of what it finds. */
export function tryRules(
  { facts, ledger, measured }: TriedAccount,
  { values, cycles, knownBy }: { readonly values: TrialValues; readonly cycles: number; readonly knownBy: Instant },
  policyOn: (day: PlainDate) => BalancePolicy,
): TrialOfAccount {
  const [today, tried]: [number[], number[]] = [[], []];
  const first = Math.max(1, measured - cycles + 1);
  for (let cycle = first; cycle <= measured; cycle += 1) {
    const policy = policyOn(cycleNumbered(facts.firstPaymentOn, cycle).to);
    const asks = (by: BalancePolicy) => checkCycle(facts, ledger, by, cycle, knownBy).findings.some(({ code }) => code === "excess");
    if (asks(policy)) today.push(cycle);
    if (asks(policyOf(policy, values))) tried.push(cycle);
  }
  return { checks: Math.max(0, measured - first + 1), today, tried };
}
