import { cycleNumbered } from "../../../shared/domain/cycles.ts";
import { type EpochMillis, type Instant, instantOf, type PlainDate } from "../../../shared/domain/time.ts";
import { changeUntilDone } from "../../../shared/due/change-until-done.ts";
import type { BalancePolicy } from "../../../shared/policy/balances.ts";
import { carriedAfter, isEnough } from "../rules/carried.ts";
import type { AccountFacts } from "../rules/facts.ts";
import { headWithFound, type ResultNumber } from "../rules/found.ts";
import type { Head } from "../rules/head.ts";
import type { Ledger } from "../rules/movement.ts";
import { headAfterCheck, knownAt, type NextCheck, nextCheck, nextDueOn } from "../rules/next-check.ts";
import { nextRevision } from "../rules/remeasure.ts";
import type { CheckResult } from "../rules/result.ts";
import { resultOf, revisionOf } from "../rules/stored-result.ts";
import type { Outcome } from "./due-ports.ts";
import type { LedgerStore } from "./ledger-ports.ts";
import type { NoteOverLine } from "./note-over-line.ts";
import { readForCheck } from "./read-for-check.ts";

export interface CheckDeps {
  readonly store: Pick<LedgerStore, "accountSince" | "results" | "conclude" | "settle">;
  /** The check itself: `checkCycle` of the rules. */
  readonly check: (facts: AccountFacts, ledger: Ledger, policy: BalancePolicy, cycle: number, knownBy: Instant) => CheckResult;
  /** A council's rules on a day. */
  readonly policyOn: (authority: string, day: PlainDate) => BalancePolicy;
  /** Tells cases of results that are stored: again where it is not sure that they heard. */
  readonly tell: (account: string, results: readonly ResultNumber[]) => Promise<void>;
  readonly now: () => EpochMillis;
  /** Hears of every result before it is stored: an account that is over the line too long shows as the council's task. */
  readonly noteOverLine: NoteOverLine;
}

/**
 * Measures every cycle of an account that can be measured by a day, oldest first, each in one transaction of result and head, and those again of which
 * more became known. Safe to repeat, and beside others: a result is stored once, and what another stored meanwhile is read anew. Tells what the
 * last cycle came to; `refused` where there is nothing to measure at all. Whoever knows that something just changed has it read consistently.
 */
export const checkAccount =
  ({ store, check, policyOn, tell, now, noteOverLine }: CheckDeps) =>
  async (account: string, today: PlainDate, first = { consistent: false }): Promise<Outcome> => {
    let outcome: Outcome = "refused";
    let { consistent } = first;
    let whole = false;

    /** Reads the account, and measures what is next as long as there is something: what was stored is known without reading it again. */
    const measured = async (): Promise<"done" | "again"> => {
      const read = await readForCheck(store, account, today, { consistent, whole });
      if (!read) return "done";
      const { facts, ledger, recorded } = read;
      const { statementDays } = policyOn(read.head.authority, today).balance;
      let { head } = read;
      for (;;) {
        outcome = head.outcome ?? outcome;
        const due = nextCheck({ head, ledger, facts, today, statementDays });
        if (!due) return settled(head, recorded);
        // A day of a run has begun, whatever this clock says.
        const knownBy = knownAt(instantOf(now()), [`${today}T00:00:00.000Z`, head.checkedAt ?? "", ...recorded]);
        const known = { facts, ledger, policy: policyOn(head.authority, cycleNumbered(facts.firstPaymentOn, due.cycle).to), knownBy };
        whole = !isEnough(known, due.cycle, head.touchedFrom);
        if (whole) return "again";
        const result = check(facts, ledger, known.policy, due.cycle, knownBy);
        await noteOverLine(head.authority, result, known.policy);
        const carried = carriedAfter(known, due.cycle);
        const after = withDue(headAfterCheck({ ...head, carried }, due, result.outcome, knownBy), statementDays);
        const next = await stored(head, after, due, result);
        if (!next) return "again";
        head = next;
      }
    };

    /** Stores what a cycle came to, and that cases must hear of it; where it was measured before, only what differs, with the next number. */
    const stored = async (before: Head, after: Head, { again, cycle }: NextCheck, result: CheckResult) => {
      const latest = again ? (await store.results(account, cycle)).findLast((one) => one.cycle === cycle) : undefined;
      const next = nextRevision(latest && resultOf(latest), result);
      const head = next ? headWithFound(after, next.result, next.revision) : after;
      const done = next ? await store.conclude(before, head, revisionOf(next.result, next.revision)) : await store.settle(before, head);
      return done.ok ? head : undefined;
    };

    /** Tells of what is stored. What became known of days that no cycle has a result of yet waits for nothing more. */
    const settled = async (head: Head, recorded: readonly Instant[]): Promise<"done" | "again"> => {
      const { touchedFrom, toTell = [], ...rest } = head;
      if (touchedFrom === undefined && toTell.length === 0) return "done";
      if (toTell.length > 0) await tell(account, toTell);
      const checked = touchedFrom === undefined ? {} : { checkedAt: knownAt(instantOf(now()), [head.checkedAt ?? "", ...recorded]) };
      return (await store.settle(head, { ...rest, version: head.version + 1, ...checked })).ok ? "done" : "again";
    };

    await changeUntilDone(async () => {
      const done = await measured();
      consistent = done === "again";
      return done;
    });
    return outcome;
  };

/** The head with the day it is due next. */
function withDue({ nextDueOn: _, ...head }: Head, statementDays: BalancePolicy["balance"]["statementDays"]): Head {
  const due = nextDueOn(head, statementDays);
  return due === undefined ? head : { ...head, nextDueOn: due };
}
