import * as z from "zod/mini";

/** What the function that changes the keys of sessions is told by its environment. */
export const ChangeKeysEnv = z.object({
  /** The secret that holds the keys of sessions. */
  KEYS_SECRET: z.string(),
});

/** What the function that appoints a council's first administrator is told by its environment. */
export const AppointEnv = z.extend(ChangeKeysEnv, { TABLE_NAME: z.string(), SITE_ADDRESS: z.url() });
