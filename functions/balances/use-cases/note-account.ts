import type { CommitRefusal } from "../../../shared/audit/commit.ts";
import type { AuditContext, Versioned } from "../../../shared/audit/context.ts";
import { ok, type Result } from "../../../shared/domain/result.ts";
import { londonDate, monthsAfter } from "../../../shared/domain/time.ts";
import { balancePolicyOn } from "../../../shared/policy/balances.ts";
import { type AccountNote, type NewNote, type NoteRefusal, withNote } from "../rules/account-note.ts";
import type { StatedDeps } from "./record-ports.ts";

const ACTIONS = [
  ["movement", "account-note:identify"],
  ["pence", "account-note:waive"],
  ["about", "account-note:remember"],
  ["asksAgain", "account-note:ask-again"],
  ["hears", "account-note:hear-late"],
] as const;

/** What the trail calls an entry of a note. */
const actionOf = (note: NewNote): string => ACTIONS.find(([name]) => name in note)?.[1] ?? "account-note:plan";

/** Notes what money that came in is, that a contribution need not be paid, or which kinds of spending are not asked about. */
export const noteAccount =
  ({ store }: Pick<StatedDeps, "store">) =>
  async (
    account: Pick<AccountNote, "id" | "authority">,
    before: Versioned<AccountNote> | undefined,
    note: NewNote,
    context: AuditContext,
  ): Promise<Result<void, NoteRefusal | CommitRefusal>> => {
    const today = londonDate(context.at);
    const longest = monthsAfter(today, balancePolicyOn(account.authority, today).spend.rememberMonths.value);
    const after = withNote(before?.body, account, note, context.actor.subject, context.at, longest);
    if (!after.ok) return after;
    const done = await store.commit(context, [{ entity: "account-note", before, after: after.value, action: actionOf(note) }]);
    return done.ok ? ok(undefined) : done;
  };
