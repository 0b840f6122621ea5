import { log } from "../../../shared/runtime/log.ts";
import { dealWith, SweepMessage } from "../use-cases/nightly-sweep.ts";
import { nightWork } from "./sweep.composition.ts";

const deal = dealWith(nightWork(process.env));

interface QueueEvent {
  readonly Records: readonly { readonly messageId: string; readonly body: string }[];
}

/** Deals with what the sweep found due. A message that fails comes again, and the others do not. */
export const handler = async ({ Records }: QueueEvent): Promise<{ readonly batchItemFailures: readonly { readonly itemIdentifier: string }[] }> => {
  const failed: string[] = [];
  for (const { messageId, body } of Records) {
    try {
      const { at, items } = SweepMessage.parse(JSON.parse(body));
      let done = 0;
      for (const item of items) if ((await deal(item, at)) !== "nothing") done += 1;
      log("sweep-dealt", { items: items.length, done });
    } catch (error) {
      log("sweep-failed", { fault: error instanceof Error ? error.name : typeof error });
      failed.push(messageId);
    }
  }
  return { batchItemFailures: failed.map((itemIdentifier) => ({ itemIdentifier })) };
};
