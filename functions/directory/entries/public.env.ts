import * as z from "zod/mini";
import { EdgeEnv } from "../../../shared/http/edge.env.ts";

/** What the directory needs to know by its environment, whoever asks. */
export const DirectoryEnv = z.object({
  TABLE_NAME: z.string(),
  /** The council whose policy orders results by fit (GSS code). */
  AUTHORITY: z.string(),
});

/** What the public pages and answers need to know besides. */
export const PagesEnv = z.extend(DirectoryEnv, {
  /** Where people reach Trellis. */
  SITE_ADDRESS: z.url(),
});

/** What the public directory function is told by its environment. */
export const PublicEnv = z.extend(PagesEnv, EdgeEnv.shape);
