import * as z from "zod/mini";

/** What the sealing of audit trails is told by its environment. */
export const SealEnv = z.object({ TRAILS_BUCKET: z.string(), SEAL_SECRET: z.string() });
