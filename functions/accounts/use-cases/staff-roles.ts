import type { Role } from "../../../shared/access/roles.ts";
import type { CommitRefusal } from "../../../shared/audit/commit.ts";
import type { AuditContext, Versioned } from "../../../shared/audit/context.ts";
import { ok, type Result, refused } from "../../../shared/domain/result.ts";
import { instantOf } from "../../../shared/domain/time.ts";
import type { Notice } from "../../../shared/notices/notice.ts";
import { type Account, isOpen, withoutGrant, withSessionsEnded } from "../../../shared/people/account.ts";
import { samePerson } from "../../../shared/people/same-person.ts";
import { councilPolicy } from "../../../shared/policy/council.ts";
import { type Appointment, type NewAppointment, roleApartFrom } from "../rules/staff.ts";
import type { AccountsDeps } from "./deps.ts";
import { noticeTo } from "./notices.ts";

/** A transaction takes a hundred writes: no council has more administrators than can be told in it. */
const MOST_TOLD = 80;

/**
 * `appointed-already`: the same invitation waits for them. `appoints-themselves`: nobody gives themselves a role, under whichever account.
 * `roles-apart`: they hold or were given a role that the council's policy keeps apart from it; `apartFrom` says which.
 */
export type AppointRefusal = CommitRefusal | "appointed-already" | "appoints-themselves" | "roles-apart";

/** What an appointment would come to, before it is stored. */
export interface PlannedAppointment {
  readonly appointment: Appointment;
  readonly notices: readonly Notice[];
}
export type AppointmentPlan =
  | { readonly ok: true; readonly value: PlannedAppointment }
  | { readonly ok: false; readonly refusal: AppointRefusal; readonly apartFrom?: Role };

/** Every role a council has given, ended ones too. */
async function everyAppointment({ store }: Pick<AccountsDeps, "store">, authority: string): Promise<readonly Appointment[]> {
  const all: Appointment[] = [];
  let after: string | undefined;
  do {
    const { records, next } = await store.staffOf(authority, after);
    all.push(...records.map(({ body }) => body));
    after = next;
  } while (after !== undefined);
  return all;
}

/** The accounts of those who are administrators of a council now. */
async function administratorsOf({ store }: Pick<AccountsDeps, "store">, authority: string, given: readonly Appointment[]): Promise<readonly Account[]> {
  const ids = new Set(given.flatMap(({ role, state, account }) => (role === "administrator" && state === "active" && account !== undefined ? [account] : [])));
  const accounts = await Promise.all([...ids].map((id) => store.account(id)));
  return accounts.flatMap((one) =>
    one && isOpen(one.body) && one.body.grants.some(({ role, authority: where }) => role === "administrator" && where === authority) ? [one.body] : [],
  );
}

/**
 * Plans to give somebody a role, by the address they sign in with: `invited` where whoever gives it is the council's only administrator,
 * and `proposed`, until a second one confirms it, where there is another person who is. Every administrator is told. `by` is absent where
 * whoever runs Trellis appoints a council's first. Refused by an `AppointRefusal`.
 */
export const planAppointment =
  ({ store, newId, addressHash, site }: Pick<AccountsDeps, "store" | "newId" | "addressHash" | "site">) =>
  async (authority: string, { email, role }: NewAppointment, by: Account | undefined, context: AuditContext): Promise<AppointmentPlan> => {
    if (by !== undefined && by.email === email) return { ok: false, refusal: "appoints-themselves" };
    const hash = await addressHash(email);
    const given = await everyAppointment({ store }, authority);
    const waiting = (await store.invitedAt(hash)).appointments.map(({ body }) => body);
    const theirs = new Map(
      [...given, ...waiting].filter((one) => one.email === email && one.authority === authority && one.state !== "ended").map((one) => [one.id, one]),
    );
    if ([...theirs.values()].some((one) => one.role === role && one.state !== "active")) return { ok: false, refusal: "appointed-already" };
    const accounts = await Promise.all([...theirs.values()].flatMap(({ account }) => (account === undefined ? [] : [store.account(account)])));
    const held = accounts.flatMap((one) => one?.body.grants.filter((grant) => grant.authority === authority).map((grant) => grant.role) ?? []);
    const apartFrom = roleApartFrom(role, [...[...theirs.values()].map((one) => one.role), ...held], councilPolicy(authority).rolesApart);
    if (apartFrom) return { ok: false, refusal: "roles-apart", apartFrom };
    const administrators = await administratorsOf({ store }, authority, given);
    const needsSecond = by !== undefined && administrators.some((one) => !samePerson(one, by));
    const appointment: Appointment = {
      id: newId(),
      authority,
      role,
      email,
      addressHash: hash,
      state: needsSecond ? "proposed" : "invited",
      ...(by === undefined ? {} : { proposedBy: by.id }),
      createdAt: instantOf(context.at),
    };
    const telling = { code: "staff-role-given", authority, about: appointment.id, turn: "given", path: `/councils/${authority}/team` } as const;
    return { ok: true, value: { appointment, notices: administrators.slice(0, MOST_TOLD).map((one) => noticeTo(site, one, telling, context)) } };
  };

/** Stores what was planned: a role that is given twice at once is given once, and `appointed-already` is the other. */
export const appoint =
  ({ store }: Pick<AccountsDeps, "store">) =>
  async ({ appointment, notices }: PlannedAppointment, context: AuditContext): Promise<Result<Appointment, CommitRefusal>> => {
    const done = await store.commit(context, [{ entity: "appointment", after: appointment, action: "staff:appoint" }], notices);
    return done.ok ? ok(appointment) : done;
  };

/** `second-administrator-needed`: neither who gave the role nor whose it is confirms it, under whichever account. `not-a-move`: it does not wait. */
export type ConfirmRefusal = CommitRefusal | "not-a-move" | "second-administrator-needed";

/** Confirms, as a second administrator, a role that another has given: it waits for whoever it is for to sign in. Refused by a `ConfirmRefusal`. */
export const confirmAppointment =
  ({ store }: Pick<AccountsDeps, "store">) =>
  async (by: Account, appointment: Versioned<Appointment>, context: AuditContext): Promise<Result<Appointment, ConfirmRefusal>> => {
    const { body } = appointment;
    if (body.state !== "proposed") return refused("not-a-move");
    const proposer = body.proposedBy === undefined ? undefined : await store.account(body.proposedBy);
    if (by.id === body.proposedBy || by.email === body.email || (proposer && samePerson(proposer.body, by))) return refused("second-administrator-needed");
    const after: Appointment = { ...body, state: "invited", confirmedBy: by.id };
    const done = await store.commit(context, [{ entity: "appointment", before: appointment, after, action: "staff:confirm" }]);
    return done.ok ? ok(after) : done;
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
