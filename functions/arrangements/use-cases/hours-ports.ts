import type { CommitRefusal } from "../../../shared/audit/commit.ts";
import type { AuditContext, Versioned } from "../../../shared/audit/context.ts";
import type { AuditEntry } from "../../../shared/audit/entry.ts";
import type { Result } from "../../../shared/domain/result.ts";
import type { PlainDate } from "../../../shared/domain/time.ts";
import type { DayMarks } from "../../../shared/due/plan.ts";
import type { ListingWrite, StoredListing } from "../../../shared/listing/change.ts";
import type { Notice } from "../../../shared/notices/notice.ts";
import type { Account } from "../../../shared/people/account.ts";
import type { ChangeOf } from "../../../shared/records/entity.ts";
import type { HoursQuestion } from "../rules/hours-question.ts";
import type { Records } from "./ports.ts";

export type HoursChange = ChangeOf<Records, "hours-question">;

/** What is written when free hours are said, or asked for. */
export interface HoursWrites {
  readonly listing?: ListingWrite | undefined;
  readonly questions?: readonly HoursChange[];
  readonly notices?: readonly Notice[];
}

/** Where listings are kept with their free hours, and what their providers are asked. */
export interface HoursStore {
  /** A listing's directory record, read consistently. */
  listing(id: string): Promise<StoredListing | undefined>;
  /** What its provider was asked, read consistently. */
  question(listing: string): Promise<Versioned<HoursQuestion> | undefined>;
  /** The question that a link is of, by the hash of what the link holds. */
  questionBy(linkHash: string): Promise<Versioned<HoursQuestion> | undefined>;
  /** Every question of an account. */
  questionsOf(account: string): Promise<readonly Versioned<HoursQuestion>[]>;
  /** What was done with a question, oldest first. */
  trail(question: HoursQuestion): Promise<readonly AuditEntry[]>;
  /** A provider's account. */
  account(id: string): Promise<Versioned<Account> | undefined>;
  /**
   * Writes a listing (with its public part, so that the next search sees it), questions and notices: all or nothing. `action` says what was done to the
   * listing. `stale` and `repeat` as `shared/audit/commit.ts` says.
   */
  commit(context: AuditContext, action: string, writes: HoursWrites): Promise<Result<void, CommitRefusal>>;
}

/** Where the night finds whom to ask. */
export interface HoursPlan extends DayMarks {
  /** The ids of listings that are due on a day, page by page. */
  dueListings(day: PlainDate, council: string): AsyncIterable<readonly string[]>;
}
