import type { CommitRefusal } from "../../../shared/audit/commit.ts";
import type { AuditContext, Versioned } from "../../../shared/audit/context.ts";
import { ok, type Result, refused } from "../../../shared/domain/result.ts";
import { instantOf, londonDate, type PlainDate } from "../../../shared/domain/time.ts";
import { type Account, newAccount, withGrant, withoutGrant, withSessionsEnded } from "../../../shared/people/account.ts";
import { councilPolicy } from "../../../shared/policy/council.ts";
import { editableFigures, type PolicyVersion } from "../../../shared/policy/versions.ts";
import type { Appointment, NewAppointment, NewPerson } from "../rules/staff.ts";
import type { AccountsDeps } from "./deps.ts";

/** Makes an account for a person who does not sign in, so that somebody can act for them. */
export const registerPerson =
  ({ store, newId }: Pick<AccountsDeps, "store" | "newId">) =>
  async (authority: string, { displayName }: NewPerson, context: AuditContext): Promise<Result<Account, CommitRefusal>> => {
    const bare: Account = { ...newAccount(newId(), authority, instantOf(context.at)), displayName };
    const account = withGrant(bare, { role: "recipient" });
    const done = await store.commit(context, [{ entity: "account", after: account, action: "person:register" }]);
    return done.ok ? ok(account) : done;
  };

/** Invites somebody to a role, by the address they sign in with. `appointed-already`: the same invitation waits for them. */
export const appoint =
  ({ store, newId, addressHash }: Pick<AccountsDeps, "store" | "newId" | "addressHash">) =>
  async (authority: string, { email, role }: NewAppointment, context: AuditContext): Promise<Result<Appointment, CommitRefusal | "appointed-already">> => {
    const hash = await addressHash(email);
    const waiting = (await store.invitedAt(hash)).appointments;
    if (waiting.some(({ body }) => body.authority === authority && body.role === role)) return refused("appointed-already");
    const appointment: Appointment = { id: newId(), authority, role, email, addressHash: hash, state: "invited", createdAt: instantOf(context.at) };
    const done = await store.commit(context, [{ entity: "appointment", after: appointment, action: "staff:appoint" }]);
    return done.ok ? ok(appointment) : done;
  };

/** `own-role`: nobody takes their own role away, so that a council is never left without an administrator by a slip. */
export type DismissRefusal = CommitRefusal | "not-a-move" | "own-role";

/** Takes a staff role away: from the next request on it no longer holds, and sessions that began with it are over. Refused as `not-a-move` where it had ended, and as `own-role`. */
export const dismiss =
  ({ store }: Pick<AccountsDeps, "store">) =>
  async (appointment: Versioned<Appointment>, context: AuditContext): Promise<Result<Appointment, DismissRefusal>> => {
    const { body } = appointment;
    if (body.state === "ended") return refused("not-a-move");
    if (body.account === context.actor.subject) return refused("own-role");
    const { addressHash: _, ...kept } = body;
    const after: Appointment = { ...kept, state: "ended", endedAt: instantOf(context.at) };
    const account = body.account === undefined ? undefined : await store.account(body.account);
    const without = account && withSessionsEnded(withoutGrant(account.body, { role: body.role, authority: body.authority }), instantOf(context.at));
    const done = await store.commit(context, [
      { entity: "appointment", before: appointment, after, action: "staff:dismiss" },
      ...(account && without ? [{ entity: "account" as const, before: account, after: without, action: "staff:dismiss" }] : []),
    ]);
    return done.ok ? ok(after) : done;
  };

/** A figure that cannot be set as asked, by its path. */
export interface FigureError {
  readonly path: string;
  readonly detail: string;
}

/** Checks figures a council wants to set: every editable one, each within its limits. */
export function figureErrors(figures: Readonly<Record<string, number>>): readonly FigureError[] {
  const unknown = Object.keys(figures).filter((path) => !editableFigures.some((figure) => figure.path === path));
  return [
    ...unknown.map((path) => ({ path, detail: "is not a figure a council sets" })),
    ...editableFigures.flatMap(({ path, least, most, unit }) => {
      const value = figures[path];
      const fine = value !== undefined && Number.isInteger(value) && value >= least && value <= most;
      return fine ? [] : [{ path, detail: `must be a whole number of ${unit} from ${least} to ${most}` }];
    }),
  ];
}

/** `in-the-past`: its first day is before today. `stale`: another version was set since. */
export type PolicyRefusal = CommitRefusal | "in-the-past";

/**
 * Sets a new version of a council's policy from a day on. `seen` is the version the figures were made
 * from: another set meanwhile is not overwritten unseen, and refused as `stale`. A day before today is refused as `in-the-past`.
 */
export const setPolicy =
  ({ store }: Pick<AccountsDeps, "store">) =>
  async (
    authority: string,
    seen: number,
    { effectiveFrom, figures, reason }: { effectiveFrom: PlainDate; figures: Readonly<Record<string, number>>; reason: string },
    context: AuditContext,
  ): Promise<Result<PolicyVersion, PolicyRefusal>> => {
    if (effectiveFrom < londonDate(context.at)) return refused("in-the-past");
    if (seen !== (await latestPolicy({ store }, authority))) return refused("stale");
    const version: PolicyVersion = { authority, version: seen + 1, effectiveFrom, figures, createdAt: instantOf(context.at) };
    const done = await store.commit(context, [{ entity: "policy-version", after: version, action: "policy:write", reason }]);
    return done.ok ? ok(version) : done;
  };

/** The newest version there is of a council's policy: the one it came with counts. */
export async function latestPolicy({ store }: Pick<AccountsDeps, "store">, authority: string): Promise<number> {
  const versions = await store.policyVersions(authority);
  return Math.max(councilPolicy(authority).version, ...versions.map(({ body }) => body.version));
}
