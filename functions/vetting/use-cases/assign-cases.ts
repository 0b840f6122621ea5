import type { CommitRefusal } from "../../../shared/audit/commit.ts";
import type { AuditContext } from "../../../shared/audit/context.ts";
import { ok, type Result, refused } from "../../../shared/domain/result.ts";
import { type Account, isOpen } from "../../../shared/people/account.ts";
import { servicePolicy } from "../../../shared/policy/service.ts";
import { afterMove } from "../rules/decide-case.ts";
import type { DecisionRefusal } from "../rules/obstacles.ts";
import { moveAction, situationWith, withDue } from "./commit-outcome.ts";
import type { VettingDeps } from "./deps.ts";
import type { Change, Standing, StoredCase } from "./ports.ts";
import { officerIn } from "./standing.ts";

/** A case as the list showed it. */
export interface SeenInList {
  readonly id: string;
  readonly version: number;
}

/** `none`: no case was chosen. `too-many`: more than one transaction holds. `assignee`: whom they were to be given to cannot take one of them. */
export type AssignRefusal = CommitRefusal | DecisionRefusal | "none" | "too-many" | "assignee";

/** Whether somebody is a vetting officer of a council, and their account is neither deleted nor about to be. */
export const isVettingOfficer = (account: Pick<Account, "grants" | "closingAt" | "erasedAt">, council: string): boolean =>
  isOpen(account) && account.grants.some(({ role, authority }) => role === "vetting-officer" && authority === council);

/**
 * Gives cases to a vetting officer of their council: all of them, or none. Each is the case the list showed, or it is refused as
 * `stale`; none is one that either officer may not see, or that waits for a decision the other may not make (`assignee`).
 */
export const assignCases =
  ({ store }: Pick<VettingDeps, "store">, standing: (stored: StoredCase, officer: Account) => Promise<Standing>) =>
  async (council: string, chosen: readonly SeenInList[], to: string, assigner: Account, context: AuditContext): Promise<Result<number, AssignRefusal>> => {
    if (chosen.length === 0) return refused("none");
    if (chosen.length > servicePolicy.caseLists.assignedAtOnce) return refused("too-many");
    const assignee = (await store.account(to))?.body;
    if (!assignee || !isVettingOfficer(assignee, council)) return refused("assignee");
    const versions = (await store.checklistVersions(council)).map(({ body }) => body);
    const changes: Change[] = [];
    for (const { id, version } of new Map(chosen.map((one) => [one.id, one])).values()) {
      const stored = await store.caseWithEvidence(id);
      if (!stored || stored.case.body.authority !== council || stored.case.version !== version) return refused("stale");
      const theirs = await standing(stored, assigner);
      if (theirs.barred || stored.case.body.owner === assigner.id) return refused("stale");
      const other = assignee.id === assigner.id ? theirs : await standing(stored, assignee);
      if (other.barred) return refused("assignee");
      if (stored.case.body.assignedTo === assignee.id) continue;
      const move = stored.case.body.state === "submitted" ? "assign" : "reassign";
      const situation = situationWith(versions, stored, context.at);
      const outcome = afterMove(situation, move, officerIn(theirs, assigner.id), { assignee: officerIn(other, assignee.id) });
      // Any officer may give a case away: so refused is only whoever it is given to.
      if (!outcome.ok) return outcome.refusal === "same-officer" ? refused("assignee") : outcome;
      const after = withDue(outcome.value.case, situation.checklist, situation.today);
      changes.push({ entity: "case", before: stored.case, after, action: moveAction(move) });
    }
    if (changes.length === 0) return ok(0);
    const done = await store.commit(context, changes);
    return done.ok ? ok(changes.length) : done;
  };
