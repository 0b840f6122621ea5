import * as z from "zod/mini";

/** What the planner of checks is told by its environment. */
export const BalancePlanEnv = z.object({ LEDGER_TABLE: z.string(), BALANCE_CHECK_QUEUE_URL: z.url() });
