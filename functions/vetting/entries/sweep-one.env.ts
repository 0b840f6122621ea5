import * as z from "zod/mini";

/** What the function that deals with what is due is told by its environment. */
export const SweepOneEnv = z.object({ TABLE_NAME: z.string(), SITE_ADDRESS: z.url(), FILES_BUCKET: z.string(), TRAILS_BUCKET: z.string() });
