import type { ActsFor } from "../../../shared/access/roles.ts";
import type { Kept } from "../../../shared/audit/act.ts";
import type { AuditEntry } from "../../../shared/audit/entry.ts";
import type { PlainDate } from "../../../shared/domain/time.ts";
import type { Account, Worker } from "../../../shared/people/account.ts";
import { type RecordPolicy, recordPolicies } from "../../../shared/policy/records.ts";
import { type ShownDelegation, shown } from "../rules/delegation.ts";
import type { Appointment, Erasure } from "../rules/staff.ts";
import type { AccountsDeps } from "./deps.ts";
import type { ToldNotice } from "./ports.ts";

/** All that is held on a person, under the names of the register of records. */
export interface Held {
  readonly account: Account;
  readonly workers: readonly Worker[];
  /** Leave of others to act for them; the council's reasons are told to the person alone. */
  readonly delegations: readonly ShownDelegation[];
  readonly actsFor: readonly ActsFor[];
  readonly appointments: readonly Omit<Appointment, "addressHash">[];
  readonly erasures: readonly Erasure[];
  /** What other slices hold, under the names of the register. */
  readonly elsewhere: Readonly<Record<string, readonly Readonly<Record<string, unknown>>[]>>;
  /** What they were told; newest first. */
  readonly notices: readonly ToldNotice[];
  /** Of the account, and of delegations and requests that are theirs; oldest first. */
  readonly trail: readonly AuditEntry[];
}

type HeldDeps = Pick<AccountsDeps, "store" | "elsewhere">;

/** Gathers all that is held on a person, for themselves or (`own` is false) for somebody who acts for them. */
export async function heldOn({ store, elsewhere: others }: HeldDeps, account: Kept<Account>, today: PlainDate, own: boolean): Promise<Held> {
  const { id } = account.body;
  const [workers, delegations, actsFor, appointments, erasures, notices, elsewhere, accountTrail] = await Promise.all([
    store.workersOf(id),
    store.delegationsFor(id),
    store.peopleOf(id),
    store.appointmentsOf(id),
    store.erasuresOf(id),
    store.noticesOf(id),
    others.heldOn(id),
    store.trail("account", account.body),
  ]);
  const trails = await Promise.all([
    ...delegations.map(({ body }) => store.trail("delegation", body)),
    ...erasures.map(({ body }) => store.trail("erasure", body)),
  ]);
  const bodies = <Body>(records: readonly Kept<Body>[]): readonly Body[] => records.map(({ body }) => body);
  return {
    account: account.body,
    workers: bodies(workers),
    delegations: bodies(delegations).map((one) => shown(one, today, { withBasis: own })),
    actsFor,
    appointments: bodies(appointments).map(({ addressHash: _, ...body }) => body),
    erasures: bodies(erasures),
    notices,
    elsewhere,
    trail: [...accountTrail, ...trails.flat()].toSorted((a, b) => a.at.localeCompare(b.at)),
  };
}

/** The register's entries about people who sign in: one for each part of `Held`. */
export const ownRecordPolicies: readonly RecordPolicy[] = recordPolicies.filter(({ whose }) => whose === "person");

/** What is held as the file a person is given: each part with why it is held, on what basis and for how long. */
export function heldFile(held: Held, preparedAt: string) {
  const { account, workers, delegations, actsFor, appointments, erasures, notices, elsewhere, trail } = held;
  const parts: Readonly<Record<string, object>> = {
    ...elsewhere,
    account,
    worker: workers,
    delegation: delegations,
    "acts-for": actsFor,
    appointment: appointments,
    erasure: erasures,
    notice: notices,
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
  return { preparedAt, records };
}

/** The same as text, to keep and to read. */
export const heldAsJson = (held: Held, preparedAt: string): string => JSON.stringify(heldFile(held, preparedAt), undefined, 2);
