import type { Versioned } from "../../../shared/audit/context.ts";
import { type EpochMillis, londonDate } from "../../../shared/domain/time.ts";
import { type Account, displayNameOf } from "../../../shared/people/account.ts";
import { entryForPerson } from "../../../shared/people/data-subject.ts";
import { delegationView } from "../rules/delegation.ts";
import type { SubjectData } from "../rules/personal-data.ts";
import { delegateNames } from "./acting.ts";
import type { AccountsDeps } from "./deps.ts";

type HeldDeps = Pick<AccountsDeps, "store" | "dataSubject">;

/** For whom it is gathered, and which part of the trail. */
export interface Gathering {
  /** Whether it is for the person themselves, and not for somebody who acts for them. */
  readonly forOneself: boolean;
  /** The entry of the account's trail whose earlier ones are wanted; of the other trails the newest part has all. */
  readonly before?: number | undefined;
}

/** Gathers all that is held on a person, for themselves or for somebody who acts for them. Source: UK GDPR, article 15. */
export async function subjectDataOf(
  { store, dataSubject }: HeldDeps,
  account: Versioned<Account>,
  at: EpochMillis,
  { forOneself, before }: Gathering,
): Promise<SubjectData> {
  const { id } = account.body;
  const today = londonDate(at);
  const newest = before === undefined;
  const [workers, delegations, actsFor, appointments, erasures, notices, otherSlices, part, otherTrails] = await Promise.all([
    store.workersOf(id),
    store.delegationsFor(id),
    store.peopleOf(id),
    store.appointmentsOf(id),
    store.erasuresOf(id),
    store.noticesOf(id, at),
    dataSubject.personalDataOf(id),
    store.newestOf("account", account.body, before),
    newest ? dataSubject.trailOf(id) : [],
  ]);
  const bodies = <Body>(records: readonly Versioned<Body>[]): readonly Body[] => records.map(({ body }) => body);
  const trails = newest
    ? await Promise.all([
        ...delegations.map(({ body }) => store.trail("delegation", body)),
        ...erasures.map(({ body }) => store.trail("erasure", body)),
        ...appointments.map(({ body }) => store.trail("appointment", body)),
        ...workers.map(({ body }) => store.trail("worker", body)),
      ])
    : [];
  const looked = await store.looksIn(id, part.entries);
  const names = new Map(await delegateNames({ store })(bodies(delegations)));
  for (const { person } of actsFor) {
    const acted = await store.account(person);
    names.set(person, acted ? displayNameOf(acted.body) : "Someone whose account is deleted");
  }
  const theirs = trails.flat().map((entry) => (entry.record.startsWith("APPOINTMENT#") ? entryForPerson(entry, id) : entry));
  return {
    account: account.body,
    workers: bodies(workers),
    delegations: bodies(delegations).map((one) => delegationView(one, today, { withBasis: forOneself })),
    actsFor,
    appointments: bodies(appointments).map(({ addressHash: _, proposedBy: _by, confirmedBy: _confirmed, ...body }) => body),
    erasures: bodies(erasures),
    notices,
    otherSlices: otherSlices,
    trail: [...part.entries, ...theirs, ...otherTrails].toSorted((a, b) => a.at.localeCompare(b.at)),
    earlier: part.next,
    looks: new Map(part.entries.flatMap((entry) => (looked.has(entry.sequence) ? [[entry, looked.get(entry.sequence) ?? 1] as const] : []))),
    names,
  };
}
