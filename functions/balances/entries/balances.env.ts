import * as z from "zod/mini";
import { SignedInEnv } from "../../signed-in.env.ts";

/** What the function of questions about balances is told by its environment. */
export const BalancesEnv = z.extend(SignedInEnv, {
  LEDGER_TABLE: z.string(),
  BALANCE_TRIAL_QUEUE_URL: z.url(),
  FILES_BUCKET: z.string(),
  /** The key that seals the files of the bucket. */
  FILES_KEY: z.string(),
});
