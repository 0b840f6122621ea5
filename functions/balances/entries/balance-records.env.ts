import * as z from "zod/mini";
import { SignedInEnv } from "../../signed-in.env.ts";

/** What the function of sums set aside and invoices is told by its environment. */
export const BalanceRecordsEnv = z.extend(SignedInEnv, {
  LEDGER_TABLE: z.string(),
  FILES_BUCKET: z.string(),
  /** The key that seals the files of the bucket. */
  FILES_KEY: z.string(),
});
