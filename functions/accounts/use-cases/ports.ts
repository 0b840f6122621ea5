import type { ActsFor } from "../../../shared/access/roles.ts";
import type { CommitRefusal } from "../../../shared/audit/commit.ts";
import type { AuditContext, Versioned } from "../../../shared/audit/context.ts";
import type { AuditEntry, AuditHead } from "../../../shared/audit/entry.ts";
import type { TrailPage } from "../../../shared/audit/trail.ts";
import type { Result } from "../../../shared/domain/result.ts";
import type { EpochMillis, PlainDate } from "../../../shared/domain/time.ts";
import type { DayMarks } from "../../../shared/due/plan.ts";
import type { Notice } from "../../../shared/notices/notice.ts";
import type { Account, Worker } from "../../../shared/people/account.ts";
import type { IdentityName } from "../../../shared/people/identity.ts";
import type { PolicyVersion } from "../../../shared/policy/versions.ts";
import type { AnyChange, ListPage } from "../../../shared/records/entity.ts";
import type { Delegation } from "../rules/delegation.ts";
import type { MailStop } from "../rules/mail-stop.ts";
import type { SentNotice } from "../rules/sent-notice.ts";
import type { Appointment, Erasure } from "../rules/staff.ts";

/** The audited records of this slice, by what they are. */
export interface Records {
  readonly account: Account;
  readonly worker: Worker;
  readonly delegation: Delegation;
  readonly appointment: Appointment;
  readonly erasure: Erasure;
  readonly "mail-stop": MailStop;
  readonly "policy-version": PolicyVersion;
}
export type RecordKind = keyof Records;

export type Change = AnyChange<Records>;

/** What the routes of this slice, and of every slice, can be about, by the name in the route list. */
export interface RouteRecords {
  /** Nothing in particular. */
  readonly none: undefined;
  /** The account of whoever asks. */
  readonly self: undefined;
  /** A person's account; `me` in an API path is whoever asks. */
  readonly person: Versioned<Account>;
  readonly worker: Versioned<Worker>;
  readonly delegation: Versioned<Delegation>;
  /** A delegation that waits for an answer, as whoever it waits for sees it. */
  readonly invitation: Versioned<Delegation>;
  /** A council, by its GSS code. */
  readonly council: string;
  readonly appointment: Versioned<Appointment>;
  readonly erasure: Versioned<Erasure>;
}

/** Who is asking, in one read. */
export interface CallerProfile {
  readonly account?: Versioned<Account>;
  /** Their leave to act for the person asked about, where they have one. */
  readonly actsFor?: ActsFor;
}

/** Where the records of people are kept. */
export interface PeopleStore {
  /** Everything deciding needs to know of a caller, in one consistent read; with `person`, also their leave to act for them. */
  callerProfile(subject: string, person?: string): Promise<CallerProfile>;
  account(id: string): Promise<Versioned<Account> | undefined>;
  /** The id of the account an identity leads to, in one consistent read. */
  accountOf(identity: IdentityName): Promise<string | undefined>;
  worker(account: string, id: string): Promise<Versioned<Worker> | undefined>;
  workersOf(account: string): Promise<readonly Versioned<Worker>[]>;
  delegation(id: string): Promise<Versioned<Delegation> | undefined>;
  /** Every delegation of a person, ended ones too, newest first. */
  delegationsFor(person: string): Promise<readonly Versioned<Delegation>[]>;
  /** Whom somebody acts for. */
  peopleOf(delegate: string): Promise<readonly ActsFor[]>;
  /** Delegations and appointments that wait for somebody at an address. */
  invitedAt(addressHash: string): Promise<{ readonly delegations: readonly Versioned<Delegation>[]; readonly appointments: readonly Versioned<Appointment>[] }>;
  appointmentsOf(account: string): Promise<readonly Versioned<Appointment>[]>;
  appointment(id: string): Promise<Versioned<Appointment> | undefined>;
  staffOf(authority: string, after?: string): Promise<ListPage<Appointment>>;
  councilDelegations(authority: string, after?: string): Promise<ListPage<Delegation>>;
  councilErasures(authority: string, after?: string): Promise<ListPage<Erasure>>;
  erasure(id: string): Promise<Versioned<Erasure> | undefined>;
  erasuresOf(person: string): Promise<readonly Versioned<Erasure>[]>;
  /** What whoever has an address said of mails from us, by what the address is known by. */
  mailStop(id: string): Promise<Versioned<MailStop> | undefined>;
  /** Every version of a council's policy that was set here, oldest first. */
  policyVersions(authority: string): Promise<readonly Versioned<PolicyVersion>[]>;
  /** What somebody was told, newest first; what is older than we keep it is not shown, also before the table has removed it. */
  noticesOf(account: string, at: EpochMillis): Promise<readonly SentNotice[]>;
  /** Whether a notice can never arrive. */
  noticeFailed(id: string): Promise<boolean>;
  /** Takes back what somebody was still to be told: where it would have gone and what it says are forgotten. Safe to repeat. */
  forgetNotices(account: string, at: EpochMillis): Promise<void>;
  /** The trail of a record, oldest first. */
  trail<Kind extends RecordKind>(kind: Kind, body: Records[Kind]): Promise<readonly AuditEntry[]>;
  /** The newest entries of a record's trail, or those before an entry, newest first; as many as the service shows at once. */
  newestOf<Kind extends RecordKind>(kind: Kind, body: Records[Kind], before?: number): Promise<TrailPage>;
  /**
   * Writes every change with its audit entry and all that follows from it (a delegate's own copy, an
   * invitation's pointer), all or nothing. `stale` when a record is no longer what the change replaces;
   * `repeat` when the act's own key was used before. Nothing is written then. Whoever must be told is told by the same transaction.
   */
  commit(context: AuditContext, changes: readonly Change[], notices?: readonly Notice[]): Promise<Result<void, CommitRefusal>>;
  /**
   * Notes on the trail of an account, without changing the account, that somebody looked at a record or was refused: one entry for each
   * of them, record and hour, further looks counted beside it. Throws when it cannot. With `head`, where the account was just read, nothing is read again.
   */
  noteOn(account: string, context: AuditContext, action: string, about: string, head?: AuditHead): Promise<void>;
  /** How many looks each of these entries of an account's trail stands for, newest first, by its sequence, where there was more than one. */
  looksIn(account: string, entries: readonly AuditEntry[]): Promise<ReadonlyMap<number, number>>;
}

/** Where a record of any slice is stored. */
export interface RecordAddress {
  readonly pk: string;
  readonly sk: string;
}

/** A record whose period may be over, as it is stored now. */
export interface DueRecord {
  readonly entity: string;
  /** The id its own kind knows it by. */
  readonly id: string;
  readonly authority: string;
  readonly body: object;
  readonly key: RecordAddress;
  readonly version: number;
  /** The partition it stands in among what is due. */
  readonly standsIn: string | undefined;
}

/** Where the night finds what is due. */
export interface RetentionPlan extends DayMarks {
  /** Every record of a council that was written to fall due on a day, page by page. */
  dueKeys(day: PlainDate, council: string): AsyncIterable<readonly RecordAddress[]>;
  /** Records that are gone, whose removal was stopped half-way. */
  unfinished(): Promise<readonly RecordAddress[]>;
}

/** What retention needs besides. */
export interface RetentionStore extends PeopleStore {
  /** The record as it is now, read consistently; undefined where it is gone, or goes by itself (its time to live). */
  dueRecord(key: RecordAddress): Promise<DueRecord | undefined>;
  /** Writes down the day a record really falls due; nothing where it never does. False where it stands there already, or changed meanwhile. */
  postpone(record: DueRecord, until: PlainDate | undefined): Promise<boolean>;
  /** Removes a record, what follows from it and its whole trail: nothing tells of it afterwards. False where it changed meanwhile, and is left. */
  deleteWithTrail(record: DueRecord): Promise<boolean>;
  /** Goes on with the removal of a record, should it have been stopped half-way; whether it was. */
  finishDeletion(key: RecordAddress): Promise<boolean>;
}

/** Who somebody is, as their identity provider vouches for it. */
export interface Identity extends IdentityName {
  /** Absent unless the provider has verified it. */
  readonly email?: string | undefined;
  readonly name?: string | undefined;
  /** The council whose own identity provider vouches for them, with a second factor (GSS code). */
  readonly throughCouncil?: string | undefined;
}

/** The way in somebody takes: the public's, or that of a council's own people. */
export interface Way {
  /** GSS code. */
  readonly council?: string | undefined;
}

/** What must be kept while somebody is at their identity provider, to know them again. */
export interface SignInSecrets {
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
}

/** Why a return from the identity provider is not a sign-in. `not-of-the-council`: the address is none of the council whose provider vouches for it. */
export type ReturnRefusal = "cancelled" | "not-verified" | "second-factor-missing" | "not-of-the-council";

/** Whoever vouches for who somebody is. */
export interface IdentityProvider {
  /** The councils whose people can sign in through their own (GSS codes). */
  readonly councils: readonly string[];
  /** Where to send somebody, and what to keep meanwhile. They are always asked afresh who they are: others may use the same computer. */
  begin(way: Way): Promise<{ readonly address: string; readonly secrets: SignInSecrets }>;
  /** Who came back. A code counts once, in the browser it was given to, for the client it was given to. */
  finish(
    way: Way,
    returned: URL,
    secrets: SignInSecrets,
  ): Promise<{ readonly identity: Identity } | { readonly refusal: ReturnRefusal; readonly who?: IdentityName }>;
}
