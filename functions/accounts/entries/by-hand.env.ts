import * as z from "zod/mini";

/** The secret that holds the keys of sessions. */
const Keys = { KEYS_SECRET: z.string() };

/** What the function that changes keys is told by its environment. */
export const ChangeKeysEnv = z.object({
  ...Keys,
  /** The secret that holds the keys of sealed fields. */
  FIELD_KEYS_SECRET: z.string(),
});

/** What the function that appoints a council's first administrator is told by its environment. */
export const AppointEnv = z.object({ ...Keys, TABLE_NAME: z.string(), SITE_ADDRESS: z.url() });
