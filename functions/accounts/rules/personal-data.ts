import type { ActsFor } from "../../../shared/access/roles.ts";
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
  readonly appointments: readonly Omit<Appointment, "addressHash">[];
  readonly erasures: readonly Erasure[];
  /** What other slices hold, under the names of the register. */
  readonly otherSlices: PersonalData;
  /** What they were told; newest first. */
  readonly notices: readonly SentNotice[];
  /** Of the account, and of delegations and requests that are theirs; oldest first. */
  readonly trail: readonly AuditEntry[];
}

/** The register's entries about people who sign in: one for each part of `Held`. */
export const linesOfPeople = ({ lines }: RecordRegister): readonly RegisterLine[] => lines.filter(({ whose }) => whose === "person");

/** What is held as the file a person is given: each part with why it is held, on what basis and for how long. Source: UK GDPR, article 15. */
export function subjectDataFile(register: RecordRegister, held: SubjectData, preparedAt: string) {
  const { account, workers, delegations, actsFor, appointments, erasures, notices, otherSlices, trail } = held;
  const parts: Readonly<Record<string, object>> = {
    ...otherSlices,
    account,
    identity: account.identities,
    worker: workers,
    delegation: delegations,
    "acts-for": actsFor,
    appointment: appointments,
    erasure: erasures,
    notice: notices,
    "audit-entry": trail.map(({ reason: _, ...entry }) => entry),
    "audit-reason": trail.flatMap(({ record, sequence, reason }) => (reason === undefined ? [] : [{ record, sequence, reason }])),
  };
  const records = linesOfPeople(register).map(({ entity, what, why, basis, period, stays }) => ({
    kind: entity,
    what,
    why,
    basis,
    period: period.words,
    ...(stays === undefined ? {} : { stays }),
    held: parts[entity] ?? [],
  }));
  return { preparedAt, records };
}

/** The same as text, to keep and to read. */
export const subjectDataText = (register: RecordRegister, held: SubjectData, preparedAt: string): string =>
  JSON.stringify(subjectDataFile(register, held, preparedAt), undefined, 2);
