import * as z from "zod/mini";

/** What taking in statements needs, from the command line too. */
export const StatementImportEnv = z.object({
  /** The table of money. */
  LEDGER_TABLE: z.string(),
  /** The queue of accounts to look at. Without one they are looked at when they are due. */
  BALANCE_CHECK_QUEUE_URL: z.optional(z.url()),
});

/** What the import of dropped statements is told by its environment. */
export const StatementDropEnv = z.extend(StatementImportEnv, {
  /** The bucket councils hand their files over in. */
  IMPORTS_BUCKET: z.string(),
  BALANCE_CHECK_QUEUE_URL: z.url(),
});
