import { queueWorker } from "../../../shared/due/queue-worker.ts";
import { log } from "../../../shared/runtime/log.ts";
import { processMessage } from "../use-cases/nightly-sweep.ts";
import { sweepDeps } from "./sweep.composition.ts";

const deal = processMessage(sweepDeps(process.env));

/** Deals with what the sweep found due. A message that fails comes again, and the others do not. */
export const handler = queueWorker(
  async (message) => {
    log("sweep-dealt", await deal(message));
  },
  (error) => log("sweep-failed", { fault: error instanceof Error ? error.name : typeof error }),
);
