import { type ActsFor, isStaffRole } from "../../../shared/access/roles.ts";
import type { AuditEntry } from "../../../shared/audit/entry.ts";
import type { Account, Worker } from "../../../shared/people/account.ts";
import type { PersonalData } from "../../../shared/people/data-subject.ts";
import type { RecordRegister, RegisterLine } from "../../../shared/records/record-policy.ts";
import type { DelegationView } from "./delegation.ts";
import type { SentNotice } from "./sent-notice.ts";
import type { Appointment, Erasure } from "./staff.ts";

/** All that is held on a person, under the names of the register of records. */
export interface SubjectData {
  readonly account: Account;
  readonly workers: readonly Worker[];
  /** Leave of others to act for them; the council's reasons are told to the person alone. */
  readonly delegations: readonly DelegationView[];
  readonly actsFor: readonly ActsFor[];
  readonly appointments: readonly Omit<Appointment, "addressHash" | "proposedBy" | "confirmedBy">[];
  readonly erasures: readonly Erasure[];
  /** What other slices hold, under the names of the register. */
  readonly otherSlices: PersonalData;
  /** What they were told; newest first. */
  readonly notices: readonly SentNotice[];
  /** Of everything that is held, oldest first; of the account's, which grows with every look, a part (`earlier`). */
  readonly trail: readonly AuditEntry[];
  /** The entry of the account's trail that the part before this one ends at; absent where there is none. */
  readonly earlier?: number | undefined;
  /** How many looks an entry stands for, where it is more than one. */
  readonly looks: ReadonlyMap<AuditEntry, number>;
  /** Who acts for this person, by the delegation's id, and whom they act for, by that person's account. */
  readonly names: ReadonlyMap<string, string>;
}

/** The register's entries about people who sign in: one for each part of `Held`. What is a provider's is theirs where they have one. */
export const linesOfPeople = ({ lines }: RecordRegister): readonly RegisterLine[] => lines.filter(({ whose }) => whose === "person");

/**
 * What is held as the file a person is given: each part with why it is held, on what basis and for how long. The trail comes in parts:
 * `next` is the address of the part before. Source: UK GDPR, article 15.
 */
export function subjectDataFile(register: RecordRegister, held: SubjectData, preparedAt: string, addressOf: (before: number) => string) {
  const { account, workers, delegations, actsFor, appointments, erasures, notices, otherSlices, trail } = held;
  const parts: Readonly<Record<string, object>> = {
    ...otherSlices,
    account,
    identity: account.identities,
    "staff-role": account.grants.filter(({ role }) => isStaffRole(role)),
    worker: workers,
    delegation: delegations.map((one) => ({ ...one, name: held.names.get(one.id) })),
    "acts-for": actsFor,
    appointment: appointments,
    erasure: erasures,
    notice: notices,
    "look-count": [...held.looks].map(([{ record, sequence }, looks]) => ({ record, sequence, looks })),
    "audit-entry": trail.map((entry) => {
      const { reason: _, ...told } = entry;
      return { ...told, ...(held.looks.has(entry) ? { looks: held.looks.get(entry) } : {}) };
    }),
    "audit-reason": trail.flatMap(({ record, sequence, reason }) => (reason === undefined ? [] : [{ record, sequence, reason }])),
  };
  const lines = register.lines.filter(({ entity, whose }) => whose === "person" || (parts[entity] !== undefined && whose === "provider"));
  const records = lines.map(({ entity, what, why, basis, period, stays }) => ({
    kind: entity,
    what,
    why,
    basis,
    period: period.words,
    ...(stays === undefined ? {} : { stays }),
    held: parts[entity] ?? [],
  }));
  return { preparedAt, records, ...(held.earlier === undefined ? {} : { next: addressOf(held.earlier) }) };
}

/** The same as text, to keep and to read. */
export const subjectDataText = (...given: Parameters<typeof subjectDataFile>): string => JSON.stringify(subjectDataFile(...given), undefined, 2);
