import * as z from "zod/mini";

/** What the vetting function is told by its environment. */
export const VettingEnv = z.object({
  TABLE_NAME: z.string(),
  /** The council of people who name none (GSS code). */
  AUTHORITY: z.string(),
  /** Where people reach Trellis. */
  SITE_ADDRESS: z.url(),
  /** The client that people who work for a council sign in through. */
  COUNCIL_CLIENT: z.string(),
  FILES_BUCKET: z.string(),
  /** The key that seals the files of the bucket. */
  FILES_KEY: z.string(),
});
