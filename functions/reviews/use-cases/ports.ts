import type { CommitRefusal } from "../../../shared/audit/commit.ts";
import type { AuditContext, Versioned } from "../../../shared/audit/context.ts";
import type { AuditEntry } from "../../../shared/audit/entry.ts";
import type { Result } from "../../../shared/domain/result.ts";
import type { EpochMillis, PlainDate } from "../../../shared/domain/time.ts";
import type { DayMarks } from "../../../shared/due/plan.ts";
import type { Notice } from "../../../shared/notices/notice.ts";
import type { Account } from "../../../shared/people/account.ts";
import type { AnyChange, ListPage } from "../../../shared/records/entity.ts";
import type { ReportedReview } from "../rules/csv-rows.ts";
import type { ReviewFigures } from "../rules/figures.ts";
import type { Invitation } from "../rules/invitation.ts";
import type { PaymentFacts } from "../rules/payment-facts.ts";
import type { QueuedReview } from "../rules/queue.ts";
import type { Review } from "../rules/review.ts";
import type { SafetyReport } from "../rules/safety-report.ts";

/** The audited records of this slice. */
export interface ReviewRecords {
  readonly review: Review;
  readonly "safety-report": SafetyReport;
  readonly "feedback-invitation": Invitation;
}
export type ReviewChange = AnyChange<ReviewRecords>;

/** What the routes of this slice can be about, by the name in the route list. */
export interface RouteRecords {
  readonly review: Versioned<Review>;
  readonly feedbackForm: Versioned<Invitation>;
  readonly safetyReport: Versioned<SafetyReport>;
}

export interface ReviewStore {
  /** The reviews of a direct payment, read consistently. */
  review(payment: string): Promise<Versioned<Review> | undefined>;
  /** A person's, eventually. */
  reviewsOf(person: string): Promise<readonly Versioned<Review>[]>;
  /** All of a council that are to be worked on, in no order. */
  queue(council: string): Promise<readonly QueuedReview[]>;
  /** Those held in a month, `2026-11`. */
  heldIn(council: string, month: string): Promise<readonly ReportedReview[]>;
  /** The figures of the newest months, the newest first, in one read. */
  figures(council: string, months: number): Promise<readonly (ReviewFigures & { readonly month: string })[]>;
  noteFigures(council: string, figures: ReviewFigures): Promise<void>;
  trailOf(review: Review): Promise<readonly AuditEntry[]>;
  /** Notes on the record's trail that an officer looked at it, where its person has no account. */
  noteLook(review: Pick<Review, "id">, context: AuditContext, action: string): Promise<void>;
  /** Writes records and the notices that tell of them: all or nothing. `stale` and `repeat` as `shared/audit/commit.ts` says. */
  commit(context: AuditContext, changes: readonly ReviewChange[], notices?: readonly Notice[]): Promise<Result<void, CommitRefusal>>;
}

/** Worries about somebody's safety: read by their id consistently, and listed by their council eventually. */
export interface SafetyStore {
  report(id: string): Promise<Versioned<SafetyReport> | undefined>;
  /** Those that are not dealt with, the newest first, a page at a time. */
  openReports(council: string, after?: string): Promise<ListPage<SafetyReport>>;
  /** Notes on its trail that an officer read it. */
  noteLook(report: SafetyReport, context: AuditContext, action: string): Promise<void>;
  commit(context: AuditContext, changes: readonly ReviewChange[]): Promise<Result<void, CommitRefusal>>;
}

/** Invitations to say how support is, with their answers. */
export interface InvitationStore {
  /** One, read consistently. */
  invitation(id: string): Promise<Versioned<Invitation> | undefined>;
  /** The one that a link or the code of a letter leads to, by its hash: two reads, whatever is found. */
  invitationBy(linkHash: string): Promise<Versioned<Invitation> | undefined>;
  /** The one that is open for a person. */
  openInvitation(person: string): Promise<Versioned<Invitation> | undefined>;
  /** All of an account's, the newest first, eventually. */
  invitationsOf(person: string): Promise<readonly Versioned<Invitation>[]>;
  /** Those of a council whose people are to be phoned, the oldest first, a page at a time. */
  calls(council: string, after?: string): Promise<ListPage<Invitation>>;
  trailOfInvitation(invitation: Invitation): Promise<readonly AuditEntry[]>;
}

/** What of reviews is due, and how far the daily job came. */
export interface DueReviews extends DayMarks {
  /** The payments whose reviews somebody has to look at on a day, page by page. `read` hears of every item that was read. */
  dueOn(day: PlainDate, council: string, read?: (items: number) => void): AsyncIterable<readonly string[]>;
  /** The invitations that go on, or are over, on a day. */
  invitationsDueOn(day: PlainDate, council: string): AsyncIterable<readonly string[]>;
}

/** What is read of other slices' records. */
export interface PaymentRecords {
  /** The direct payments that a changed record is about, by its partition: `RECIPIENT#r-1`. */
  paymentsOf(record: string): Promise<readonly string[]>;
  /** All that records say of a direct payment on a day, `changed` among them; undefined where the record of it is gone. */
  payment(id: string, changed: string, day: PlainDate): Promise<PaymentFacts | undefined>;
}

/** What the use cases are given. */
export interface ReviewsDeps {
  readonly store: ReviewStore;
  readonly account: (person: string) => Promise<Versioned<Account> | undefined>;
  /** Accounts that act for a person in matters of reviews on a day. */
  readonly actingFor: (person: string, day: PlainDate) => Promise<readonly string[]>;
  readonly newId: () => string;
  readonly site: URL;
}

/** What taking in and dealing with worries is given. */
export interface SafetyDeps {
  readonly safety: SafetyStore;
  readonly newId: () => string;
  readonly now: () => EpochMillis;
  readonly site: URL;
  /** The council whose deployment it is: whoever writes is asked about it first. */
  readonly authority: string;
  /** Seconds to wait, where one network wrote too often. */
  readonly limited: (name: "contact" | "sign-in", who: string) => Promise<number | undefined>;
}
