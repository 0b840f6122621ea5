import * as z from "zod/mini";
import { SignedInEnv } from "../../signed-in.env.ts";

/** What the vetting function is told by its environment. */
export const VettingEnv = z.extend(SignedInEnv, {
  FILES_BUCKET: z.string(),
  /** The key that seals the files of the bucket. */
  FILES_KEY: z.string(),
});
