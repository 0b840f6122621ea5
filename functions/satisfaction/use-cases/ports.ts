import type { CommitRefusal } from "../../../shared/audit/commit.ts";
import type { AuditContext, Versioned } from "../../../shared/audit/context.ts";
import type { AuditEntry } from "../../../shared/audit/entry.ts";
import type { Result } from "../../../shared/domain/result.ts";
import type { PublishedScore } from "../../../shared/domain/small-numbers/score.ts";
import type { EpochMillis } from "../../../shared/domain/time.ts";
import type { DayMarks } from "../../../shared/due/plan.ts";
import type { FiguresStore, ShownFigures } from "../../../shared/figures/ports.ts";
import type { StoredListing } from "../../../shared/listing/change.ts";
import type { PublicScore } from "../../../shared/listing/shown-feedback.ts";
import type { AnyChange, ListPage } from "../../../shared/records/entity.ts";
import type { FeedbackFact, ProviderAnswer } from "../../../shared/records/feedback-facts.ts";
import type { ProviderReply } from "../rules/reply.ts";

/** The audited records of this slice. */
export interface SatisfactionRecords {
  readonly "provider-reply": ProviderReply;
}
export type ReplyChange = AnyChange<SatisfactionRecords>;

/** What the routes of this slice can be about, by the name in the route list. */
export interface RouteRecords {
  readonly provided: StoredListing;
  readonly reply: Versioned<ProviderReply>;
}

/** What invitations and their answers left for figures. */
export interface FeedbackFacts {
  /** The invitations a council sent in a month, `2026-11`, read consistently. */
  sentIn(council: string, month: string): Promise<readonly FeedbackFact[]>;
  /** The answers that count for a listing, whichever council's, read consistently. */
  answersFor(listing: string): Promise<readonly ProviderAnswer[]>;
}

/** Scores of providers as the job that makes them keeps them. */
export interface ScoreStore {
  score(listing: string): Promise<PublishedScore | undefined>;
  /** The listings whose scores a council's job made, eventually consistent. */
  scored(council: string): Promise<readonly string[]>;
  /** Stores a score, and what everyone sees of it. Answers false, with nothing written, where it is no longer `before`. */
  put(council: string, listing: string, before: PublishedScore | undefined, score: PublishedScore): Promise<boolean>;
}

/** Replies of providers. */
export interface ReplyStore {
  listing(id: string): Promise<StoredListing | undefined>;
  /** Read consistently. */
  reply(listing: string): Promise<Versioned<ProviderReply> | undefined>;
  /** A provider's, eventually consistent. */
  repliesOf(account: string): Promise<readonly Versioned<ProviderReply>[]>;
  /** Those of a council that wait for an officer, the oldest first, a page at a time; eventually consistent. */
  waiting(council: string, after?: string): Promise<ListPage<ProviderReply>>;
  /** What everyone sees of a provider; undefined where there is nothing yet. */
  publicScore(listing: string): Promise<PublicScore | undefined>;
  trailOf(reply: ProviderReply): Promise<readonly AuditEntry[]>;
  /** `stale` and `repeat` as `shared/audit/commit.ts` says. */
  commit(context: AuditContext, changes: readonly ReplyChange[]): Promise<Result<void, CommitRefusal>>;
}

/** What the daily job is given. `scoresDone` keeps the day after the last quarter whose scores were made. */
export interface PlanDeps {
  readonly facts: FeedbackFacts;
  readonly figures: FiguresStore;
  readonly scores: ScoreStore;
  readonly done: DayMarks;
  readonly scoresDone: DayMarks;
}

/** What the routes are given. */
export interface SatisfactionDeps {
  readonly figures: ShownFigures;
  readonly replies: ReplyStore;
  readonly now: () => EpochMillis;
  /** Seconds to wait, where one network asks too often. */
  readonly limited: (name: "sign-in", who: string) => Promise<number | undefined>;
}
