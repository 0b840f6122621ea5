import type { Act, Kept } from "../../shared/audit/act.ts";
import type { CommitRefusal } from "../../shared/audit/commit.ts";
import { ok, type Result, refused } from "../../shared/domain/result.ts";
import { instantOf, londonDate, type PlainDate } from "../../shared/domain/time.ts";
import { councilPolicy } from "../../shared/policy/council.ts";
import { editableFigures, type PolicyVersion } from "../../shared/policy/versions.ts";
import { type Account, erased, withGrant, withoutGrant } from "./account.ts";
import { moved } from "./delegation.ts";
import type { AccountsDeps } from "./deps.ts";
import type { Change } from "./ports.ts";
import type { Appointment, Erasure, ErasureDecision, NewAppointment, NewPerson } from "./staff.ts";

/** Makes an account for a person who does not sign in, so that somebody can act for them. */
export const registerPerson =
  ({ store, newId }: AccountsDeps) =>
  async (authority: string, { displayName }: NewPerson, act: Act): Promise<Result<Account, CommitRefusal>> => {
    const bare: Account = { id: newId(), authority, displayName, grants: [], endedSessions: [], createdAt: instantOf(act.at) };
    const account = withGrant(bare, { role: "recipient" });
    const done = await store.commit(act, [{ entity: "account", after: account, action: "person:register" }]);
    return done.ok ? ok(account) : done;
  };

/** Invites somebody to a staff role, by the address their council's identity provider knows them by. */
export const appoint =
  ({ store, newId, addressHash }: AccountsDeps) =>
  async (authority: string, { email, role }: NewAppointment, act: Act): Promise<Result<Appointment, CommitRefusal>> => {
    const appointment: Appointment = {
      id: newId(),
      authority,
      role,
      email,
      addressHash: await addressHash(email),
      state: "invited",
      createdAt: instantOf(act.at),
    };
    const done = await store.commit(act, [{ entity: "appointment", after: appointment, action: "staff:appoint" }]);
    return done.ok ? ok(appointment) : done;
  };

/** `own-role`: nobody takes their own role away, so that a council is never left without an administrator by a slip. */
export type DismissRefusal = CommitRefusal | "not-a-move" | "own-role";

/** Takes a staff role away: from the next request on it no longer holds. */
export const dismiss =
  ({ store }: AccountsDeps) =>
  async (appointment: Kept<Appointment>, act: Act): Promise<Result<Appointment, DismissRefusal>> => {
    const { body } = appointment;
    if (body.state === "ended") return refused("not-a-move");
    if (body.account === act.actor.subject) return refused("own-role");
    const after: Appointment = { ...body, state: "ended", endedAt: instantOf(act.at) };
    const account = body.account === undefined ? undefined : await store.account(body.account);
    const without = account && withoutGrant(account.body, { role: body.role, authority: body.authority });
    const done = await store.commit(act, [
      { entity: "appointment", before: appointment, after, action: "staff:dismiss" },
      ...(account && without ? [{ entity: "account" as const, before: account, after: without, action: "staff:dismiss" }] : []),
    ]);
    return done.ok ? ok(after) : done;
  };

/** `not-a-move`: it was decided before. */
export type DecideRefusal = CommitRefusal | "not-a-move";

/** Decides a request to erase: does it, or says why the law does not let us. */
export const decideErasure =
  ({ store }: AccountsDeps) =>
  async (erasure: Kept<Erasure>, { decision, reason }: ErasureDecision, act: Act): Promise<Result<Erasure, DecideRefusal>> => {
    if (erasure.body.state !== "asked") return refused("not-a-move");
    const after: Erasure = { ...erasure.body, state: decision === "erase" ? "done" : "refused", decidedAt: instantOf(act.at), reason };
    const decided: Change = { entity: "erasure", before: erasure, after, action: "erasure:decide" };
    const last = decision === "erase" ? await eraseBelongings({ store }, erasure.body.person, act) : [];
    const done = await store.commit(act, [decided, ...last]);
    return done.ok ? ok(after) : done;
  };

/** A transaction takes 100 writes, and ending a delegation is up to four. */
const CHANGES_A_COMMIT = 20;

/**
 * Erases what belongs to a person's account, and gives the change that erases the account itself, to be
 * committed last: whoever is stopped half-way finds the account still there, and goes on. What the law
 * requires to stay (the register of records says what, and why) is left.
 */
export async function eraseBelongings({ store }: Pick<AccountsDeps, "store">, person: string, act: Act): Promise<readonly Change[]> {
  const now = instantOf(act.at);
  const account = await store.account(person);
  if (!account || account.body.erasedAt !== undefined) return [];
  const workers = (await store.workersOf(person)).filter(({ body }) => body.displayName !== undefined);
  const acting = await Promise.all((await store.peopleOf(person)).map(({ delegation }) => store.delegation(delegation)));
  const delegations = [...(await store.delegationsFor(person)), ...acting.filter((one) => one !== undefined)];
  const changes = [
    ...workers.map((before): Change => {
      const { displayName: _, ...body } = before.body;
      return { entity: "worker", before, after: { ...body, endedAt: body.endedAt ?? now }, action: "account:erase" };
    }),
    ...delegations
      .filter(({ body }) => moved(body.state, "end") !== undefined)
      .map((before): Change => {
        const { invitedAt: _address, basis: _basis, ...body } = before.body;
        return { entity: "delegation", before, after: { ...body, state: "ended", endedAt: now }, action: "account:erase" };
      }),
  ];
  const { once: _, ...unguarded } = act;
  for (let at = 0; at < changes.length; at += CHANGES_A_COMMIT) {
    const done = await store.commit(unguarded, changes.slice(at, at + CHANGES_A_COMMIT));
    if (!done.ok) throw new Error("What belongs to an account changed while it was erased: ask again");
  }
  return [{ entity: "account", before: account, after: erased(account.body, now), action: "account:erase" }];
}

/** A figure that cannot be set as asked, by its path. */
export interface FigureError {
  readonly path: string;
  readonly detail: string;
}

/** Checks figures a council wants to set: every editable one, each within its limits. */
export function figureErrors(figures: Readonly<Record<string, number>>): readonly FigureError[] {
  const unknown = Object.keys(figures).filter((path) => !editableFigures.some((own) => own.path === path));
  return [
    ...unknown.map((path) => ({ path, detail: "is not a figure a council sets" })),
    ...editableFigures.flatMap(({ path, least, most, unit }) => {
      const value = figures[path];
      const fine = value !== undefined && Number.isInteger(value) && value >= least && value <= most;
      return fine ? [] : [{ path, detail: `must be a whole number of ${unit} from ${least} to ${most}` }];
    }),
  ];
}

export type PolicyRefusal = CommitRefusal | "in-the-past";

/**
 * Sets a new version of a council's policy from a day on. `seen` is the version the figures were made
 * from: another set meanwhile is not overwritten unseen.
 */
export const setPolicy =
  ({ store }: AccountsDeps) =>
  async (
    authority: string,
    seen: number,
    { effectiveFrom, figures, reason }: { effectiveFrom: PlainDate; figures: Readonly<Record<string, number>>; reason: string },
    act: Act,
  ): Promise<Result<PolicyVersion, PolicyRefusal>> => {
    if (effectiveFrom < londonDate(act.at)) return refused("in-the-past");
    if (seen !== (await latestPolicy({ store }, authority))) return refused("stale");
    const version: PolicyVersion = { authority, version: seen + 1, effectiveFrom, figures, createdAt: instantOf(act.at) };
    const done = await store.commit(act, [{ entity: "policy-version", after: version, action: "policy:write", reason }]);
    return done.ok ? ok(version) : done;
  };

/** The newest version there is of a council's policy: the one it came with counts. */
export async function latestPolicy({ store }: Pick<AccountsDeps, "store">, authority: string): Promise<number> {
  const versions = await store.policyVersions(authority);
  return Math.max(councilPolicy(authority).version, ...versions.map(({ body }) => body.version));
}
