import * as z from "zod/mini";

/** What taking in files of recipients needs, from the command line too. */
export const RecipientImportEnv = z.object({
  TABLE_NAME: z.string(),
  /** The secret that holds what a record's id is made with. */
  KEYS_SECRET: z.string(),
  /** The secret that holds the keys of sealed fields. */
  FIELD_KEYS_SECRET: z.string(),
});

/** What the import of dropped files of recipients is told by its environment. */
export const RecipientDropEnv = z.extend(RecipientImportEnv, {
  /** The bucket councils hand their files over in. */
  IMPORTS_BUCKET: z.string(),
});
