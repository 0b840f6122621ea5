import type { CommitRefusal } from "../../../shared/audit/commit.ts";
import type { AuditContext } from "../../../shared/audit/context.ts";
import { ok, type Result } from "../../../shared/domain/result.ts";
import { afterVisitMove, type VisitInput, type VisitRefusal } from "../rules/decide-visit.ts";
import type { MovedBy } from "../rules/moves.ts";
import type { Visit } from "../rules/visit.ts";
import type { VisitMove } from "../rules/visit-moves.ts";
import { commitOutcome, situationOf } from "./commit-outcome.ts";
import type { VettingDeps } from "./deps.ts";
import type { StoredCase } from "./ports.ts";
import { markOf } from "./seen.ts";

/**
 * Makes a move of a case's visit: the visit, what follows for the case, audit entries and notices in one transaction. Of two that race, one is
 * written; the other is refused as `stale`. Refused by a `VisitRefusal`, as `stale` or as `repeat`, with nothing changed.
 */
export const moveVisit =
  (deps: Pick<VettingDeps, "store" | "newId" | "site">) =>
  async (
    stored: StoredCase,
    move: VisitMove,
    mover: MovedBy,
    input: VisitInput,
    context: AuditContext,
  ): Promise<Result<void, VisitRefusal | CommitRefusal>> => {
    const situation = await situationOf(deps, stored, context.at);
    const outcome = afterVisitMove(situation, move, mover, input);
    if (!outcome.ok) return outcome;
    // Why an officer changed it goes with the entry; what the applicant said is the visit's alone.
    const why = move === "change" || move === "cancel" ? input.reason : undefined;
    const done = await commitOutcome(deps)(stored, situation, outcome.value, `visit:${move}`, context, why);
    return done.ok ? ok(undefined) : done;
  };

/** What a form carries of the visit it was made from: what the night notes of it makes no form old. */
export const visitMark = (visit: Visit | undefined): string => {
  const { state, place, offered, chosen, at } = visit ?? {};
  return markOf({ state, place, offered, chosen, at });
};
