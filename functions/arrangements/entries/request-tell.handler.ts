import { queueWorker } from "../../../shared/due/queue-worker.ts";
import { log } from "../../../shared/runtime/log.ts";
import { processRequests } from "../use-cases/tell-providers.ts";
import { requestTell } from "./request-tell.composition.ts";

const deal = processRequests(requestTell(process.env));

/** Tells providers of a request that was published, and deals with what the sweep found due. A message that fails comes again. */
export const handler = queueWorker(
  async (message) => {
    log("requests-dealt", await deal(message));
  },
  (error) => log("requests-failed", { fault: error instanceof Error ? error.name : typeof error }),
);
