import type { CommitRefusal } from "../../../shared/audit/commit.ts";
import type { AuditContext, Versioned } from "../../../shared/audit/context.ts";
import { ok, type Result, refused } from "../../../shared/domain/result.ts";
import { type Instant, instantOf } from "../../../shared/domain/time.ts";
import { erased, isOpen } from "../../../shared/people/account.ts";
import { pause } from "../../../shared/runtime/pause.ts";
import { type Delegation, stateAfter, withoutInvitation } from "../rules/delegation.ts";
import type { Erasure, ErasureDecision } from "../rules/staff.ts";
import type { AccountsDeps } from "./deps.ts";
import type { Change } from "./ports.ts";

type ErasingDeps = Pick<AccountsDeps, "store" | "addressHash" | "dataSubject">;

/** `not-a-move`: it was decided before. `looked-at-first`: somebody else has to look at it before it is erased. */
export type DecideRefusal = CommitRefusal | "not-a-move" | "looked-at-first";

/**
 * Decides a request to erase: does it, or says why the law does not let us. Refused where it was decided before, and where a vetting officer has to look first. That it is
 * decided is stored first, together with a mark on the account that nothing new may belong to it; what is stopped after that is taken
 * up by the same decision again, or by the night's retention. Source: UK GDPR, article 17.
 */
export const decideErasure =
  (deps: ErasingDeps) =>
  async (erasure: Versioned<Erasure>, { decision, reason }: ErasureDecision, context: AuditContext): Promise<Result<Erasure, DecideRefusal>> => {
    const { store } = deps;
    const { state, person } = erasure.body;
    const decidedAt = instantOf(context.at);
    const decided = (next: Erasure["state"]): Change => ({
      entity: "erasure",
      before: erasure,
      after: { ...erasure.body, state: next, decidedAt, reason },
      action: "erasure:decide",
    });
    if (decision === "refuse") {
      if (state !== "asked") return refused("not-a-move");
      const done = await store.commit(context, [decided("refused")]);
      return done.ok ? ok({ ...erasure.body, state: "refused", decidedAt, reason }) : done;
    }
    if (state !== "asked" && state !== "erasing") return refused("not-a-move");
    if (state === "asked") {
      if ((await deps.dataSubject.erasureSay(person, erasure.body.askedAt)).waiting) {
        await deps.dataSubject.askBeforeErasure(person, context);
        return refused("looked-at-first");
      }
      const done = await store.commit(context, [decided("erasing"), ...(await closing(deps, person, context))]);
      if (!done.ok) return done;
    }
    await finishErasing(deps)(person, context, erasure.body.id);
    return ok({ ...erasure.body, state: "done", decidedAt, reason });
  };

/** Marks an account as being erased; nothing to do where that is so already. */
export async function closing({ store }: Pick<ErasingDeps, "store">, person: string, { at }: Pick<AuditContext, "at">): Promise<readonly Change[]> {
  const account = await store.account(person);
  if (!account || !isOpen(account.body)) return [];
  return [{ entity: "account", before: account, after: { ...account.body, closingAt: instantOf(at) }, action: "account:close" }];
}

/** A transaction takes 100 writes, and ending a delegation is up to four. */
const CHANGES_A_COMMIT = 20;

/**
 * Erases what belongs to a person whose account is marked, and then the account itself. What the law requires to
 * stay (the register of records says what, and why) is left. Can be stopped anywhere, and done again.
 */
export const finishErasing =
  (deps: ErasingDeps) =>
  async (person: string, { idempotencyKey: _, ...context }: AuditContext, request?: string): Promise<void> => {
    const { store } = deps;
    const now = instantOf(context.at);
    await deps.dataSubject.endForErasure(person, context);
    for (let clash = 0; ; clash += 1) {
      const left = await belongings(deps, person, now);
      let stale = false;
      for (let at = 0; at < left.length && !stale; at += CHANGES_A_COMMIT) stale = !(await store.commit(context, left.slice(at, at + CHANGES_A_COMMIT))).ok;
      if (left.length > 0) {
        // Again until nothing is found: what belongs to an account is found by an index, which may lag.
        if (stale) await pause(clash);
        continue;
      }
      await store.forgetNotices(person, context.at);
      const account = await store.account(person);
      const named = request === undefined ? undefined : await store.erasure(request);
      const requests = new Map([...(await store.erasuresOf(person)), ...(named ? [named] : [])].map((one) => [one.body.id, one]));
      const last: readonly Change[] = [
        ...(account && account.body.erasedAt === undefined
          ? [{ entity: "account" as const, before: account, after: erased(account.body, now), action: "account:erase" }]
          : []),
        ...[...requests.values()]
          .filter(({ body }) => body.state === "erasing")
          .map((before): Change => ({ entity: "erasure", before, after: { ...before.body, state: "done" }, action: "account:erase" })),
      ];
      if (last.length === 0 || (await store.commit(context, last)).ok) return;
      await pause(clash);
    }
  };

/** The changes that erase what belongs to a person's account; none once it is done. */
async function belongings({ store, addressHash }: ErasingDeps, person: string, now: Instant): Promise<readonly Change[]> {
  const account = await store.account(person);
  const email = account?.body.email;
  const waiting = email === undefined ? { delegations: [], appointments: [] } : await store.invitedAt(await addressHash(email));
  const workers = (await store.workersOf(person)).filter(({ body }) => body.displayName !== undefined || body.endedAt === undefined);
  const acting = await Promise.all((await store.peopleOf(person)).map(({ delegation }) => store.delegation(delegation)));
  const delegations = [...(await store.delegationsFor(person)), ...acting.filter((one) => one !== undefined), ...waiting.delegations];
  const appointments = [...(await store.appointmentsOf(person)), ...waiting.appointments];
  return [
    ...workers.map((before): Change => {
      const { displayName: _, ...body } = before.body;
      return { entity: "worker", before, after: { ...body, endedAt: body.endedAt ?? now }, action: "account:erase" };
    }),
    ...distinct(delegations)
      .filter(({ body }) => stateAfter(body.state, "end") !== undefined || (body.person === person && tellsOfPerson(body)))
      .map((before): Change => {
        const { basis: _basis, specialReason: _special, told: _told, objection, ...rest } = before.body;
        const state = stateAfter(rest.state, "end");
        const { words: _words, ...objected } = objection ?? { at: "", by: "" };
        const bare = objection === undefined ? rest : { ...rest, objection: objected };
        // Why the council decided so, and what was said about it, tells of the person acted for; of others' it stays.
        const kept = person === rest.person ? bare : before.body;
        return { entity: "delegation", before, after: withoutInvitation(kept, state ? { state, endedAt: now } : {}), action: "account:erase" };
      }),
    ...distinct(appointments)
      .filter(({ body }) => body.email !== undefined)
      .map((before): Change => {
        const { email: _email, addressHash: _hash, ...body } = before.body;
        return { entity: "appointment", before, after: { ...body, state: "ended", endedAt: body.endedAt ?? now }, action: "account:erase" };
      }),
  ];
}

/** Whether a delegation still holds words about the person acted for. */
const tellsOfPerson = ({ basis, specialReason, told, objection }: Delegation): boolean =>
  [basis, specialReason, told, objection?.words].some((words) => words !== undefined);

const distinct = <Body extends { readonly id: string }>(records: readonly Versioned<Body>[]): readonly Versioned<Body>[] => [
  ...new Map(records.map((record) => [record.body.id, record])).values(),
];
