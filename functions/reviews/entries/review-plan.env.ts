import * as z from "zod/mini";

/** What the daily job of reviews is told by its environment. */
export const ReviewPlanEnv = z.object({ TABLE_NAME: z.string(), SITE_ADDRESS: z.url() });
