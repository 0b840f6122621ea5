import * as z from "zod/mini";

/** What bringing facts to reviews is told by its environment. */
export const ReviewFactsEnv = z.object({ TABLE_NAME: z.string() });
