import * as z from "zod/mini";

/** What the deliver function is told by its environment. */
export const DeliverEnv = z.object({
  TABLE_NAME: z.string(),
  /** Where GOV.UK Notify is. */
  NOTIFY_URL: z.url(),
  /** The secret that holds the key for it. */
  NOTIFY_SECRET: z.string(),
});
