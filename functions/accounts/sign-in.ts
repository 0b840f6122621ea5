import { isStaffRole } from "../../shared/access/roles.ts";
import type { Act, Kept } from "../../shared/audit/act.ts";
import { instantOf, millisOf } from "../../shared/domain/time.ts";
import { servicePolicy } from "../../shared/policy/service.ts";
import { type Account, withGrant } from "./account.ts";
import type { AccountsDeps } from "./deps.ts";
import type { Change } from "./ports.ts";
import type { Appointment } from "./staff.ts";

/** Who somebody is, as their identity provider vouches for it. */
export interface Identity {
  readonly subject: string;
  /** Absent unless the provider has verified it. */
  readonly email?: string | undefined;
  readonly name?: string | undefined;
  /** Whether they came through a council's identity provider, with a second factor. */
  readonly throughCouncil: boolean;
}

const STALE_TRIES = 4;
const HOUR_MS = 3_600_000;

/**
 * Takes note that somebody has signed in: makes their account on the first time, gives them the staff
 * roles they were invited to (a staff role through the council's own provider only), and ends the session they had
 * in this browser. Two sign-ins at once both succeed.
 */
export const signedIn =
  ({ store, addressHash, authority }: AccountsDeps) =>
  async (identity: Identity, act: Act, formerSession?: string): Promise<Account> => {
    for (let attempt = 1; ; attempt += 1) {
      const known = await store.account(identity.subject);
      const invited = identity.email === undefined ? [] : (await store.invitedAt(await addressHash(identity.email))).appointments;
      const appointments = invited.filter(({ body }) => identity.throughCouncil || !isStaffRole(body.role));
      const account = accountAfter(identity, act, known?.body, appointments, authority, formerSession);
      const done = await store.commit(act, [
        { entity: "account", before: known, after: account, action: known && !known.body.erasedAt ? "account:sign-in" : "account:open" },
        ...appointments.map((one) => taken(one, account)),
      ]);
      if (done.ok) return account;
      if (attempt === STALE_TRIES) throw new Error("An account kept changing while somebody signed in to it");
    }
  };

function accountAfter(
  { subject, email, name }: Identity,
  { at }: Act,
  known: Account | undefined,
  appointments: readonly Kept<Appointment>[],
  authority: string,
  formerSession: string | undefined,
): Account {
  const now = instantOf(at);
  const { erasedAt: _, ...before } = known ?? { id: subject, authority, grants: [], endedSessions: [], createdAt: now };
  const displayName = known?.displayName ?? name;
  let account: Account = {
    ...before,
    ...(displayName === undefined ? {} : { displayName }),
    ...(email === undefined ? {} : { email }),
    lastSignInAt: now,
    endedSessions: withEnded(before.endedSessions, formerSession, at),
  };
  for (const { body } of appointments) account = withGrant(account, { role: body.role, authority: body.authority });
  return account;
}

const taken = (appointment: Kept<Appointment>, { id }: Account): Change => ({
  entity: "appointment",
  before: appointment,
  after: { ...appointment.body, state: "active", account: id },
  action: "staff:begin",
});

/** The sessions signed out of, with one more; those that would be over by now are forgotten. */
function withEnded(ended: Account["endedSessions"], session: string | undefined, at: number): Account["endedSessions"] {
  const longest = servicePolicy.session.longestHours * HOUR_MS;
  const still = ended.filter((one) => at - millisOf(one.at) < longest && one.id !== session);
  return session === undefined ? still : [...still, { id: session, at: instantOf(at) }];
}

/** Signs somebody out of one session: whoever has a copy of its cookie is out too. */
export const signedOut =
  ({ store }: AccountsDeps) =>
  async (account: Kept<Account>, session: string, act: Act): Promise<void> => {
    await changeUntilDone(store, account, act, "account:sign-out", (own) => ({ ...own, endedSessions: withEnded(own.endedSessions, session, act.at) }));
  };

/** Signs somebody out of every session begun until now. */
export const signedOutEverywhere =
  ({ store }: AccountsDeps) =>
  async (account: Kept<Account>, act: Act): Promise<void> => {
    await changeUntilDone(store, account, act, "account:end-sessions", (own) => ({ ...own, signedOutBefore: instantOf(act.at), endedSessions: [] }));
  };

/** Changes an account in a way that stands whatever else changes meanwhile. */
async function changeUntilDone(
  store: AccountsDeps["store"],
  account: Kept<Account>,
  act: Act,
  action: string,
  change: (account: Account) => Account,
): Promise<void> {
  let before: Kept<Account> | undefined = account;
  for (let attempt = 1; before; attempt += 1) {
    const done = await store.commit(act, [{ entity: "account", before, after: change(before.body), action }]);
    if (done.ok || done.refusal === "repeat") return;
    if (attempt === STALE_TRIES) throw new Error("An account kept changing while its sessions were ended");
    before = await store.account(account.body.id);
  }
}
