import { importBucket } from "../../../shared/import/import-bucket.ts";
import { fileImporter } from "./import-file.composition.ts";
import { ImportFileEnv } from "./import-file.env.ts";

const { TABLE_NAME, IMPORTS_BUCKET } = ImportFileEnv.parse(process.env);

/** Woken by a file that was dropped in the bucket of imports. */
export const handler = fileImporter(process.env, TABLE_NAME, importBucket(process.env, IMPORTS_BUCKET));
