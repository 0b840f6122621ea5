import * as z from "zod/mini";

/** What the retention function is told by its environment. */
export const RetentionEnv = z.object({
  TABLE_NAME: z.string(),
  /** The secret that holds the keys of sessions. */
  KEYS_SECRET: z.string(),
  RETENTION_ONE_QUEUE_URL: z.url(),
});
