import type { CommitRefusal } from "../../../shared/audit/commit.ts";
import type { AuditContext, Versioned } from "../../../shared/audit/context.ts";
import { type Result, refused } from "../../../shared/domain/result.ts";
import { instantOf } from "../../../shared/domain/time.ts";
import type { Feedback } from "../rules/feedback.ts";
import { type FeedbackRefusal, type FeedbackStep, moved } from "../rules/feedback-moves.ts";
import type { QuoteLists } from "../rules/quote-check.ts";
import type { FeedbackDeps } from "./ports.ts";

/** Staff read feedback, pass it on, say which words may be public, or close it. */
export async function moveFeedback(
  { store }: Pick<FeedbackDeps, "store">,
  before: Versioned<Feedback>,
  step: FeedbackStep,
  by: string,
  context: AuditContext,
  lists: QuoteLists,
): Promise<Result<void, CommitRefusal | FeedbackRefusal>> {
  const made = moved(before.body, step, by, instantOf(context.at), lists);
  if (!made.ok) return refused(made.refusal);
  return store.commit(context, [{ entity: "open-feedback", before, after: made.value, action: `open-feedback:${step.move}` }]);
}
