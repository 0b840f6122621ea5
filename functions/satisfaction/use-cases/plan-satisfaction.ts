import { type EpochMillis, londonDate } from "../../../shared/domain/time.ts";
import { eachDueDay } from "../../../shared/due/plan.ts";
import { councilCodes } from "../../../shared/policy/council.ts";
import { closeFeedback } from "./close-feedback.ts";
import type { PlanDeps } from "./ports.ts";
import { refreshScores } from "./refresh-scores.ts";

export interface PlanReport {
  /** Publications that were made. */
  readonly published: number;
  /** Scores of providers that changed. */
  readonly scores: number;
}

/**
 * Every day, council by council: publishes the periods that have closed, and makes the scores of a quarter that is over. On most days there is nothing to do. Run
 * twice, or by two at once, it comes to the same; what days were missed is made up for, as it goes by periods and not by days.
 */
export async function planSatisfaction(deps: PlanDeps, at: EpochMillis): Promise<PlanReport> {
  const today = londonDate(at);
  let [published, scores] = [0, 0];
  await eachDueDay(deps.done, today, async (day, council) => {
    if (day !== today || !councilCodes.includes(council)) return;
    published += await closeFeedback(deps, council, at);
    scores += await refreshScores(deps, council, at);
  });
  return { published, scores };
}
