import * as z from "zod/mini";

/** What the function that asks providers how many hours they have free is told by its environment. */
export const AskHoursEnv = z.object({ TABLE_NAME: z.string(), SITE_ADDRESS: z.url() });
