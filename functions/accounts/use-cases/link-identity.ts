import type { AuditContext } from "../../../shared/audit/context.ts";
import { ok, type Result, refused } from "../../../shared/domain/result.ts";
import { instantOf } from "../../../shared/domain/time.ts";
import { changeUntilDone } from "../../../shared/due/change-until-done.ts";
import { type Account, isOpen, withIdentity } from "../../../shared/people/account.ts";
import { type IdentityName, identityId } from "../../../shared/people/identity.ts";
import type { AccountsDeps } from "./deps.ts";

/** An account and its identities are written in one transaction, which takes 100 writes. */
const MOST_IDENTITIES = 10;

/**
 * `linked-elsewhere`: the identity leads to another account, and is not moved. `no-account`: there is none of this id, or it is
 * erased or being erased. `too-many`: nobody needs more than 10 ways to sign in.
 */
export type LinkRefusal = "linked-elsewhere" | "no-account" | "too-many";

/**
 * Lets somebody sign in to their account by another identity too: another identity provider can be added so, without moving
 * anybody. Whoever calls has made sure that both are the same person's. Done again it changes nothing; of two accounts that
 * claim one identity at once, one gets it. Refused by a `LinkRefusal`.
 */
export const linkIdentity =
  ({ store }: Pick<AccountsDeps, "store">) =>
  async (id: string, identity: IdentityName, context: AuditContext): Promise<Result<Account, LinkRefusal>> => {
    let result: Result<Account, LinkRefusal> = refused("no-account");
    await changeUntilDone(async () => {
      const [account, linked] = await Promise.all([store.account(id), store.accountOf(identity)]);
      if (!account || !isOpen(account.body)) result = refused("no-account");
      else if (linked !== undefined && linked !== id) result = refused("linked-elsewhere");
      else if (linked === id) result = ok(account.body);
      else if (account.body.identities.length >= MOST_IDENTITIES) result = refused("too-many");
      else {
        const after = withIdentity(account.body, { id: identityId(identity), issuer: identity.issuer, linkedAt: instantOf(context.at) });
        const done = await store.commit(context, [{ entity: "account", before: account, after, action: "account:link" }]);
        if (!done.ok && done.refusal === "stale") return "again";
        result = ok(after);
      }
      return "done";
    });
    return result;
  };
