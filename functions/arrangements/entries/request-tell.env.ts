import * as z from "zod/mini";

/** What the function that tells providers of requests is told by its environment. */
export const RequestTellEnv = z.object({ TABLE_NAME: z.string(), SITE_ADDRESS: z.url() });
