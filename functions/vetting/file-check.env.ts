import * as z from "zod/mini";

/** What the function that checks files is told by its environment. */
export const FileCheckEnv = z.object({ FILES_BUCKET: z.string() });
