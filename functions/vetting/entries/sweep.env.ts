import * as z from "zod/mini";

/** What the nightly sweep is told by its environment. */
export const SweepEnv = z.object({ TABLE_NAME: z.string(), SWEEP_ONE_QUEUE_URL: z.url() });
