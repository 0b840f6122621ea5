import type * as z from "zod/mini";
import type { EventName } from "../shared/runtime/log.ts";

/** What a function may do with the table, and in which partitions. */
export type TableAccess =
  | { readonly mode: "none" }
  /** Reads everything there is, item by item: an operator's check of the whole table. */
  | { readonly mode: "scan" }
  | {
      readonly mode: "read" | "write";
      readonly partitions: readonly string[];
      /** Partitions it reads, and makes conditions of, but never writes. */
      readonly reads?: readonly string[];
      /** Indexes it queries, and in which of their partitions. */
      readonly indexes?: Readonly<Record<string, readonly string[]>>;
      /** It reads every item there is besides: what makes the snapshot anew from the listings themselves. */
      readonly scans?: true;
      /** It must know who asks, and for whom they may act: `functions.ts` adds what that reaches. */
      readonly signedIn?: true;
      /** It finds, and ends, what every slice holds on a person: `functions.ts` adds all of it. */
      readonly everyRecord?: true;
    };

/** What a function may do with the table of money, which has no index: in which partitions. */
export interface LedgerAccess {
  readonly mode: "read" | "write";
  readonly partitions: readonly string[];
  /** Partitions it reads, and makes conditions of, but never writes. */
  readonly reads?: readonly string[];
}

/**
 * What a function may do with files people hand in: make forms that send one, read those
 * that arrived and were found clean, keep what was checked, open that, remove them.
 */
export type FileAccess = "form" | "read" | "keep" | "open" | "remove";

export type TrailAccess = "seal" | "verify" | "remove";

/** A Lambda function: its entry, its environment, and the least it must be allowed. */
export interface FunctionSpec {
  readonly entry: string;
  readonly env: z.core.$ZodObject;
  readonly table: TableAccess;
  /** The table of money: nothing where it is not named. Its environment names it too: `LEDGER_TABLE`. */
  readonly ledger?: LedgerAccess;
  readonly memoryMb: number;
  /** What of files it has beside it on disk at most, where that is more than the 512 MB that every function has (Lambda quotas). */
  readonly diskMb?: number;
  readonly timeoutSeconds: number;
  /** So many may run at once, kept for it alone: what others take in bulk leaves it these, and it takes no more. */
  readonly atOnce?: number;
  /** Who is harmed, and how, when it fails: said by its alarm. */
  readonly ifItFails: string;
  /** Woken by the clock, or by records of the table's stream. */
  readonly schedule?: { readonly everyMinutes: number } | { readonly dailyAtUtc: string };
  /** A filter on the table's stream, in EventBridge's pattern language, and how many seconds records gather before they wake it. */
  readonly stream?: { readonly filter: object; readonly gatherSeconds: number };
  readonly files?: readonly FileAccess[];
  /** Woken by what happens elsewhere: the malware scan of a file is done, or a file was dropped for import. */
  readonly wakes?: "file-scanned" | "receipt-scanned" | "file-dropped";
  /** Started by an operator, who waits for its answer. */
  readonly byHand?: true;
  /** Takes the files of these kinds that councils hand over for import, and puts reports beside them. `others`: it says of every other file that there is no such import. */
  readonly imports?: { readonly kinds: readonly string[]; readonly others?: true };
  /** Consumes its own SQS queue with partial batch responses; what keeps failing goes to a dead-letter queue. */
  readonly queue?: QueueSpec;
  /** The functions whose queues it puts work in. Its environment names each: `NIGHTLY_SWEEP_QUEUE_URL` for `nightlySweep`. */
  readonly sendsTo?: readonly string[];
  /** Removes records whose time is over with their audit trails: every other function may add to trails, and never changes or removes what is there. */
  readonly removesTrails?: true;
  /** What it does in the write-once bucket of trails: seals entries, reads the seals, or says that a record is about to be removed. */
  readonly trails?: TrailAccess;
  /** Secrets it reads. */
  readonly secrets?: readonly SecretName[];
  /** Secrets it writes. */
  readonly writesSecrets?: readonly SecretName[];
  /** Events of its log that somebody must hear of. */
  readonly alarmsOn?: readonly { readonly event: EventName; readonly impact: string }[];
}

/** `notify`: the key of GOV.UK Notify, which an operator fills in. `keys`: what seals sessions, which Trellis makes itself. `seal`: the key that audit trails are sealed with, made up by deployment. `fields`: the keys of single fields that only Trellis can read. */
export type SecretName = "notify" | "keys" | "seal" | "fields";

export interface QueueSpec {
  readonly batchSize: number;
  /** How long a batch may take before its messages come again; at least six times the function's timeout. */
  readonly visibilitySeconds: number;
  /** Most batches that are dealt with at the same time, 2 to 1,000: what they write to is not crowded. Source: Lambda, ScalingConfig of an SQS event source. */
  readonly maxConcurrency: number;
  /** After so many tries a message is kept for an operator. */
  readonly maxReceiveCount: number;
  /** Records of the table's stream that are put in the queue by a pipe: which, and what of them, in Pipes' template language. */
  readonly outbox?: { readonly filter: object; readonly message: string };
}
