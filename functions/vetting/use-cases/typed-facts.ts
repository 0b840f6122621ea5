import type { CommitRefusal } from "../../../shared/audit/commit.ts";
import type { AuditContext } from "../../../shared/audit/context.ts";
import { type Result, refused } from "../../../shared/domain/result.ts";
import type { VettingCase } from "../rules/case.ts";
import { afterTyping, type EvidenceRefusal } from "../rules/decide-evidence.ts";
import type { Evidence } from "../rules/evidence.ts";
import type { MovedBy } from "../rules/moves.ts";
import { commitOutcome, situationOf } from "./commit-outcome.ts";
import type { VettingDeps } from "./deps.ts";
import type { StoredCase } from "./ports.ts";

/** Saves what was typed of a piece of evidence as it stands, until its file is there too: neither is lost for the other. Nothing is sent by it. */
export const saveTyped =
  (deps: Pick<VettingDeps, "store" | "newId" | "site">) =>
  async (
    stored: StoredCase,
    id: string,
    typed: NonNullable<Evidence["typed"]>,
    sender: MovedBy,
    context: AuditContext,
  ): Promise<Result<VettingCase, EvidenceRefusal | CommitRefusal>> => {
    const situation = await situationOf(deps, stored, context.at);
    const outcome = afterTyping(situation, id, typed, sender);
    return outcome.ok ? commitOutcome(deps)(stored, situation, outcome.value, "evidence:save", context) : refused(outcome.refusal);
  };
