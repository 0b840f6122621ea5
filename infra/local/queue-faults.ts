import type { Message } from "@aws-sdk/client-sqs";
import { diceOf, type Faults } from "./faults.ts";

/** What a queue that delivers at least once, in any order, may do with its messages. */
export interface QueueFaults {
  /** Of what was received, in which order it is given on, and what comes later. */
  inDisorder(received: readonly Message[]): { readonly now: readonly Message[]; readonly later: readonly Message[] };
  /** Whether the queue has taken it that a message was dealt with; where it has not, the message comes again. */
  isTaken(messageId: string | undefined): boolean;
}

/** Raises `redeliver` by chance: a batch is turned round, a message comes later, or twice. Each message is late once and doubled once at most, so that none is given up for it. */
export function queueFaults(faults: Faults | undefined): QueueFaults {
  if (!faults?.shares.redeliver) return { inDisorder: (now) => ({ now, later: [] }), isTaken: () => true };
  const draws = diceOf(faults, "queues");
  const [late, doubled] = [new Set<string | undefined>(), new Set<string | undefined>()];
  const once = (seen: Set<string | undefined>, id: string | undefined): boolean => {
    if (seen.has(id) || !draws.raises("redeliver")) return false;
    seen.add(id);
    return true;
  };
  return {
    inDisorder(received) {
      const later = received.filter(({ MessageId }) => once(late, MessageId));
      const now = received.filter((message) => !later.includes(message));
      return { now: draws.raises("redeliver") ? now.toReversed() : now, later };
    },
    isTaken: (messageId) => !once(doubled, messageId),
  };
}
