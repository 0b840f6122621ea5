import * as z from "zod/mini";
import { type EpochMillis, MINUTE_MS } from "../../shared/domain/time.ts";

/** What is put in the queue of `deliver`, by the pipe and by the hour: which notice, and nothing of it. */
export const DeliverMessage = z.object({ notice: z.string() });
export type DeliverMessage = z.infer<typeof DeliverMessage>;

/** Where notices are found that still wait. */
export interface WaitingNotices {
  /** Ids of notices that should have been looked at by `at`, a few at a time: of those that wait, or of those that were sent and may not have arrived. */
  dueBy(which: "waiting" | "sent", at: EpochMillis): AsyncIterable<readonly string[]>;
  /** Puts off the next look at a notice that still waits and was to be looked at by `at`. */
  lookAgain(id: string, at: EpochMillis, next: EpochMillis): Promise<void>;
}

export interface FindWaitingDeps {
  readonly store: WaitingNotices;
  readonly send: (messages: readonly DeliverMessage[]) => Promise<void>;
  /** A notice is put in the queue again at most once in so many minutes: so long the queue itself tries. */
  readonly againMinutes: number;
}

/**
 * Puts notices in the queue of `deliver` that still wait though their time has come: what the pipe lost, and what the queue gave up.
 * And those that were sent, so that it asks whether they arrived. How many waited. Delivering sends each once, however often it is in the queue; handed on and not yet put off, it is handed on again.
 */
export const findWaiting =
  ({ store, send, againMinutes }: FindWaitingDeps) =>
  async (at: EpochMillis): Promise<number> => {
    let found = 0;
    for (const which of ["waiting", "sent"] as const) {
      for await (const ids of store.dueBy(which, at)) {
        await send(ids.map((notice) => ({ notice })));
        await Promise.all(ids.map((id) => store.lookAgain(id, at, at + againMinutes * MINUTE_MS)));
        if (which === "waiting") found += ids.length;
      }
    }
    return found;
  };
