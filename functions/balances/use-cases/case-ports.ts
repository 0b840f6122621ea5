import type { CommitRefusal } from "../../../shared/audit/commit.ts";
import type { AuditContext, Versioned } from "../../../shared/audit/context.ts";
import type { AuditEntry } from "../../../shared/audit/entry.ts";
import type { Result } from "../../../shared/domain/result.ts";
import type { PlainDate } from "../../../shared/domain/time.ts";
import type { AsKnown } from "../../../shared/domain/timeline.ts";
import type { DayMarks } from "../../../shared/due/plan.ts";
import type { Notice } from "../../../shared/notices/notice.ts";
import type { Channel } from "../../../shared/notices/preferences.ts";
import type { Account } from "../../../shared/people/account.ts";
import type { AnyChange, ListPage } from "../../../shared/records/entity.ts";
import type { BalanceCase } from "../rules/balance-case.ts";
import type { Circumstances } from "../rules/circumstances.ts";
import type { PaperStatements } from "../rules/paper-statement.ts";
import type { Receipt } from "../rules/receipt.ts";

/** The audited records of asking about balances. */
export interface BalanceRecords {
  readonly "balance-case": BalanceCase;
  readonly receipt: Receipt;
  readonly "paper-statement": PaperStatements;
}
export type BalanceChange = AnyChange<BalanceRecords>;

/** Where cases are kept. */
export interface CaseStore {
  /** A case, read consistently. */
  balanceCase(id: string): Promise<Versioned<BalanceCase> | undefined>;
  /** The newest case of a payment account, open or closed, read consistently. */
  newestOf(account: string): Promise<Versioned<BalanceCase> | undefined>;
  /** The cases of a person, closed ones too, newest first. Eventually consistent. */
  casesOf(person: string): Promise<readonly Versioned<BalanceCase>[]>;
  /** Open cases of a council, the oldest first; `after` is where an earlier page ended. */
  byAge(council: string, after?: string): Promise<ListPage<BalanceCase>>;
  /** The same, the largest amounts first. */
  byAmount(council: string, after?: string): Promise<ListPage<BalanceCase>>;
  /** What was done with a case, oldest first. */
  trail(one: BalanceCase): Promise<readonly AuditEntry[]>;
  /** Notes on a case's own trail that somebody looked at it, where its person has no account. Throws when it cannot. */
  noteLook(one: BalanceCase, context: AuditContext, action: string): Promise<void>;
  /** Writes records and the notices that tell of them: all or nothing. `stale` and `repeat` as `shared/audit/commit.ts` says. */
  commit(context: AuditContext, changes: readonly BalanceChange[], notices?: readonly Notice[]): Promise<Result<void, CommitRefusal>>;
}

/** What of cases is due, and how far the sweep came. */
export interface DueCases extends DayMarks {
  /** The ids of what is due on a day, of a council, page by page. */
  dueCases(day: PlainDate, council: string): AsyncIterable<readonly string[]>;
}

/** What the council's record says of a person now. */
export interface KnownPerson {
  /** As the council calls them. */
  readonly name?: string | undefined;
  /** What its case system calls them. */
  readonly reference?: string | undefined;
  /** Their account with us, where there is one. */
  readonly account?: string | undefined;
  readonly circumstances: Circumstances;
}

/** What the use cases of cases are given. */
export interface CasesDeps {
  readonly store: CaseStore;
  /** A person's account; undefined where there is none. */
  readonly account: (person: string) => Promise<Versioned<Account> | undefined>;
  /** Accounts that act for a person in matters of money on a day. */
  readonly actingFor: (person: string, day: PlainDate) => Promise<readonly string[]>;
  /** What the council's record says of somebody, by its id; undefined where there is no such record. */
  readonly known: (recipient: string, asKnown: AsKnown) => Promise<KnownPerson | undefined>;
  /** By which channels messages to somebody do not arrive now. */
  readonly failing: (account: Account) => Promise<readonly Channel[]>;
  /** Where people reach Trellis. */
  readonly site: URL;
}
