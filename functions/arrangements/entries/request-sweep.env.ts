import * as z from "zod/mini";

/** What the daily sweep of requests is told by its environment. */
export const RequestSweepEnv = z.object({ TABLE_NAME: z.string(), REQUEST_TELL_QUEUE_URL: z.url() });
