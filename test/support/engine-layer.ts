import { afterAll, inject } from "vitest";
import { ledgerNameOf, tablesIn } from "../../infra/local/engine.ts";
import { engineFaults } from "../../infra/local/engine-faults.ts";
import { type EngineLayer, startEngineLayer } from "../../infra/local/engine-layer.ts";
import { outlineOf } from "../../infra/local/engine-request.ts";
import { faultsIn } from "../../infra/local/faults.ts";

let layer: Promise<EngineLayer> | undefined;
const started: Promise<EngineLayer>[] = [];
// With it go the connections of every client of this file's tables: other files run in this process after it.
afterAll(async () => {
  for (const one of started) await (await one).stop();
});
let faults = process.env["TRELLIS_FAULTS"];

/** From now on this file's tables fail as AWS's do. Begins anew with the seed's first draws. */
export function raiseFaults(text: string): void {
  faults = text;
  layer = undefined;
}

/** Whether faults are raised: then a count of a store's tries says nothing of the store. */
export const isFaulty = (): boolean => faults !== undefined;

/** What stands before the engine for this test file: every table of its run is one of the template's two there. */
export function engineLayer(): Promise<EngineLayer> {
  const { records, ledger } = tablesIn({ ofType: () => inject("tableResources") });
  const outlines = { records: outlineOf(records), ledger: outlineOf(ledger) };
  const tablesOf = (name: string) => {
    if (!name.startsWith(inject("tables"))) return undefined;
    return name.endsWith(ledgerNameOf("")) ? outlines.ledger : outlines.records;
  };
  const raised = faultsIn(faults);
  if (layer) return layer;
  layer = startEngineLayer({
    engine: inject("endpoint"),
    roles: inject("roles"),
    outlineOf: tablesOf,
    faulty: raised && engineFaults(raised, tablesOf),
  });
  started.push(layer);
  return layer;
}
