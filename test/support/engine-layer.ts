import { inject } from "vitest";
import { type EngineLayer, startEngineLayer } from "../../infra/local/engine-layer.ts";
import { outlineOf } from "../../infra/local/engine-request.ts";

let layer: Promise<EngineLayer> | undefined;

/** What stands before the engine for this test file: every table of its run is the template's one table there. */
export function engineLayer(): Promise<EngineLayer> {
  const [table] = inject("tableResources");
  if (!table) throw new Error("The template has no table");
  const outline = outlineOf(table);
  layer ??= startEngineLayer({
    engine: inject("endpoint"),
    roles: inject("roles"),
    outlineOf: (name) => (name.startsWith(inject("tables")) ? outline : undefined),
  });
  return layer;
}
