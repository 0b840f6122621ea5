import { join } from "node:path";
import type { FunctionName } from "../functions/functions.ts";

/** Where bundles are written; tests, the local system and the deployment all take them from here. */
export const DIST = join(import.meta.dirname, "..", "dist");

/** A function's bundle: what is uploaded to Lambda, whole. */
export const bundleFolder = (name: FunctionName): string => join(DIST, name);
