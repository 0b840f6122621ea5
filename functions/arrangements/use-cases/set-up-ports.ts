import type { CommitRefusal } from "../../../shared/audit/commit.ts";
import type { AuditContext, Versioned } from "../../../shared/audit/context.ts";
import type { AuditEntry } from "../../../shared/audit/entry.ts";
import type { Result } from "../../../shared/domain/result.ts";
import type { PlainDate } from "../../../shared/domain/time.ts";
import type { ChangeOf } from "../../../shared/records/entity.ts";
import type { Recipient } from "../rules/recipient.ts";
import type { SeenOfAccount, SetUp } from "../rules/set-up.ts";
import type { Records } from "./ports.ts";

/** Where it is stored how long people's set-up took, and what that is made of. */
export interface SetUpStore {
  /** People of a council whose direct payment was agreed on a day or later, as was believed last, page by page. Eventually consistent. */
  agreedSince(council: string, day: PlainDate): AsyncIterable<readonly Recipient[]>;
  /** What an account asked for, was answered and agreed on. Eventually consistent. */
  seenOf(account: string): Promise<SeenOfAccount>;
  /** What is stored of a recipient's set-up, read consistently. */
  setUp(recipient: string): Promise<Versioned<SetUp> | undefined>;
  /** What is stored of a council's people whose direct payment was agreed on a day or later. Eventually consistent. */
  setUpsSince(council: string, day: PlainDate): Promise<readonly SetUp[]>;
  /** What was done with it, oldest first. */
  trail(setUp: SetUp): Promise<readonly AuditEntry[]>;
  /** Writes it; `stale` and `repeat` as `shared/audit/commit.ts` says. */
  commit(context: AuditContext, change: ChangeOf<Pick<Records, "set-up">, "set-up">): Promise<Result<void, CommitRefusal>>;
}
