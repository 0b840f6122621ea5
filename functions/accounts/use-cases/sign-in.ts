import { isStaffRole } from "../../../shared/access/roles.ts";
import type { AuditContext, Versioned } from "../../../shared/audit/context.ts";
import { ok, type Result, refused } from "../../../shared/domain/result.ts";
import { HOUR_MS, instantOf, millisOf } from "../../../shared/domain/time.ts";
import { changeUntilDone } from "../../../shared/due/change-until-done.ts";
import { type Account, newAccount, withGrant, withIdentity, withSessionsEnded } from "../../../shared/people/account.ts";
import { identityId } from "../../../shared/people/identity.ts";
import { samePerson } from "../../../shared/people/same-person.ts";
import { councilName, councilPolicy } from "../../../shared/policy/council.ts";
import { servicePolicy } from "../../../shared/policy/service.ts";
import { type Appointment, roleApartFrom } from "../rules/staff.ts";
import type { AccountsDeps } from "./deps.ts";
import type { Change, Identity } from "./ports.ts";

/** A transaction takes 100 writes, and beginning in a role is three; whoever is given more has the rest from their next sign-in. */
const ROLES_A_SIGN_IN = 20;

/** The act of signing in: there is no request yet that the guard let through. */
export type SigningIn = Pick<AuditContext, "at" | "requestId">;

/**
 * Takes note that somebody has signed in: makes their account, and the identity that leads to it, on the first time, gives them the
 * roles they were invited to (a staff role through that council's own provider only), and ends the session they had
 * in this browser. Two sign-ins at once both succeed, and make one account. `closing`: what is held on them is being erased just now.
 */
export const signedIn =
  ({ store, newId, addressHash, authority }: Pick<AccountsDeps, "store" | "newId" | "addressHash" | "authority">) =>
  async (identity: Identity, { at, requestId }: SigningIn, formerSession?: string): Promise<Result<Account, "closing">> => {
    let result: Result<Account, "closing"> = refused("closing");
    await changeUntilDone(async () => {
      const id = (await store.accountOf(identity)) ?? newId();
      const known = await store.account(id);
      // An identity goes with its account: one that leads to an erased one was taken away just now.
      if (known?.body.erasedAt !== undefined) return "again";
      if (known?.body.closingAt !== undefined) return "done";
      const context = actOf(id, { at, requestId });
      const invited = identity.email === undefined ? [] : (await store.invitedAt(await addressHash(identity.email))).appointments;
      const before = known?.body ?? newAccount(id, authority, instantOf(at));
      const theirs = invited.filter(({ body }) => !isStaffRole(body.role) || body.authority === identity.throughCouncil);
      const appointments = (await takable({ store }, { id, email: identity.email }, before, theirs)).slice(0, ROLES_A_SIGN_IN);
      const account = accountAfter(identity, context, before, appointments, formerSession);
      const done = await store.commit(context, [
        { entity: "account", before: known, after: account, action: known ? "account:sign-in" : "account:open" },
        ...appointments.map((one) => taken(one, account, before, context)),
      ]);
      if (!done.ok) return "again";
      result = ok(account);
      return "done";
    });
    return result;
  };

/**
 * The roles somebody may take up: none they gave or confirmed themselves, under whichever account, and none that the council's policy
 * keeps apart from one they hold or take up with it. Those others wait, and an administrator sees that they do.
 */
async function takable(
  { store }: Pick<AccountsDeps, "store">,
  who: Pick<Account, "id" | "email">,
  { grants }: Account,
  invited: readonly Versioned<Appointment>[],
): Promise<readonly Versioned<Appointment>[]> {
  const taken: Versioned<Appointment>[] = [];
  for (const one of invited) {
    const { role, authority, proposedBy, confirmedBy } = one.body;
    const deciders = [proposedBy, confirmedBy].filter((decider) => decider !== undefined);
    const accounts = await Promise.all(deciders.filter((decider) => decider !== who.id).map((decider) => store.account(decider)));
    if (deciders.includes(who.id) || accounts.some((account) => account && samePerson(account.body, who))) continue;
    const here = [...grants, ...taken.map(({ body }) => body)].filter((held) => held.authority === authority);
    const pairs = councilName(authority) === undefined ? [] : councilPolicy(authority).rolesApart;
    if (
      roleApartFrom(
        role,
        here.map((held) => held.role),
        pairs,
      ) === undefined
    )
      taken.push(one);
  }
  return taken;
}

function accountAfter(
  { issuer, subject, email, name }: Identity,
  { at }: AuditContext,
  before: Account,
  appointments: readonly Versioned<Appointment>[],
  formerSession: string | undefined,
): Account {
  const now = instantOf(at);
  // Whoever works for a council belongs to it; so far, nobody said which theirs is.
  const council = before.grants.length === 0 ? appointments.find(({ body }) => isStaffRole(body.role))?.body.authority : undefined;
  // A provider that knows no name may put the address in its place: that is no name, and they say theirs themselves.
  const displayName = before.displayName ?? (name?.includes("@") ? undefined : name);
  let account: Account = {
    ...withIdentity(before, { id: identityId({ issuer, subject }), issuer, linkedAt: now }),
    ...(council === undefined ? {} : { authority: council }),
    ...(displayName === undefined ? {} : { displayName }),
    ...(email === undefined ? {} : { email }),
    lastSignInAt: now,
    endedSessions: withEnded(before.endedSessions, formerSession, at),
  };
  for (const { body } of appointments) account = withGrant(account, { role: body.role, authority: body.authority });
  return account;
}

/** A role that is taken up; where they have it already, the second invitation comes to nothing. */
function taken(appointment: Versioned<Appointment>, { id }: Account, before: Account, { at }: AuditContext): Change {
  const { addressHash: _, ...body } = appointment.body;
  const had = before.grants.some(({ role, authority }) => role === body.role && authority === body.authority);
  const state = had ? { state: "ended" as const, endedAt: instantOf(at) } : { state: "active" as const };
  return { entity: "appointment", before: appointment, after: { ...body, ...state, account: id }, action: "staff:begin" };
}

/** The sessions signed out of, with one more; those that would be over by now are forgotten. */
function withEnded(ended: Account["endedSessions"], session: string | undefined, at: number): Account["endedSessions"] {
  const longest = servicePolicy.session.longestHours * HOUR_MS;
  const still = ended.filter((one) => at - millisOf(one.at) < longest && one.id !== session);
  return session === undefined ? still : [...still, { id: session, at: instantOf(at) }];
}

/** Signs somebody out of one session: whoever has a copy of its cookie is out too. */
export const signedOut =
  ({ store }: Pick<AccountsDeps, "store">) =>
  async (account: Versioned<Account>, session: string, context: AuditContext): Promise<void> => {
    await changeAccount(store, account, context, "account:sign-out", (account) => ({
      ...account,
      endedSessions: withEnded(account.endedSessions, session, context.at),
    }));
  };

/** Signs somebody out of every session begun until now, bearer tokens too: the guard reads it with the account, so that it holds from the next request on. */
export const signedOutEverywhere =
  ({ store }: Pick<AccountsDeps, "store">) =>
  async (account: Versioned<Account>, context: AuditContext): Promise<void> => {
    await changeAccount(store, account, context, "account:end-sessions", (account) => withSessionsEnded(account, instantOf(context.at)));
  };

/** Changes an account in a way that stands whatever else changes meanwhile. */
async function changeAccount(
  store: AccountsDeps["store"],
  account: Versioned<Account>,
  context: AuditContext,
  action: string,
  change: (account: Account) => Account,
): Promise<void> {
  let before: Versioned<Account> | undefined = account;
  await changeUntilDone(async () => {
    if (!before) return "done";
    const done = await store.commit(context, [{ entity: "account", before, after: change(before.body), action }]);
    if (done.ok || done.refusal === "repeat") return "done";
    before = await store.account(account.body.id);
    return "again";
  });
}

/** An act of somebody while they sign in. */
export const actOf = (account: string, { at, requestId }: SigningIn): AuditContext => ({ actor: { subject: account, role: "self" }, at, requestId });
