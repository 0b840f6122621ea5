import { importBucket } from "../../../shared/import/import-bucket.ts";
import { RecipientDropEnv } from "./recipient-drop.env.ts";
import { recipientDropper } from "./recipient-import.composition.ts";

/** Woken by a file of recipients that was dropped in the bucket of imports. */
export const handler = recipientDropper(process.env, importBucket(process.env, RecipientDropEnv.parse(process.env).IMPORTS_BUCKET));
