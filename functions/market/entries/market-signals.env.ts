import * as z from "zod/mini";

/** What the nightly job of signals is told by its environment. */
export const MarketSignalsEnv = z.object({ TABLE_NAME: z.string() });
