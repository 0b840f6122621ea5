import type { CommitRefusal } from "../../../shared/audit/commit.ts";
import type { AuditContext, Versioned } from "../../../shared/audit/context.ts";
import { ok, type Result } from "../../../shared/domain/result.ts";
import { afterSaying, type Saying, type SetAsideRecord, type SetAsideRefusal } from "../rules/set-aside-record.ts";
import type { PaymentAccount } from "../rules/stated-of.ts";
import type { StatedDeps } from "./record-ports.ts";

/** Sets money aside, changes what was said of it, or says that it was entered by mistake. */
export const saySetAside =
  ({ store }: Pick<StatedDeps, "store">) =>
  async (
    { id, authority }: PaymentAccount,
    before: Versioned<SetAsideRecord> | undefined,
    saying: Saying,
    context: AuditContext,
  ): Promise<Result<void, SetAsideRefusal | CommitRefusal>> => {
    const after = afterSaying(before?.body, { id, authority }, saying, context.at);
    if (!after.ok) return after;
    const action = saying.isNew ? "set-aside:add" : saying.value === null ? "set-aside:remove" : "set-aside:change";
    const done = await store.commit(context, [{ entity: "set-aside", before, after: after.value, action }]);
    return done.ok ? ok(undefined) : done;
  };
