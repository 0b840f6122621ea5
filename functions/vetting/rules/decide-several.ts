import { ok, type Result, refused } from "../../../shared/domain/result.ts";
import { afterChecking, type EvidenceRefusal, type ItemDecision } from "./decide-evidence.ts";
import type { MovedBy } from "./moves.ts";
import type { Outcome, Situation } from "./situation.ts";

/** What an officer decided about one piece of evidence, and when what they saw of it was sent. */
export interface PieceDecision {
  readonly id: string;
  readonly decision: ItemDecision;
  readonly seen: string;
}

/** Why a decision about a piece cannot be; `changed`: something else was sent since the officer looked, or it was decided meanwhile. */
export interface PieceRefusal {
  readonly id: string;
  readonly refusal: EvidenceRefusal | "changed";
}

/**
 * A case after several pieces of evidence were decided in one act: every decision as if it were made by itself, one after another. All of them, or
 * none: refused by every piece that cannot be decided so. `enoughReferences`: whether as many have answered as must.
 */
export function afterCheckingSeveral(
  situation: Situation,
  officer: MovedBy,
  decisions: readonly PieceDecision[],
  enoughReferences: boolean,
): Result<Outcome, readonly PieceRefusal[]> {
  let after: Situation = situation;
  const refusals: PieceRefusal[] = [];
  const notices: Outcome["notices"][number][] = [];
  const changed = new Map<string, Situation["evidence"][number]>();
  for (const { id, decision, seen } of decisions) {
    const before = after.evidence.find((one) => one.id === id);
    const done = before?.offered?.at !== seen ? refused("changed" as const) : afterChecking(after, id, officer, decision);
    const refusal = !done.ok ? done.refusal : decision.answer === "accept" && before?.code === "references" && !enoughReferences ? "no-reference" : undefined;
    if (refusal !== undefined || !done.ok) {
      refusals.push({ id, refusal: refusal ?? "changed" });
      continue;
    }
    for (const one of done.value.evidence) changed.set(one.id, one);
    notices.push(...done.value.notices);
    after = { ...after, case: done.value.case, evidence: after.evidence.map((one) => changed.get(one.id) ?? one) };
  }
  return refusals.length > 0 ? refused(refusals) : ok({ case: after.case, evidence: [...changed.values()], notices });
}
