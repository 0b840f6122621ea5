import * as z from "zod/mini";

/** Where reports are put, and no file is taken from: a report must not start an import. */
export const REPORTS = "reports/";

/** What the import of dropped files is told by its environment. */
export const ImportFileEnv = z.object({
  TABLE_NAME: z.string(),
  /** The bucket councils hand their files over in. */
  IMPORTS_BUCKET: z.string(),
});
