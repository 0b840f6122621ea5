import * as z from "zod/mini";
import { text } from "../../../shared/domain/fields.ts";
import { Period } from "../../../shared/domain/small-numbers/period.ts";
import { londonDate } from "../../../shared/domain/time.ts";
import { log } from "../../../shared/runtime/log.ts";
import { correctSignals, planSignals } from "../use-cases/plan-signals.ts";
import { marketSignals } from "./market-signals.composition.ts";

const deps = marketSignals(process.env);
const Event = z.object({
  time: z.optional(z.string()),
  /** An operator counts a month again: docs/runbooks/correct-feedback-figures.md. */
  correct: z.optional(z.object({ council: z.string(), period: Period, why: text(500) })),
});

/** Every night: counts searches of days that are over, and publishes signals of periods that are, by the time the clock gives. */
export const handler = async (event: unknown): Promise<string> => {
  const { time, correct } = Event.parse(event);
  const at = time === undefined ? Date.now() : Date.parse(time);
  if (correct) return correctSignals(deps, correct, at);
  log("signals-counted", { day: londonDate(at), ...(await planSignals(deps, at)) });
  return "done";
};
