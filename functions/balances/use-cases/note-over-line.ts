import type { BalancePolicy } from "../../../shared/policy/balances.ts";
import { cyclesOver, overFrom } from "../rules/over-line.ts";
import type { CheckResult } from "../rules/result.ts";
import type { OverLineStore } from "./finance-ports.ts";
import type { LedgerStore } from "./ledger-ports.ts";

/** What a check's worker hands every result to, before it is stored. */
export type NoteOverLine = (authority: string, result: CheckResult, policy: BalancePolicy) => Promise<void>;

/** Notes an account that a check finds over the line for the cycle that makes it too many. What earlier checks came to is read for those alone that are over now. */
export const noteOverLine =
  ({ store, over }: { readonly store: Pick<LedgerStore, "results">; readonly over: Pick<OverLineStore, "noteOver"> }): NoteOverLine =>
  async (authority, result, { balance: { tolerancePence }, watch: { overLineCycles } }) => {
    if (result.outcome !== "measured" || result.excessPence <= tolerancePence || result.cycle < overLineCycles) return;
    const { account, cycle, measuredOn, excessPence: pence } = result;
    const before = (await store.results(account, overFrom(cycle, overLineCycles))).filter((one) => one.cycle < cycle);
    if (cyclesOver([...before, result], tolerancePence) >= overLineCycles) await over.noteOver(authority, { account, cycle, measuredOn, pence });
  };
