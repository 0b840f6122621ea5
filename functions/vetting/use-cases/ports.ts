import type { CommitRefusal } from "../../../shared/audit/commit.ts";
import type { AuditContext, Versioned } from "../../../shared/audit/context.ts";
import type { AuditEntry } from "../../../shared/audit/entry.ts";
import type { Result } from "../../../shared/domain/result.ts";
import type { PlainDate } from "../../../shared/domain/time.ts";
import type { DayMarks } from "../../../shared/due/plan.ts";
import type { StoredListing } from "../../../shared/listing/change.ts";
import type { Listing } from "../../../shared/listing/listing.ts";
import type { Notice } from "../../../shared/notices/notice.ts";
import type { Account, Worker } from "../../../shared/people/account.ts";
import type { ChecklistVersion } from "../../../shared/policy/checklists.ts";
import type { AnyChange, ListPage } from "../../../shared/records/entity.ts";
import type { VettingCase } from "../rules/case.ts";
import type { Evidence } from "../rules/evidence.ts";
import type { CasePictures } from "../rules/photo.ts";
import type { Reference } from "../rules/reference.ts";
import type { Visit } from "../rules/visit.ts";

/** The audited records of this slice, by what they are. An account is made where staff enter an application for somebody. */
export interface Records {
  readonly case: VettingCase;
  readonly evidence: Evidence;
  readonly visit: Visit;
  readonly reference: Reference;
  readonly photo: CasePictures;
  readonly "checklist-version": ChecklistVersion;
  readonly account: Account;
}

export type Change = AnyChange<Records>;

/** A case with its evidence and its visit, as one query reads them. */
export interface StoredCase {
  readonly case: Versioned<VettingCase>;
  readonly evidence: readonly Versioned<Evidence>[];
  /** Where one was ever arranged. */
  readonly visit?: Versioned<Visit> | undefined;
}

/** How an officer stands to a case. */
export interface Standing {
  /** Other accounts with a part in it that are the same person's. */
  readonly same: readonly string[];
  /** Whether it is their own under another account, they are a referee in it, or declared an interest: it is then not theirs to see. */
  readonly barred: boolean;
}

/** The same, as somebody sees it. */
export interface SeenCase extends StoredCase {
  /** Other accounts with a part in it that are the same person's as whoever sees it. */
  readonly same: readonly string[];
}

/** What the routes of this slice can be about, by the name in the route list. */
export interface RouteRecords {
  readonly case: SeenCase;
}

/** What goes with a change of records. */
export interface With {
  /** The directory record as it is to be; its public part and the log follow. */
  readonly listing?: Listing | undefined;
  readonly notices?: readonly Notice[];
}

/** Where cases, their evidence and references are kept. */
export interface CaseStore {
  caseWithEvidence(id: string): Promise<StoredCase | undefined>;
  casesOf(owner: string): Promise<readonly Versioned<VettingCase>[]>;
  /** Applications that ended badly of whoever has an address, by its keyed hash. */
  earlierCases(addressHash: string): Promise<readonly Versioned<VettingCase>[]>;
  councilCases(authority: string, queue: string, after?: string): Promise<ListPage<VettingCase>>;
  /** Evidence of a council that ends soonest first. */
  expiring(authority: string, after?: string): Promise<ListPage<Evidence>>;
  /** The pictures of a case, where it ever had any. */
  picturesOf(vettingCase: string): Promise<Versioned<CasePictures> | undefined>;
  referencesOf(vettingCase: string): Promise<readonly Versioned<Reference>[]>;
  referenceBy(tokenHash: string): Promise<Versioned<Reference> | undefined>;
  /** The accounts of recipients who use a listing now, each once. */
  clientsOf(listing: string): Promise<readonly string[]>;
  checklistVersions(authority: string): Promise<readonly Versioned<ChecklistVersion>[]>;
  account(id: string): Promise<Versioned<Account> | undefined>;
  /** The accounts of whoever has the role of vetting officer in a council now. */
  vettingOfficers(authority: string): Promise<readonly string[]>;
  workersOf(account: string): Promise<readonly Versioned<Worker>[]>;
  /** A listing's public name and state, where it is on the list or came from the CQC's directory. */
  listing(id: string): Promise<Listing | undefined>;
  /** A listing with what guards its next write, read consistently. */
  storedListing(id: string): Promise<StoredListing | undefined>;
  /** Writes that a register's listing has lapsed, with the notices that tell of it. False where it is no longer the version this replaces. */
  lapseListing(replaces: StoredListing, listing: Listing, context: AuditContext, notices: readonly Notice[]): Promise<boolean>;
  /** Tells people of what was stored already. A notice that was written before is not written again. */
  tell(notices: readonly Notice[]): Promise<void>;
  /** Erases why things were done to a record; its trail stays. Safe to repeat. */
  eraseReasons(record: Pick<Change, "entity" | "after">): Promise<void>;
  caseTrail(vettingCase: VettingCase): Promise<readonly AuditEntry[]>;
  /** What was done with a case, its evidence, references and listing. */
  trailsOfCase(vettingCase: VettingCase): Promise<readonly AuditEntry[]>;
  /** Writes records, the listing that follows, and the notices that tell of it: all or nothing. */
  commit(context: AuditContext, changes: readonly Change[], more?: With): Promise<Result<void, CommitRefusal>>;
}

/** What falls due, for the nightly sweep: of a case, or a listing that no case has. */
export type DueItem = DueOfCase | { readonly listing: string };

/** A case, a piece of its evidence, or its visit. */
export interface DueOfCase {
  readonly case: string;
  /** Absent where it is the case itself, or its visit. */
  readonly evidence?: string | undefined;
  readonly visit?: true | undefined;
}

/** Where the night finds what is due. */
export interface SweepStore extends DayMarks {
  /** What is due of a council on a day, page by page. */
  dueItems(day: PlainDate, council: string): AsyncIterable<readonly DueItem[]>;
  /** Removes a case whose time is over, with all that belongs to it and every trail. Safe to repeat. */
  removeCase(id: string): Promise<void>;
}
