import type { QueueSpec } from "../../functions/function-spec.ts";
import type { BatchAnswer, QueueEvent } from "../../shared/due/queue-worker.ts";

/** What goes wrong between a queue and its consumer, each as a share of 1. */
export interface Roughness {
  /** Repeatable numbers in [0, 1). */
  readonly random: () => number;
  /** Messages that are delivered twice. */
  readonly twice: number;
  /** Batches whose answer is lost: what they did is done, and all their messages come again. */
  readonly lost: number;
}

/** How a queue was emptied. */
export interface Emptied {
  /** Messages that came as often as they may and failed. */
  readonly dead: readonly string[];
  readonly batches: number;
  readonly mostAtOnce: number;
  /** How often the message that came most often did. */
  readonly mostReceives: number;
}

/**
 * An SQS queue with its Lambda consumer, in memory, by the rules of its spec: so many batches at once, in no order, messages that
 * failed come again until they have come `maxReceiveCount` times. Empties it of `bodies`.
 */
export async function emptied(
  bodies: readonly string[],
  { batchSize, maxConcurrency, maxReceiveCount }: Pick<QueueSpec, "batchSize" | "maxConcurrency" | "maxReceiveCount">,
  consumer: (event: QueueEvent) => Promise<BatchAnswer>,
  { random, twice, lost }: Roughness,
): Promise<Emptied> {
  const waiting = bodies.flatMap((body, index) => {
    const message = (messageId: string) => ({ messageId, body, receives: 0 });
    return [message(`m${index}`), ...(random() < twice ? [message(`m${index}-again`)] : [])];
  });
  const dead: string[] = [];
  let [batches, atOnce, mostAtOnce, mostReceives] = [0, 0, 0, 0];

  const take = () => {
    const batch: typeof waiting = [];
    // A batch is what the poller found, not always as much as it may hold.
    const size = Math.ceil(random() * batchSize);
    while (batch.length < size && waiting.length > 0) {
      const [message] = waiting.splice(Math.floor(random() * waiting.length), 1);
      if (!message) break;
      // Received once more than it may be, it is put aside.
      if (message.receives >= maxReceiveCount) dead.push(message.body);
      else batch.push({ ...message, receives: message.receives + 1 });
    }
    return batch;
  };

  const consume = async (): Promise<void> => {
    for (let batch = take(); batch.length > 0; batch = take()) {
      batches += 1;
      atOnce += 1;
      mostAtOnce = Math.max(mostAtOnce, atOnce);
      mostReceives = Math.max(mostReceives, ...batch.map(({ receives }) => receives));
      const { batchItemFailures } = await consumer({ Records: batch });
      const failed = new Set(batchItemFailures.map(({ itemIdentifier }) => itemIdentifier));
      const answerLost = random() < lost;
      waiting.push(...batch.filter(({ messageId }) => answerLost || failed.has(messageId)));
      atOnce -= 1;
    }
  };
  // A consumer that finds nothing stops; what another's batch brings back is taken by whoever is left, or in the next round.
  while (waiting.length > 0) await Promise.all(Array.from({ length: maxConcurrency }, consume));
  return { dead, batches, mostAtOnce, mostReceives };
}
