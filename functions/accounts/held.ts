import type { ActsFor } from "../../shared/access/roles.ts";
import type { Kept } from "../../shared/audit/act.ts";
import type { AuditEntry } from "../../shared/audit/entry.ts";
import { type RecordPolicy, recordPolicies } from "../../shared/policy/records.ts";
import type { Account, Worker } from "./account.ts";
import type { Delegation } from "./delegation.ts";
import type { PeopleStore } from "./ports.ts";
import type { Appointment, Erasure } from "./staff.ts";

/** All that is held on a person, under the names of the register of records. */
export interface Held {
  readonly account: Account;
  readonly workers: readonly Worker[];
  /** Leave of others to act for them, and their own to act for others. The council's reasons are left out of the latter. */
  readonly delegations: readonly Delegation[];
  readonly actsFor: readonly ActsFor[];
  readonly appointments: readonly Appointment[];
  readonly erasures: readonly Erasure[];
  readonly trail: readonly AuditEntry[];
}

/** Gathers all that is held on a person. */
export async function heldOn(store: PeopleStore, account: Kept<Account>): Promise<Held> {
  const { id } = account.body;
  const [workers, delegations, actsFor, appointments, erasures, trail] = await Promise.all([
    store.workersOf(id),
    store.delegationsFor(id),
    store.peopleOf(id),
    store.appointmentsOf(id),
    store.erasuresOf(id),
    store.trail("account", account.body),
  ]);
  const bodies = <Body>(records: readonly Kept<Body>[]): readonly Body[] => records.map(({ body }) => body);
  return {
    account: account.body,
    workers: bodies(workers),
    delegations: bodies(delegations),
    actsFor,
    appointments: bodies(appointments),
    erasures: bodies(erasures),
    trail,
  };
}

/** The register's entries about people who sign in: one for each part of `Held`. */
export const ownRecordPolicies: readonly RecordPolicy[] = recordPolicies.filter(({ whose }) => whose === "person");

/** What is held as the file a person is given: each part with why it is held, on what basis and for how long. */
export function heldAsJson(held: Held, preparedAt: string): string {
  const { account, workers, delegations, actsFor, appointments, erasures, trail } = held;
  const parts: Readonly<Record<string, unknown>> = {
    account,
    worker: workers,
    delegation: delegations,
    "acts-for": actsFor,
    appointment: appointments,
    erasure: erasures,
    "audit-entry": trail,
  };
  const records = ownRecordPolicies.map(({ entity, what, why, basis, period, stays }) => ({
    kind: entity,
    what,
    why,
    basis,
    period: period.words,
    ...(stays === undefined ? {} : { stays }),
    held: parts[entity] ?? [],
  }));
  return JSON.stringify({ preparedAt, records }, undefined, 2);
}
