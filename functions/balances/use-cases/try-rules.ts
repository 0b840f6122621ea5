import * as z from "zod/mini";
import { RecordId } from "../../../shared/domain/fields.ts";
import { type EpochMillis, instantOf, type PlainDate } from "../../../shared/domain/time.ts";
import type { BalancePolicy } from "../../../shared/policy/balances.ts";
import { isClosed } from "../rules/balance-case.ts";
import { type Trial, type TrialValues, tryRules } from "../rules/trial.ts";
import { NO_TRIAL, type TrialAccount, type TrialPart, withAccount } from "../rules/trial-sums.ts";
import type { CaseStore } from "./case-ports.ts";
import type { LedgerStore } from "./ledger-ports.ts";
import { readAccount } from "./read-account.ts";
import type { TrialMessage, TrialStore } from "./trial-ports.ts";

/** Begins a trial: its parts are handed on, and nothing else happens. */
export const beginTrial =
  ({
    trials,
    send,
    newId,
    now,
  }: {
    readonly trials: Pick<TrialStore, "put" | "parts">;
    readonly send: (messages: readonly TrialMessage[]) => Promise<void>;
    readonly newId: () => string;
    readonly now: () => EpochMillis;
  }) =>
  async (council: string, values: TrialValues): Promise<Trial> => {
    const trial = { id: newId(), council, values, at: instantOf(now()) };
    await trials.put(trial);
    await send(Array.from({ length: trials.parts }, (_, shard) => ({ council, trial: trial.id, shard })));
    return trial;
  };

const Message = z.object({ council: z.string(), trial: RecordId, shard: z.number() });

export interface TryDeps {
  readonly trials: TrialStore;
  readonly ledger: Pick<LedgerStore, "accountSince">;
  readonly cases: Pick<CaseStore, "newestOf">;
  readonly policyOn: (authority: string, day: PlainDate) => BalancePolicy;
}

/** So many accounts are read at once. */
const AT_ONCE = 16;

/**
 * Tries other rules over the accounts of a part, and notes what they come to: how many would be asked, and how it went with them. It reads what is stored and
 * writes nothing but these figures. Safe to repeat.
 */
export const tryPart =
  ({ trials, ledger, cases, policyOn }: TryDeps) =>
  async (given: unknown): Promise<{ readonly accounts: number }> => {
    const message = Message.parse(given);
    const trial = await trials.trial(message.council, message.trial);
    // Whoever asked for it has gone, and so has it.
    if (!trial) return { accounts: 0 };
    let part: TrialPart = NO_TRIAL;
    const tried = async (account: string): Promise<void> => {
      const read = await readAccount(ledger, account);
      // The partition may be another council's too, where neither has rules of its own.
      if (!read?.facts || read.head.authority !== trial.council) return;
      const { head, facts } = read;
      const rules = (day: PlainDate) => policyOn(head.authority, day);
      const cycles = rules(trial.at.slice(0, "2026-11-27".length)).watch.trialCycles;
      const found = tryRules({ facts, ledger: read.ledger, measured: head.measured }, { values: trial.values, cycles, knownBy: trial.at }, rules);
      const counted = found.today.length + found.tried.length > 0 ? await withEnd(account, found.today.length, found.tried.length) : undefined;
      part = withAccount(part, found.checks, counted);
    };
    const withEnd = async (account: string, today: number, triedCycles: number): Promise<TrialAccount> => {
      const newest = (await cases.newestOf(account))?.body;
      const isOpen = newest !== undefined && !isClosed(newest);
      return { account, today, tried: triedCycles, end: isOpen ? "open" : (newest?.outcome ?? "none"), ...(isOpen ? { case: newest.id } : {}) };
    };
    for await (const accounts of trials.accountsIn(message.council, message.shard)) {
      const waiting = accounts.values();
      const worker = async (): Promise<void> => {
        for (const account of waiting) await tried(account);
      };
      await Promise.all(Array.from({ length: AT_ONCE }, worker));
    }
    await trials.notePart(message, part);
    return { accounts: part.accounts };
  };
