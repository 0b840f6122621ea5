import type { CommitRefusal } from "../../../shared/audit/commit.ts";
import type { AuditContext, Versioned } from "../../../shared/audit/context.ts";
import type { AuditEntry } from "../../../shared/audit/entry.ts";
import type { Result } from "../../../shared/domain/result.ts";
import type { AnyChange } from "../../../shared/records/entity.ts";
import type { PaperStatements } from "../rules/paper-statement.ts";
import type { BalanceRecords } from "./case-ports.ts";

/** Where it is kept what was typed from statements on paper. */
export interface PaperStore {
  /** That of an account, read consistently. */
  papers(account: string): Promise<Versioned<PaperStatements> | undefined>;
  /** Those of a person. Eventually consistent. */
  papersOfPerson(person: string): Promise<readonly Versioned<PaperStatements>[]>;
  /** What was done with it, oldest first. */
  trail(one: PaperStatements): Promise<readonly AuditEntry[]>;
  commit(context: AuditContext, changes: readonly AnyChange<Pick<BalanceRecords, "paper-statement">>[]): Promise<Result<void, CommitRefusal>>;
}
