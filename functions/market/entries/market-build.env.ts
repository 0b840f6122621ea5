import * as z from "zod/mini";

/** What the nightly measure of the market is told by its environment. */
export const MarketBuildEnv = z.object({
  TABLE_NAME: z.string(),
  /** The secret that holds the keys of sealed fields. */
  FIELD_KEYS_SECRET: z.string(),
});
