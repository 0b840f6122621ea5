import * as z from "zod/mini";

/** What the function that erases and deletes is told by its environment. */
export const RetentionOneEnv = z.object({
  TABLE_NAME: z.string(),
  /** The secret that holds the keys of sessions, and the one that finds people by their address. */
  KEYS_SECRET: z.string(),
  /** Where people reach Trellis. */
  SITE_ADDRESS: z.url(),
  /** The bucket of people's files: those of whoever is erased are removed. */
  FILES_BUCKET: z.string(),
  /** The write-once bucket in which it says which records it removes. */
  TRAILS_BUCKET: z.string(),
});
