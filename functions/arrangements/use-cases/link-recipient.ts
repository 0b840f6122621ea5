import type { CommitRefusal } from "../../../shared/audit/commit.ts";
import type { AuditContext, Versioned } from "../../../shared/audit/context.ts";
import { ok, type Result, refused } from "../../../shared/domain/result.ts";
import { instantOf } from "../../../shared/domain/time.ts";
import { type Account, isOpen } from "../../../shared/people/account.ts";
import type { Recipient } from "../rules/recipient.ts";
import type { RecipientStore } from "./recipient-ports.ts";

/** What linking a record with an account needs. */
export interface LinkDeps {
  readonly store: Pick<RecipientStore, "accountsAt" | "linkedWith" | "commit">;
  /** A person's account; undefined where there is none. */
  readonly account: (person: string) => Promise<Versioned<Account> | undefined>;
}

/**
 * Why a record is not linked. `no-account`: nobody of this council is known by what was typed. `several`: more than one is. `linked`: the
 * record is linked with another account. `elsewhere`: the account is linked with another record. `theirs`: it is the officer's account.
 */
export type LinkRefusal = "no-account" | "several" | "linked" | "elsewhere" | "theirs";

/** The account of the record's council that an officer means, by its address or its reference, where it may be linked. Accounts of other councils are not there. */
export const accountMeant =
  ({ store, account }: LinkDeps) =>
  async (recipient: Recipient, typed: string, officer: string): Promise<Result<Account, LinkRefusal>> => {
    const ids = typed.includes("@") ? await store.accountsAt(typed) : [typed];
    const found = (await Promise.all(ids.map(account))).flatMap((one) =>
      one && isOpen(one.body) && one.body.authority === recipient.authority && (!typed.includes("@") || one.body.email === typed) ? [one.body] : [],
    );
    const [meant] = found;
    if (!meant) return refused("no-account");
    if (found.length > 1) return refused("several");
    if (meant.id === officer) return refused("theirs");
    if (recipient.account !== undefined && recipient.account !== meant.id) return refused("linked");
    const other = await store.linkedWith(meant.id);
    return other && other.body.id !== recipient.id ? refused("elsewhere") : ok(meant);
  };

/** Links a record with an account, so that its person sees it. Linked already is what was asked for. */
export const linkRecipient =
  (deps: LinkDeps) =>
  async (recipient: Versioned<Recipient>, typed: string, officer: string, context: AuditContext): Promise<Result<void, CommitRefusal | LinkRefusal>> => {
    const meant = await accountMeant(deps)(recipient.body, typed, officer);
    if (!meant.ok) return meant;
    if (recipient.body.account === meant.value.id) return ok(undefined);
    const after: Recipient = { ...recipient.body, account: meant.value.id, linkedAt: instantOf(context.at) };
    return deps.store.commit(context, [{ entity: "recipient", before: recipient, after, action: "recipient:link" }]);
  };

/** Ends the link: the account sees the record no more. Not linked is what was asked for. */
export const unlinkRecipient =
  ({ store }: { readonly store: Pick<RecipientStore, "commit"> }) =>
  async (recipient: Versioned<Recipient>, context: AuditContext): Promise<Result<void, CommitRefusal>> => {
    const { account, linkedAt: _, ...after } = recipient.body;
    if (account === undefined) return ok(undefined);
    return store.commit(context, [{ entity: "recipient", before: recipient, after, action: "recipient:unlink" }]);
  };
