import type { CommitRefusal } from "../../../shared/audit/commit.ts";
import type { AuditContext, Versioned } from "../../../shared/audit/context.ts";
import type { AuditEntry } from "../../../shared/audit/entry.ts";
import type { Result } from "../../../shared/domain/result.ts";
import type { EpochMillis } from "../../../shared/domain/time.ts";
import type { Account } from "../../../shared/people/account.ts";
import type { AnyChange, ListPage } from "../../../shared/records/entity.ts";
import type { Answered, Feedback } from "../rules/feedback.ts";
import type { GroupMember } from "../rules/working-group.ts";
import type { PublicYouSaid, Quote, YouSaid } from "../rules/you-said.ts";

/** The audited records of this slice. */
export interface FeedbackRecords {
  readonly "open-feedback": Feedback;
  readonly "you-said": YouSaid;
  readonly "group-member": GroupMember;
}
export type FeedbackChange = AnyChange<FeedbackRecords>;

/** What the routes of this slice can be about, by the name in the route list. */
export interface RouteRecords {
  readonly feedback: Versioned<Feedback>;
  readonly youSaid: Versioned<YouSaid>;
}

/** A quote that may be made public, of feedback that has one. */
export interface OpenQuote extends Quote {
  /** When the feedback came. */
  readonly createdAt: string;
}

/** Lists are read eventually, everything else consistently. Commits write all or nothing: `stale` and `repeat` as `shared/audit/commit.ts` says. */
export interface FeedbackStore {
  feedback(id: string): Promise<Versioned<Feedback> | undefined>;
  /** What nobody has closed: those to read first on top, then the oldest. Or what is closed, the newest first. A page at a time. */
  list(council: string, shelf: "open" | "closed", after?: string): Promise<ListPage<Feedback>>;
  /** Every quote of a council's feedback. */
  quotes(council: string): Promise<readonly OpenQuote[]>;
  /** What was chosen in the feedback of a month, `2026-11`, without its words. */
  answersIn(council: string, month: string): Promise<readonly Answered[]>;
  /** Notes on its trail that an officer read it. */
  noteLook(feedback: Feedback, context: AuditContext, action: string): Promise<void>;
  youSaid(id: string): Promise<Versioned<YouSaid> | undefined>;
  /** All entries of a council whatever became of them, the newest first, a page at a time. */
  youSaidList(council: string, after?: string): Promise<ListPage<YouSaid>>;
  /** Those that are public, the newest first, with what comes after them where there are more. */
  publicYouSaid(council: string, before?: string): Promise<{ readonly entries: readonly PublicYouSaid[]; readonly next?: string }>;
  member(person: string): Promise<Versioned<GroupMember> | undefined>;
  /** Who takes part, in the order they joined, a page at a time. */
  members(council: string, after?: string): Promise<ListPage<GroupMember>>;
  memberTrail(member: GroupMember): Promise<readonly AuditEntry[]>;
  commit(context: AuditContext, changes: readonly FeedbackChange[]): Promise<Result<void, CommitRefusal>>;
}

/** What the use cases are given. */
export interface FeedbackDeps {
  readonly store: FeedbackStore;
  readonly account: (person: string) => Promise<Versioned<Account> | undefined>;
  readonly newId: () => string;
  /** A receipt that can be read aloud. */
  readonly newReceipt: (council: string) => string;
  readonly now: () => EpochMillis;
  readonly site: URL;
  /** The council whose deployment it is: it is offered first. */
  readonly authority: string;
  /** What a form's own key was answered with, and what it came with. */
  readonly answerOf: (key: string) => Promise<{ readonly fingerprint: string; readonly outcome: string } | undefined>;
  /** Seconds to wait, where one network wrote or read too often. */
  readonly limited: (name: "feedback" | "listing", who: string) => Promise<number | undefined>;
}
