import * as z from "zod/mini";

/** What the public directory function is told by its environment. */
export const PublicEnv = z.object({
  TABLE_NAME: z.string(),
  /** The council whose policy orders results by fit (GSS code). */
  AUTHORITY: z.string(),
});
