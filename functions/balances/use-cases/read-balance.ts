import { CYCLE_DAYS } from "../../../shared/domain/cycles.ts";
import type { PlainDate } from "../../../shared/domain/time.ts";
import { ledgerOf } from "../rules/ledger.ts";
import type { BalanceRead } from "../rules/my-balance.ts";
import { accountFactsOf } from "../rules/stored-facts.ts";
import type { LedgerStore } from "./ledger-ports.ts";
import { knownIn } from "./statement-store.ts";

/** What reading somebody's account is given. */
export interface ReadBalanceDeps {
  readonly ledger: Pick<LedgerStore, "accountSince" | "results">;
  /** The account that a person's direct payment goes to: the council's record of them that their account with us is linked with. */
  readonly paymentOf: (person: string) => Promise<string | undefined>;
}

/** An account as it is read for its person. */
export interface PersonsAccount extends BalanceRead {
  readonly account: string;
  readonly authority: string;
}

/** Before anything was posted. */
const EVER: PlainDate = "1970-01-01";
/** Cycles of which results are read: a year of them. */
const CYCLES_READ = Math.floor(365 / CYCLE_DAYS);

/** The account of a person with all that was posted on it, and its newest results; undefined where nothing is known of any. */
export async function readBalance({ ledger, paymentOf }: ReadBalanceDeps, person: string): Promise<PersonsAccount | undefined> {
  const account = await paymentOf(person);
  const read = account === undefined ? undefined : await ledger.accountSince(account, EVER);
  if (!read) return undefined;
  const { head, facts, segments } = read;
  return {
    account: head.account,
    authority: head.authority,
    head,
    facts: facts && accountFactsOf(facts),
    ledger: ledgerOf(head.spans ?? [], knownIn(segments)),
    results: await ledger.results(head.account, Math.max(0, head.measured - CYCLES_READ)),
  };
}
