import type { Instant } from "../../../shared/domain/time.ts";
import type { BalancePolicy } from "../../../shared/policy/balances.ts";
import type { AccountFacts } from "./facts.ts";
import { excess, lowBalance, negative, savingEnded } from "./findings/balance.ts";
import { contributionMissed, contributionToRefund } from "./findings/contribution.ts";
import { possibleDuplicate, rateAboveAgreed } from "./findings/invoices.ts";
import { noSpend } from "./findings/no-spend.ts";
import { paidAfterEnd } from "./findings/paid-after-end.ts";
import { rowVanished } from "./findings/row-vanished.ts";
import { type Rule, seenOf } from "./findings/seen.ts";
import { cashWithoutPermission, spendToAskAbout } from "./findings/spending.ts";
import { statementMissing } from "./findings/statement-missing.ts";
import { typedBalanceDiffers } from "./findings/typed-balance.ts";
import type { Ledger } from "./movement.ts";
import type { CheckResult } from "./result.ts";
import { sumOf } from "./sum.ts";
import { closedCycle } from "./typed-balance.ts";

/** In the order in which findings stand. */
const RULES: readonly Rule[] = [
  excess,
  lowBalance,
  noSpend,
  negative,
  contributionMissed,
  contributionToRefund,
  spendToAskAbout,
  cashWithoutPermission,
  paidAfterEnd,
  possibleDuplicate,
  rateAboveAgreed,
  savingEnded,
  typedBalanceDiffers,
];
/** Those that need to know what the balance is, and nothing of what moved. */
const RULES_OF_A_BALANCE: readonly Rule[] = [excess, lowBalance, negative, savingEnded];

/**
 * The check of one cycle: what the balance at the close of its last day comes to, less the line, what is owed and what is protected, and what there is to
 * ask. It works with what was known at an instant and with the policy it is given, and with nothing else: the same four give the same result. Where
 * statements do not reach, or have a hole that matters, it goes by the balance that was typed for the close, and asks of that alone; where none was, it says so and
 * concludes nothing.
 */
export function checkCycle(facts: AccountFacts, ledger: Ledger, policy: BalancePolicy, cycle: number, knownBy: Instant): CheckResult {
  const { frame, missing } = closedCycle({ facts, ledger, policy, knownBy }, cycle);
  const result = { account: facts.account, cycle, measuredOn: frame.on, knownBy, policyVersion: policy.version };
  if (cycle < 1) return { ...result, findings: [], outcome: "refused", why: "no-first-payment" };
  const gone = rowVanished(frame);
  if (missing !== undefined) return { ...result, findings: [...statementMissing(frame), ...gone], outcome: "missing", missingFrom: missing };
  const sum = sumOf(frame);
  if (sum === undefined) return { ...result, findings: [], outcome: "refused", why: "no-payment" };
  const seen = seenOf(frame, sum);
  const rules = frame.typed === undefined ? RULES : RULES_OF_A_BALANCE;
  return { ...result, findings: [...rules.flatMap((rule) => rule(seen)), ...gone], outcome: "measured", lines: sum.lines, excessPence: sum.excessPence };
}
