import type { CommitRefusal } from "../../../shared/audit/commit.ts";
import type { AuditContext, Versioned } from "../../../shared/audit/context.ts";
import type { AuditEntry } from "../../../shared/audit/entry.ts";
import type { Result } from "../../../shared/domain/result.ts";
import type { AnyChange } from "../../../shared/records/entity.ts";
import type { Receipt } from "../rules/receipt.ts";
import type { BalanceRecords } from "./case-ports.ts";

/** Where receipts are kept. */
export interface ReceiptStore {
  /** The receipt of a movement, read consistently. */
  receipt(account: string, movement: string): Promise<Versioned<Receipt> | undefined>;
  /** Those of an account, read consistently. */
  receiptsOf(account: string): Promise<readonly Versioned<Receipt>[]>;
  /** Those of a person, newest first. Eventually consistent. */
  receiptsOfPerson(person: string): Promise<readonly Versioned<Receipt>[]>;
  /** What was done with a receipt, oldest first. */
  trail(one: Receipt): Promise<readonly AuditEntry[]>;
  commit(context: AuditContext, changes: readonly AnyChange<Pick<BalanceRecords, "receipt">>[]): Promise<Result<void, CommitRefusal>>;
}
