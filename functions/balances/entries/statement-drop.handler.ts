import { importBucket } from "../../../shared/import/import-bucket.ts";
import { StatementDropEnv } from "./statement-drop.env.ts";
import { statementDropper } from "./statement-import.composition.ts";

/** Woken by a statement that was dropped in the bucket of imports. */
export const handler = statementDropper(process.env, importBucket(process.env, StatementDropEnv.parse(process.env).IMPORTS_BUCKET));
