import * as z from "zod/mini";
import { SignedInEnv } from "../../signed-in.env.ts";

/** What the function that takes people's statements is told by its environment. */
export const StatementsEnv = z.extend(SignedInEnv, {
  /** The table of money. */
  LEDGER_TABLE: z.string(),
  /** The queue of accounts to look at. */
  BALANCE_CHECK_QUEUE_URL: z.url(),
});
