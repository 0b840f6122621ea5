import * as z from "zod/mini";

/** What the daily job of figures of feedback is told by its environment. */
export const SatisfactionPlanEnv = z.object({ TABLE_NAME: z.string() });
