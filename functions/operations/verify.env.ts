import * as z from "zod/mini";

/** What the check of audit trails is told by its environment. */
export const VerifyEnv = z.object({
  TABLE_NAME: z.string(),
  /** The write-once bucket that trails are sealed in. */
  TRAILS_BUCKET: z.string(),
  /** The secret with the key that seals are made with. */
  SEAL_SECRET: z.string(),
});
