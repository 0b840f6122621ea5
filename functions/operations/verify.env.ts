import * as z from "zod/mini";

/** What the check of audit trails is told by its environment. */
export const VerifyEnv = z.object({ TABLE_NAME: z.string() });
