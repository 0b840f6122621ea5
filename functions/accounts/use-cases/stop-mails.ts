import type { CommitRefusal } from "../../../shared/audit/commit.ts";
import type { Versioned } from "../../../shared/audit/context.ts";
import { ok, type Result } from "../../../shared/domain/result.ts";
import { type EpochMillis, instantOf } from "../../../shared/domain/time.ts";
import type { MailStop } from "../rules/mail-stop.ts";
import type { AccountsDeps } from "./deps.ts";

/**
 * Notes that whoever has an address wants no more mails, or that they may come again. What is so already stays as it is. Who said it is
 * known by nothing but their link.
 */
export const setMailStop =
  ({ store, authority }: Pick<AccountsDeps, "store" | "authority">) =>
  async (
    id: string,
    state: MailStop["state"],
    { at, requestId }: { readonly at: EpochMillis; readonly requestId: string },
  ): Promise<Result<void, CommitRefusal>> => {
    const before: Versioned<MailStop> | undefined = await store.mailStop(id);
    if ((before?.body.state ?? "welcome") === state) return ok(undefined);
    const after: MailStop = { id, authority, state, changedAt: instantOf(at) };
    const context = { actor: { subject: `address:${id}`, role: "stranger" }, at, requestId };
    return store.commit(context, [{ entity: "mail-stop", ...(before ? { before } : {}), after, action: `mail:${state}` }]);
  };
