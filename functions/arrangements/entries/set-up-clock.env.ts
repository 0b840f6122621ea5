import * as z from "zod/mini";

/** What the daily note of how long set-ups take is told by its environment. */
export const SetUpClockEnv = z.object({
  TABLE_NAME: z.string(),
  /** The secret that holds the keys of sealed fields. */
  FIELD_KEYS_SECRET: z.string(),
});
