import type { CommitRefusal } from "../../../shared/audit/commit.ts";
import type { AuditContext } from "../../../shared/audit/context.ts";
import { ok, type Result, refused } from "../../../shared/domain/result.ts";
import { afterCheckingSeveral, type PieceDecision, type PieceRefusal } from "../rules/decide-several.ts";
import { afterVisitMove } from "../rules/decide-visit.ts";
import type { MovedBy } from "../rules/moves.ts";
import { commitOutcome, situationOf } from "./commit-outcome.ts";
import type { VettingDeps } from "./deps.ts";
import { answered, refereesWanted } from "./evidence-work.ts";
import type { StoredCase } from "./ports.ts";

/**
 * Decides several pieces of evidence of a case in one transaction: all, or none. Each piece's trail has its decision and why. Refused
 * by the pieces that cannot be decided so, as `stale` or as `repeat`.
 */
export const checkSeveral =
  (deps: Pick<VettingDeps, "store" | "newId" | "site">) =>
  async (
    stored: StoredCase,
    officer: MovedBy,
    decisions: readonly PieceDecision[],
    context: AuditContext,
    /** Whether these are the originals seen at a visit: one that was confirmed, and has started, is done with it. */
    atVisit = false,
  ): Promise<Result<void, CommitRefusal | readonly PieceRefusal[]>> => {
    const situation = await situationOf(deps, stored, context.at);
    const enough = (await answered(deps, situation)) >= refereesWanted(situation);
    const outcome = afterCheckingSeveral(situation, officer, decisions, enough);
    if (!outcome.ok) return refused(outcome.refusal);
    const why = new Map(
      decisions.map(({ id, decision }) => [
        id,
        { action: `evidence:${decision.answer}`, ...(decision.answer === "accept" ? {} : { reason: decision.reason }) },
      ]),
    );
    const met = atVisit ? afterVisitMove({ ...situation, case: outcome.value.case }, "complete", officer) : undefined;
    const all = met?.ok ? { ...outcome.value, case: met.value.case, visit: met.value.visit } : outcome.value;
    const done = await commitOutcome(deps)(stored, situation, all, "evidence:check", context, undefined, [], why);
    return done.ok ? ok(undefined) : done;
  };
