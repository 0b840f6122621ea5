import { eachItem, queueWorker } from "../../../shared/due/queue-worker.ts";
import { log } from "../../../shared/runtime/log.ts";
import { processDueItem, SweepMessage } from "../use-cases/nightly-sweep.ts";
import { sweepDeps } from "./sweep.composition.ts";

const deal = processDueItem(sweepDeps(process.env));

/** Deals with what the sweep found due. A message that fails comes again, and the others do not. */
export const handler = queueWorker(
  async (message) => {
    const { at, items } = SweepMessage.parse(message);
    let done = 0;
    await eachItem(items, async (item) => {
      if ((await deal(item, at)) !== "nothing") done += 1;
    });
    log("sweep-dealt", { items: items.length, done });
  },
  (error) => log("sweep-failed", { fault: error instanceof Error ? error.name : typeof error }),
);
