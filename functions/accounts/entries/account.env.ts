import * as z from "zod/mini";
import { SignedInEnv } from "../../signed-in.env.ts";

/** What the account function is told by its environment. */
export const AccountEnv = z.extend(SignedInEnv, {
  /** The bucket of people's files: those of whoever is erased are removed. */
  FILES_BUCKET: z.string(),
  /** The secret that holds the keys of sealed fields: people are shown what is in theirs. */
  FIELD_KEYS_SECRET: z.string(),
  /** The table of money: people are shown what is in it of theirs. */
  LEDGER_TABLE: z.string(),
});
