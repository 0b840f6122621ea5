import * as z from "zod/mini";

/** What the snapshot builder is told by its environment. */
export const SnapshotEnv = z.object({ TABLE_NAME: z.string() });
