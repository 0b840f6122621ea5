import * as z from "zod/mini";

/** What the function that tells people who is new in their searches is told by its environment. */
export const TellAlertsEnv = z.object({ TABLE_NAME: z.string(), SITE_ADDRESS: z.url() });
