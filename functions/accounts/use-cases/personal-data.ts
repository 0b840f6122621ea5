import type { Versioned } from "../../../shared/audit/context.ts";
import { type EpochMillis, londonDate } from "../../../shared/domain/time.ts";
import type { Account } from "../../../shared/people/account.ts";
import { delegationView } from "../rules/delegation.ts";
import type { SubjectData } from "../rules/personal-data.ts";
import type { AccountsDeps } from "./deps.ts";

type HeldDeps = Pick<AccountsDeps, "store" | "dataSubject">;

/** Gathers all that is held on a person, for themselves or (`forOneself` is false) for somebody who acts for them. Source: UK GDPR, article 15. */
export async function subjectDataOf({ store, dataSubject }: HeldDeps, account: Versioned<Account>, at: EpochMillis, forOneself: boolean): Promise<SubjectData> {
  const { id } = account.body;
  const today = londonDate(at);
  const [workers, delegations, actsFor, appointments, erasures, notices, otherSlices, accountTrail] = await Promise.all([
    store.workersOf(id),
    store.delegationsFor(id),
    store.peopleOf(id),
    store.appointmentsOf(id),
    store.erasuresOf(id),
    store.noticesOf(id, at),
    dataSubject.personalDataOf(id),
    store.trail("account", account.body),
  ]);
  const trails = await Promise.all([
    ...delegations.map(({ body }) => store.trail("delegation", body)),
    ...erasures.map(({ body }) => store.trail("erasure", body)),
  ]);
  const bodies = <Body>(records: readonly Versioned<Body>[]): readonly Body[] => records.map(({ body }) => body);
  return {
    account: account.body,
    workers: bodies(workers),
    delegations: bodies(delegations).map((one) => delegationView(one, today, { withBasis: forOneself })),
    actsFor,
    appointments: bodies(appointments).map(({ addressHash: _, ...body }) => body),
    erasures: bodies(erasures),
    notices,
    otherSlices: otherSlices,
    trail: [...accountTrail, ...trails.flat()].toSorted((a, b) => a.at.localeCompare(b.at)),
  };
}
