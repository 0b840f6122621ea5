import type { CommitRefusal } from "../../../shared/audit/commit.ts";
import type { AuditContext, Versioned } from "../../../shared/audit/context.ts";
import { ok, type Result } from "../../../shared/domain/result.ts";
import { type AccountNote, type NewNote, type NoteRefusal, withNote } from "../rules/account-note.ts";
import type { StatedDeps } from "./record-ports.ts";

/** Notes what money that came in is, or that a contribution need not be paid. */
export const noteAccount =
  ({ store }: Pick<StatedDeps, "store">) =>
  async (
    account: Pick<AccountNote, "id" | "authority">,
    before: Versioned<AccountNote> | undefined,
    note: NewNote,
    context: AuditContext,
  ): Promise<Result<void, NoteRefusal | CommitRefusal>> => {
    const after = withNote(before?.body, account, note, context.actor.subject, context.at);
    if (!after.ok) return after;
    const action = "movement" in note ? "account-note:identify" : "account-note:waive";
    const done = await store.commit(context, [{ entity: "account-note", before, after: after.value, action }]);
    return done.ok ? ok(undefined) : done;
  };
