import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestProject } from "vitest/node";
import { buildBundles } from "../../infra/bundle.ts";
import { startEngine } from "../../infra/local/engine.ts";

declare module "vitest" {
  export interface ProvidedContext {
    /** The DynamoDB every test file makes its own tables in. */
    readonly endpoint: string;
    /** An empty folder of this run. */
    readonly scratch: string;
  }
}

/** Bundles once, and one engine for the run: the embedded one, or the one in DYNAMODB_ENDPOINT. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  await buildBundles();
  const engine = await startEngine();
  project.provide("endpoint", engine.endpoint);
  project.provide("scratch", mkdtempSync(join(tmpdir(), "trellis-test-")));
  return () => engine.stop();
}
