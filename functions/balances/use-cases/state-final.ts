import { daysAfter, type Instant, type PlainDate } from "../../../shared/domain/time.ts";
import { believedLast } from "../../../shared/domain/timeline.ts";
import type { BalancePolicy } from "../../../shared/policy/balances.ts";
import { type FinalStatement, finalStatement } from "../rules/final-statement.ts";
import type { LedgerStore } from "./ledger-ports.ts";
import { readAccount } from "./read-account.ts";

/** The final statement of an account, with the names that its lines are for. */
export interface StatedEnd {
  readonly statement: FinalStatement | undefined;
  /** By arrangement: who supported them. */
  readonly names: ReadonlyMap<string, string>;
  /** Whose redundancy pay the council promised to pay itself. */
  readonly promised: readonly string[];
}

export interface EndDeps {
  readonly ledger: Pick<LedgerStore, "accountSince">;
  readonly policyOn: (authority: string, day: PlainDate) => BalancePolicy;
}

/**
 * What a direct payment that ended comes to, at the close of the last day that statements reach, or that a balance was typed for: yesterday at the latest.
 * Undefined where nothing is known of the account.
 */
export async function stateEnd({ ledger: store, policyOn }: EndDeps, account: string, today: PlainDate, knownBy: Instant): Promise<StatedEnd | undefined> {
  const read = await readAccount(store, account);
  if (!read?.facts) return undefined;
  const { head, facts, ledger } = read;
  const yesterday = daysAfter(today, -1);
  const typed = (facts.typed ?? []).filter(({ on, learnedAt }) => on <= yesterday && learnedAt <= knownBy).map(({ on }) => on);
  const reached = [...ledger.covered.slice(-1).map(({ to }) => to), ...typed].toSorted().at(-1) ?? yesterday;
  const ended = [believedLast(facts.endedOn), believedLast(facts.diedOn)].flatMap((day) => day ?? []).toSorted()[0];
  // Where statements end before the direct payment did, that they are missing is what there is to say.
  const on = reached > yesterday || (ended !== undefined && reached < ended) ? yesterday : reached;
  const employed = facts.support.filter((one) => one.employed);
  return {
    statement: finalStatement({ facts, ledger, policy: policyOn(head.authority, on), knownBy }, on),
    names: new Map(facts.support.map(({ arrangement, name }) => [arrangement, name])),
    promised: employed.filter(({ employer }) => believedLast(employer)?.redundancy === "promise").map(({ name }) => name),
  };
}
