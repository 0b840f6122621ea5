import * as z from "zod/mini";

/** What the import of dropped files is told by its environment. */
export const ImportFileEnv = z.object({
  TABLE_NAME: z.string(),
  /** The bucket councils hand their files over in. */
  IMPORTS_BUCKET: z.string(),
});
