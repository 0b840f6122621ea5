import * as z from "zod/mini";

/** What bringing facts to accounts is told by its environment. */
export const BalanceFactsEnv = z.object({
  TABLE_NAME: z.string(),
  LEDGER_TABLE: z.string(),
  BALANCE_CHECK_QUEUE_URL: z.url(),
  REVIEW_FACTS_QUEUE_URL: z.url(),
});
