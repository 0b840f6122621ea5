import type { AuditContext, Versioned } from "../../../shared/audit/context.ts";
import type { AsKnown } from "../../../shared/domain/timeline.ts";
import type { MayWrite } from "../../../shared/notices/mail-caps.ts";
import type { Account } from "../../../shared/people/account.ts";
import type { PlanAgreements } from "../rules/decide-arrangement.ts";
import type { ArrangementStore } from "./ports.ts";

/** What the use cases of this slice are given. */
export interface ArrangementsDeps {
  readonly store: ArrangementStore;
  /** A person's account; undefined where there is none. */
  readonly account: (person: string) => Promise<Versioned<Account> | undefined>;
  /** Notes on a person's trail that somebody saw them in a look-up. Throws when it cannot. */
  readonly noteLook: (person: string, context: AuditContext, concern: string) => Promise<void>;
  /** What the plan of a person's direct payment was believed to agree to; nothing where the council's record is not connected. */
  readonly planOf: (person: string, asKnown: AsKnown) => Promise<PlanAgreements>;
  /** A new id, never given before. */
  readonly newId: () => string;
  /** Where people reach Trellis. */
  readonly site: URL;
  /** Whether a notice can never arrive. */
  readonly noticeFailed: (id: string) => Promise<boolean>;
  /** Whether people who are no users may be written to. */
  readonly mayWrite: MayWrite;
  /** The page on which whoever has an address says that they want no more mails. */
  readonly stopLink: (email: string) => Promise<string>;
}
