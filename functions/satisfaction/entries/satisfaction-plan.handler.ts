import * as z from "zod/mini";
import { text } from "../../../shared/domain/fields.ts";
import { Period } from "../../../shared/domain/small-numbers/period.ts";
import { londonDate } from "../../../shared/domain/time.ts";
import { dayMarks } from "../../../shared/due/dynamo-due.ts";
import { log } from "../../../shared/runtime/log.ts";
import { awsConnectionFrom } from "../../../shared/table/aws-connection.ts";
import { openTable } from "../../../shared/table/table-client.ts";
import { dynamoFactsStore } from "../store/dynamo-facts-store.ts";
import { dynamoFiguresStore } from "../store/dynamo-figures-store.ts";
import { dynamoScoreStore } from "../store/dynamo-score-store.ts";
import { correctFeedback } from "../use-cases/close-feedback.ts";
import { planSatisfaction } from "../use-cases/plan-satisfaction.ts";
import type { PlanDeps } from "../use-cases/ports.ts";
import { SatisfactionPlanEnv } from "./satisfaction-plan.env.ts";

const { TABLE_NAME } = SatisfactionPlanEnv.parse(process.env);
const table = openTable(awsConnectionFrom(process.env), TABLE_NAME);
const deps: PlanDeps = {
  facts: dynamoFactsStore(table),
  figures: dynamoFiguresStore(table),
  scores: dynamoScoreStore(table),
  done: dayMarks(table, "satisfactionPlan"),
  scoresDone: dayMarks(table, "satisfactionScores"),
};

const Event = z.object({
  time: z.optional(z.string()),
  /** An operator counts a month again: docs/runbooks/correct-feedback-figures.md. */
  correct: z.optional(z.object({ council: z.string(), period: Period, why: text(500) })),
});

/** Every day: publishes the figures of periods that have closed, by the time the clock gives. */
export const handler = async (event: unknown): Promise<string> => {
  const { time, correct } = Event.parse(event);
  const at = time === undefined ? Date.now() : Date.parse(time);
  if (correct) return correctFeedback(deps, correct, at);
  const { published, scores } = await planSatisfaction(deps, at);
  log("figures-published", { day: londonDate(at), due: published, done: scores });
  return "done";
};
