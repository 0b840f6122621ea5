import type { CommitRefusal } from "../../../shared/audit/commit.ts";
import type { AuditContext, Versioned } from "../../../shared/audit/context.ts";
import type { AuditEntry } from "../../../shared/audit/entry.ts";
import type { Result } from "../../../shared/domain/result.ts";
import type { Period } from "../../../shared/domain/small-numbers/period.ts";
import type { Publication } from "../../../shared/domain/small-numbers/publication.ts";
import type { Audience } from "../../../shared/domain/small-numbers/rules.ts";
import type { PublishedScore } from "../../../shared/domain/small-numbers/score.ts";
import type { EpochMillis } from "../../../shared/domain/time.ts";
import type { DayMarks } from "../../../shared/due/plan.ts";
import type { StoredListing } from "../../../shared/listing/change.ts";
import type { PublicScore } from "../../../shared/listing/shown-feedback.ts";
import type { AnyChange, ListPage } from "../../../shared/records/entity.ts";
import type { FeedbackFact, ProviderAnswer } from "../../../shared/records/feedback-facts.ts";
import type { CountedTable } from "../rules/counted.ts";
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

/** A publication as it is stored, with the periods that were published before it, the newest first. */
export interface StoredFigures {
  readonly publication: Publication;
  readonly earlier: readonly Period[];
}

/** Publications as pages, files and the API read them. */
export interface ShownFigures {
  /** The newest version of a period, or of the newest period there is; undefined where there is none. In one read. */
  newest(audience: Audience, council: string, period?: Period): Promise<StoredFigures | undefined>;
}

/** Publications as the job that makes them keeps them: true counts are read here, and nowhere else. */
export interface FiguresStore extends ShownFigures {
  /** Every period that was published, the newest first, each once. */
  periods(audience: Audience, council: string): Promise<readonly Period[]>;
  /** The true counts of a publication's version; undefined where there are none, or where they are gone. */
  trueFigures(council: string, publication: Pick<Publication, "period" | "version">): Promise<readonly CountedTable[] | undefined>;
  /**
   * Stores a publication with what it was made of, and takes away nothing. Answers false, with nothing written, where that period has this version already:
   * of any number that publish at once one does.
   */
  publish(council: string, figures: StoredFigures, tables: readonly CountedTable[], keptUntil: EpochMillis): Promise<boolean>;
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
