import { CYCLE_DAYS } from "../../../shared/domain/cycles.ts";
import { daysAfter, type Instant, type PlainDate } from "../../../shared/domain/time.ts";
import type { AccountFacts } from "../rules/facts.ts";
import type { Head } from "../rules/head.ts";
import { ledgerOf } from "../rules/ledger.ts";
import type { Ledger } from "../rules/movement.ts";
import { firstDayOf, periodOf } from "../rules/periods.ts";
import { accountFactsOf } from "../rules/stored-facts.ts";
import type { LedgerStore } from "./ledger-ports.ts";
import { knownIn } from "./statement-store.ts";

/** Before anything was posted. */
const EVER: PlainDate = "1970-01-01";
/** So many days back a check looks at most of the time: three cycles, the one that was measured last, and the days for statements. Whoever needs more is read again. */
const MOSTLY_DAYS = 5 * CYCLE_DAYS;

/** An account as a check works with it. */
export interface ReadAccount {
  readonly head: Head;
  readonly facts: AccountFacts;
  readonly ledger: Ledger;
  /** When what was read became known. */
  readonly recorded: readonly Instant[];
}

/** How an account is read: `whole` with all that was ever posted, else what was not summed up of it. */
export interface HowRead {
  readonly consistent: boolean;
  readonly whole: boolean;
}

/**
 * Reads an account for a check: head, facts, and what was posted since the days that were summed up, mostly in one query. Undefined where there is none, or no
 * payment was made to it.
 */
export async function readForCheck(
  store: Pick<LedgerStore, "accountSince">,
  account: string,
  today: PlainDate,
  { consistent, whole }: HowRead,
): Promise<ReadAccount | undefined> {
  const since = whole ? EVER : daysAfter(today, -MOSTLY_DAYS);
  let read = await store.accountSince(account, since, { consistent, beyondCarried: !whole });
  const carried = whole ? undefined : read?.head.carried;
  const needed = carried === undefined ? EVER : daysAfter(carried.on, 1);
  if (read && needed < firstDayOf(periodOf(since))) {
    const again = await store.accountSince(account, needed, { consistent: true });
    // What was summed up meanwhile is not what was read.
    if (again?.head.version !== read.head.version) return readForCheck(store, account, today, { consistent: true, whole });
    read = again;
  }
  const facts = read?.facts && accountFactsOf(read.facts);
  if (!read || !facts) return undefined;
  const known = knownIn(read.segments);
  return {
    head: read.head,
    facts,
    ledger: ledgerOf(read.head.spans ?? [], known, carried),
    recorded: [...known.movements.map(({ recordedAt }) => recordedAt), ...(facts.typed ?? []).map(({ learnedAt }) => learnedAt)],
  };
}
