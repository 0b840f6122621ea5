import * as z from "zod/mini";

/** What trying rules is told by its environment. */
export const BalanceTrialEnv = z.object({ TABLE_NAME: z.string(), LEDGER_TABLE: z.string() });
