import * as z from "zod/mini";

/** What the function that checks files is told by its environment. */
export const FileCheckEnv = z.object({ TABLE_NAME: z.string(), SITE_ADDRESS: z.url(), FILES_BUCKET: z.string(), FILES_KEY: z.string() });
