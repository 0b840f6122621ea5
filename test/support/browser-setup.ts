import type { TestProject } from "vitest/node";
import { startLocalSystem } from "./local-system.ts";

declare module "vitest" {
  export interface ProvidedContext {
    /** The address of a local system with sample data, started as a newcomer would. */
    readonly site: string;
    /** The folder it keeps its state in. */
    readonly home: string;
  }
}

/** Starts the whole local system on a new, empty state and a free port, as `npm start` does. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const system = await startLocalSystem();
  project.provide("site", system.site);
  project.provide("home", system.home);
  return system.stop;
}
