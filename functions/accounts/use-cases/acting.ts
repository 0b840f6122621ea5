import type { AuditEntry } from "../../../shared/audit/entry.ts";
import { type Account, displayNameOf } from "../../../shared/people/account.ts";
import type { Delegation } from "../rules/delegation.ts";
import type { AccountsDeps } from "./deps.ts";

type NamingDeps = Pick<AccountsDeps, "store">;

/**
 * What whoever acts is called, by the delegation's id: their name, or the address they were invited at. Where two have
 * one name their addresses stand with it, so that each can be told from the others.
 */
export const delegateNames =
  ({ store }: NamingDeps) =>
  async (delegations: readonly Pick<Delegation, "id" | "delegate" | "invitedAt">[]): Promise<ReadonlyMap<string, string>> => {
    const ids = new Set(delegations.flatMap(({ delegate }) => (delegate === undefined ? [] : [delegate])));
    const found = await Promise.all([...ids].map((id) => store.account(id)));
    const accounts = new Map(found.flatMap((one) => (one ? [[one.body.id, one.body] as const] : [])));
    const bare = [...accounts.values()].map((account) => displayNameOf(account));
    const nameOf = (account: Account): string => {
      const name = displayNameOf(account);
      const shared = bare.filter((other) => other === name).length > 1;
      return shared && account.email !== undefined && account.email !== name ? `${name} (${account.email})` : name;
    };
    return new Map(
      delegations.map(({ id, delegate, invitedAt }) => {
        const account = delegate === undefined ? undefined : accounts.get(delegate);
        if (account?.erasedAt !== undefined) return [id, "Someone whose account is deleted"];
        return [id, account ? nameOf(account) : (invitedAt ?? "Someone who did not accept")];
      }),
    );
  };

/** What each of those who act for somebody did last for them, by their account, as far back as the newest entries of the person's trail go. */
export const lastActs =
  ({ store }: NamingDeps) =>
  async (person: Account): Promise<ReadonlyMap<string, AuditEntry>> => {
    const { entries } = await store.newestOf("account", person);
    const last = new Map<string, AuditEntry>();
    for (const entry of entries) if (entry.onBehalfOf === person.id && !last.has(entry.actor.subject)) last.set(entry.actor.subject, entry);
    return last;
  };
