import type { Versioned } from "../../../shared/audit/context.ts";
import type { PlainDate } from "../../../shared/domain/time.ts";
import type { BalanceCase } from "../rules/balance-case.ts";
import type { SentQuestion } from "../rules/false-alarms.ts";
import type { OverTheLine } from "../rules/over-line.ts";

/** A page of open cases that nobody worked on; `next` goes on where it ended. */
export interface IdlePage {
  readonly cases: readonly Versioned<BalanceCase>[];
  readonly next?: string | undefined;
}

/** What finance officers ask of the cases of a council, besides those they work on. */
export interface FiguresStore {
  /** Open cases that nobody worked on since before a day, longest first; `after` is where an earlier page ended. */
  idleCases(council: string, before: PlainDate, after?: string): Promise<IdlePage>;
  /** Every account of a council that has an open case. */
  accountsWithCase(council: string): Promise<ReadonlySet<string>>;
  /** The questions that were sent in a month, such as `2026-11`. */
  questionsSentIn(council: string, month: string): Promise<readonly SentQuestion[]>;
}

/** Accounts that were over the line for some cycles. */
export interface OverLineStore {
  /** Notes one, by its newest check: it is gone by itself some time after the next check that does not. Safe to repeat. */
  noteOver(authority: string, over: OverTheLine): Promise<void>;
  /** Those of a council, by their references. */
  overLine(authority: string): Promise<readonly OverTheLine[]>;
}
