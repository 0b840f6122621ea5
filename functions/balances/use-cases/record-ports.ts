import type { CommitRefusal } from "../../../shared/audit/commit.ts";
import type { AuditContext, Versioned } from "../../../shared/audit/context.ts";
import type { AuditEntry } from "../../../shared/audit/entry.ts";
import type { Result } from "../../../shared/domain/result.ts";
import type { PlainDate } from "../../../shared/domain/time.ts";
import type { Notice } from "../../../shared/notices/notice.ts";
import type { Account } from "../../../shared/people/account.ts";
import type { AnyChange } from "../../../shared/records/entity.ts";
import type { AccountNote } from "../rules/account-note.ts";
import type { BalanceCase } from "../rules/balance-case.ts";
import type { InvoiceRecord } from "../rules/invoice.ts";
import type { Movement } from "../rules/movement.ts";
import type { SetAsideRecord } from "../rules/set-aside-record.ts";
import type { Billing, PaymentAccount } from "../rules/stated-of.ts";
import type { PaperStore } from "./paper-ports.ts";
import type { WholeAccount } from "./read-account.ts";

/** The audited records of what people and officers state of accounts. */
export interface StatedKinds {
  readonly "set-aside": SetAsideRecord;
  readonly "account-note": AccountNote;
  readonly invoice: InvoiceRecord;
}
export type StatedChange = AnyChange<StatedKinds>;

/** Where they are kept. Each is read consistently, by its id; the invoices of a person eventually. */
export interface StatedStore {
  setAside(account: string): Promise<Versioned<SetAsideRecord> | undefined>;
  accountNote(account: string): Promise<Versioned<AccountNote> | undefined>;
  invoice(id: string): Promise<Versioned<InvoiceRecord> | undefined>;
  /** The invoices for a person's support, the one for the latest days first. */
  invoicesOf(person: string): Promise<readonly Versioned<InvoiceRecord>[]>;
  trailOf<Kind extends keyof StatedKinds & string>(kind: Kind, body: StatedKinds[Kind]): Promise<readonly AuditEntry[]>;
  /** Writes records and the notices that tell of them: all or nothing. `stale` and `repeat` as `shared/audit/commit.ts` says. */
  commit(context: AuditContext, changes: readonly StatedChange[], notices?: readonly Notice[]): Promise<Result<void, CommitRefusal>>;
}

/** What the use cases are given. */
export interface StatedDeps {
  readonly store: StatedStore;
  readonly payment: (id: string) => Promise<PaymentAccount | undefined>;
  /** The direct payment that an officer connected with a person's account. */
  readonly paymentOf: (person: string) => Promise<PaymentAccount | undefined>;
  readonly billing: (arrangement: string) => Promise<Billing | undefined>;
  readonly billingsOf: (person: string) => Promise<readonly Billing[]>;
  /** Notes on a case's own trail that somebody looked at its account, where its person is not to be told. */
  readonly noteLook: (one: BalanceCase, context: AuditContext, action: string) => Promise<void>;
  /** All that was posted on the account of a direct payment, oldest first. */
  readonly movements: (account: string) => Promise<readonly Movement[]>;
  /** The account of a direct payment with what is known of it; undefined where there is none. */
  readonly wholeAccount: (account: string) => Promise<WholeAccount | undefined>;
  /** What was typed from statements on paper. */
  readonly papers: Pick<PaperStore, "papers" | "commit">;
  readonly account: (person: string) => Promise<Versioned<Account> | undefined>;
  /** Accounts that act for a person in matters of money on a day. */
  readonly actingFor: (person: string, day: PlainDate) => Promise<readonly string[]>;
  readonly newId: () => string;
  readonly site: URL;
}
