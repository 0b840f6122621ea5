import * as z from "zod/mini";

/** What the function that finds waiting notices is told by its environment. */
export const FindWaitingEnv = z.object({ TABLE_NAME: z.string(), DELIVER_QUEUE_URL: z.url() });
