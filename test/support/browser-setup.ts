import type { TestProject } from "vitest/node";
import { buildIfChanged } from "../../infra/bundle.ts";
import { BROWSER_WORKERS } from "./browser-workers.ts";
import { startLocalSystem } from "./local-system.ts";

declare module "vitest" {
  export interface ProvidedContext {
    /** A local system with sample data for each worker, started as a newcomer would: its address, and the folder it keeps its state in. */
    readonly systems: readonly { readonly site: string; readonly home: string }[];
  }
}

/** Starts whole local systems on new, empty states and free ports, as `npm start` does. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  await buildIfChanged();
  // Without open data, wherever there is some: tests bring what they need, and begin alike on every machine.
  const systems = await Promise.all(Array.from({ length: BROWSER_WORKERS }, () => startLocalSystem({ TRELLIS_DATA_DIR: "" })));
  project.provide(
    "systems",
    systems.map(({ site, home }) => ({ site, home })),
  );
  return async () => {
    await Promise.all(systems.map((system) => system.stop()));
  };
}
