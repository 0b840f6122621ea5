import type { CommitRefusal } from "../../../shared/audit/commit.ts";
import type { AuditContext, Versioned } from "../../../shared/audit/context.ts";
import { type Result, refused } from "../../../shared/domain/result.ts";
import { instantOf } from "../../../shared/domain/time.ts";
import type { Account } from "../../../shared/people/account.ts";
import { type GroupMember, type Joining, joined, left } from "../rules/working-group.ts";
import type { FeedbackDeps } from "./ports.ts";

/** Whether somebody can take part: whoever uses a direct payment. */
export const canTakePart = ({ grants }: Pick<Account, "grants">): boolean => grants.some(({ role }) => role === "recipient");

type Deps = Pick<FeedbackDeps, "store">;
type Done = Result<void, CommitRefusal | "not-now">;

/** Puts a person on the list, or changes how they take part. */
export async function takePart(
  { store }: Deps,
  person: Account,
  before: Versioned<GroupMember> | undefined,
  given: Joining,
  context: AuditContext,
): Promise<Done> {
  if (!canTakePart(person)) return refused("not-now");
  const after = joined(before?.body, person, given, instantOf(context.at));
  return store.commit(context, [{ entity: "group-member", before, after, action: "working-group:join" }]);
}

/** Takes a person off the list, and out of it what they gave. */
export async function leaveGroup({ store }: Deps, before: Versioned<GroupMember> | undefined, context: AuditContext): Promise<Done> {
  if (before?.body.state !== "in") return refused("not-now");
  return store.commit(context, [{ entity: "group-member", before, after: left(before.body, instantOf(context.at)), action: "working-group:leave" }]);
}
