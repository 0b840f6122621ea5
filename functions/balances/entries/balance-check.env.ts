import * as z from "zod/mini";

/** What the check of accounts is told by its environment. */
export const BalanceCheckEnv = z.object({ LEDGER_TABLE: z.string(), BALANCE_ASK_QUEUE_URL: z.url() });
