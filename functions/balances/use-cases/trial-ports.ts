import type { Trial } from "../rules/trial.ts";
import type { TrialPart } from "../rules/trial-sums.ts";

/** A part of a trial, as a message of the queue names it: the accounts of one of so many partitions. */
export interface TrialMessage {
  readonly council: string;
  readonly trial: string;
  readonly shard: number;
}

/** Where trials are kept, for some days: nothing of them is a result. */
export interface TrialStore {
  /** How many parts there are. */
  readonly parts: number;
  put(trial: Trial): Promise<void>;
  trial(council: string, id: string): Promise<Trial | undefined>;
  /** The accounts of a part, page by page. */
  accountsIn(council: string, shard: number): AsyncIterable<readonly string[]>;
  /** Notes what a part came to. Safe to repeat. */
  notePart(message: TrialMessage, part: TrialPart): Promise<void>;
  /** What is done of a trial. */
  partsDone(council: string, id: string): Promise<readonly TrialPart[]>;
}
