import type { PlainDate } from "../../../shared/domain/time.ts";
import type { AccountFacts } from "../rules/facts.ts";
import type { Head } from "../rules/head.ts";
import { ledgerOf } from "../rules/ledger.ts";
import type { Ledger } from "../rules/movement.ts";
import { accountFactsOf } from "../rules/stored-facts.ts";
import type { LedgerStore } from "./ledger-ports.ts";
import { knownIn } from "./statement-store.ts";

/** An account with all that was posted on it, and all that is known of it besides. */
export interface WholeAccount {
  readonly head: Head;
  /** Undefined before the first payment. */
  readonly facts: AccountFacts | undefined;
  readonly ledger: Ledger;
}

/** Before anything was posted. */
const EVER: PlainDate = "1970-01-01";

/** An account of the table of money; undefined where there is none. */
export async function readAccount(store: Pick<LedgerStore, "accountSince">, account: string): Promise<WholeAccount | undefined> {
  const read = await store.accountSince(account, EVER);
  if (!read) return undefined;
  const { head, facts, segments } = read;
  return { head, facts: facts && accountFactsOf(facts), ledger: ledgerOf(head.spans ?? [], knownIn(segments)) };
}
