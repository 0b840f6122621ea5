import * as z from "zod/mini";
import type { EventName } from "../shared/runtime/log.ts";
import {
  ACCOUNT_INDEXES,
  ACCOUNT_PARTITIONS,
  DUE_INDEXES,
  NOTICE_PARTITIONS,
  PLACE_PARTITIONS,
  PUBLIC_PARTITIONS,
  SWEEP_INDEXES,
  SWEEP_PARTITIONS,
  TOLD_PARTITIONS,
  VETTING_INDEXES,
  VETTING_PARTITIONS,
} from "../shared/table/keys.ts";
import { AccountEnv } from "./accounts/entries/account.env.ts";
import { RetentionEnv } from "./accounts/entries/retention.env.ts";
import { SignInEnv } from "./accounts/entries/sign-in.env.ts";
import { PublicEnv } from "./directory/entries/public.env.ts";
import { SnapshotEnv } from "./directory/entries/snapshot.env.ts";
import { DeliverEnv } from "./notices/deliver.env.ts";
import { FileCheckEnv } from "./vetting/entries/file-check.env.ts";
import { SweepEnv } from "./vetting/entries/sweep.env.ts";
import { SweepOneEnv } from "./vetting/entries/sweep-one.env.ts";
import { VettingEnv } from "./vetting/entries/vetting.env.ts";

/** What a function may do with the table, and in which partitions. */
export type TableAccess =
  | { readonly mode: "none" }
  | {
      readonly mode: "read" | "write";
      readonly partitions: readonly string[];
      /** Partitions it reads, and makes conditions of, but never writes. */
      readonly reads?: readonly string[];
      /** Indexes it queries, and in which of their partitions. */
      readonly indexes?: Readonly<Record<string, readonly string[]>>;
    };

/** What a function may do with files people hand in: make forms that send one, read those known to be clean, remove them. */
export type FileAccess = "form" | "read" | "remove";

/** A Lambda function: its entry, its environment, and the least it must be allowed. */
export interface FunctionSpec {
  readonly entry: string;
  readonly env: z.core.$ZodObject;
  readonly table: TableAccess;
  readonly memoryMb: number;
  readonly timeoutSeconds: number;
  /** Who is harmed, and how, when it fails: said by its alarm. */
  readonly ifItFails: string;
  /** Woken by the clock, or by records of the table's stream. */
  readonly schedule?: { readonly everyMinutes: number } | { readonly dailyAtUtc: string };
  /** A filter on the table's stream, in EventBridge's pattern language. */
  readonly stream?: { readonly filter: object };
  readonly files?: readonly FileAccess[];
  /** Woken by what happens elsewhere: the malware scan of a file is done. */
  readonly wakes?: "file-scanned";
  /** Fed by a queue of its own, which keeps in the end what could not be handled. It says which messages of a batch failed. */
  readonly queue?: QueueSpec;
  /** The functions whose queues it puts work in. Its environment names each: `NIGHTLY_SWEEP_QUEUE_URL` for `nightlySweep`. */
  readonly sendsTo?: readonly string[];
  /** Secrets it reads. */
  readonly secrets?: readonly SecretName[];
  /** Events of its log that somebody must hear of. */
  readonly alarmsOn?: readonly { readonly event: EventName; readonly impact: string }[];
}

/** Secrets an operator fills in. */
export type SecretName = "notify";

export interface QueueSpec {
  readonly batchSize: number;
  /** How long a batch may take before its messages come again; at least six times the function's timeout. */
  readonly visibilitySeconds: number;
  /** After so many tries a message is kept for an operator. */
  readonly maxReceiveCount: number;
  /** Records of the table's stream that are put in the queue by a pipe: which, and what of them, in Pipes' template language. */
  readonly outbox?: { readonly filter: object; readonly message: string };
}

/** What belongs to people, of every slice: found where they ask what is held on them, and ended where they are erased. */
const EVERYBODYS_INDEXES = {
  gsi1: [...ACCOUNT_INDEXES.gsi1, ...VETTING_INDEXES.gsi1],
  gsi2: [...ACCOUNT_INDEXES.gsi2, ...VETTING_INDEXES.gsi2],
} as const;

export const functions = {
  public: {
    entry: "functions/directory/entries/public.handler.ts",
    env: PublicEnv,
    table: { mode: "read", partitions: [PUBLIC_PARTITIONS] },
    memoryMb: 1024,
    timeoutSeconds: 10,
    ifItFails: "People cannot search for support or see a listing.",
  },
  assets: {
    entry: "functions/assets/assets.handler.ts",
    env: z.object({}),
    table: { mode: "none" },
    memoryMb: 256,
    timeoutSeconds: 5,
    ifItFails: "Pages appear without their style, and are harder to read.",
  },
  snapshot: {
    entry: "functions/directory/entries/snapshot.handler.ts",
    env: SnapshotEnv,
    table: { mode: "write", partitions: [PUBLIC_PARTITIONS] },
    memoryMb: 1769,
    timeoutSeconds: 120,
    ifItFails: "Searches stay right but grow slower as changes pile up behind the snapshot.",
    schedule: { everyMinutes: 15 },
    stream: { filter: { dynamodb: { NewImage: { entity: { S: ["log-record"] }, snapshotDue: { BOOL: [true] } } } } },
  },
  signIn: {
    entry: "functions/accounts/entries/sign-in.handler.ts",
    env: SignInEnv,
    table: { mode: "write", partitions: ACCOUNT_PARTITIONS, indexes: ACCOUNT_INDEXES },
    memoryMb: 1024,
    timeoutSeconds: 15,
    ifItFails: "Nobody can sign in or out.",
  },
  account: {
    entry: "functions/accounts/entries/account.handler.ts",
    env: AccountEnv,
    table: { mode: "write", partitions: [...ACCOUNT_PARTITIONS, ...VETTING_PARTITIONS], indexes: EVERYBODYS_INDEXES },
    memoryMb: 1024,
    timeoutSeconds: 15,
    ifItFails: "People who are signed in cannot see or change what is theirs; staff cannot do their work.",
  },
  tokenClaims: {
    entry: "functions/accounts/entries/token-claims.handler.ts",
    env: z.object({}),
    table: { mode: "none" },
    memoryMb: 256,
    timeoutSeconds: 5,
    ifItFails: "Nobody can sign in.",
  },
  retention: {
    entry: "functions/accounts/entries/retention.handler.ts",
    env: RetentionEnv,
    table: { mode: "write", partitions: [...ACCOUNT_PARTITIONS, ...VETTING_PARTITIONS], indexes: { ...EVERYBODYS_INDEXES, ...DUE_INDEXES } },
    memoryMb: 512,
    timeoutSeconds: 600,
    ifItFails: "Personal data is kept longer than we say it is.",
    schedule: { dailyAtUtc: "02:30" },
  },
  vetting: {
    entry: "functions/vetting/entries/vetting.handler.ts",
    env: VettingEnv,
    table: {
      mode: "write",
      partitions: [...ACCOUNT_PARTITIONS, ...VETTING_PARTITIONS],
      reads: PLACE_PARTITIONS,
      indexes: EVERYBODYS_INDEXES,
    },
    memoryMb: 1024,
    timeoutSeconds: 15,
    ifItFails: "Nobody can apply to be on the list, and officers cannot check who does.",
    files: ["form", "read", "remove"],
  },
  sweep: {
    entry: "functions/vetting/entries/sweep.handler.ts",
    env: SweepEnv,
    table: { mode: "write", partitions: SWEEP_PARTITIONS, indexes: SWEEP_INDEXES },
    memoryMb: 512,
    timeoutSeconds: 600,
    ifItFails: "Checks that have run out stay on public pages, and nobody is reminded.",
    schedule: { dailyAtUtc: "03:00" },
    sendsTo: ["sweepOne"],
  },
  sweepOne: {
    entry: "functions/vetting/entries/sweep-one.handler.ts",
    env: SweepOneEnv,
    table: { mode: "write", partitions: VETTING_PARTITIONS, reads: TOLD_PARTITIONS, indexes: VETTING_INDEXES },
    memoryMb: 512,
    timeoutSeconds: 60,
    ifItFails: "Some checks that have run out stay on public pages, and some people are not reminded.",
    files: ["remove"],
    queue: { batchSize: 10, visibilitySeconds: 360, maxReceiveCount: 5 },
  },
  fileCheck: {
    entry: "functions/vetting/entries/file-check.handler.ts",
    env: FileCheckEnv,
    table: { mode: "write", partitions: VETTING_PARTITIONS, reads: TOLD_PARTITIONS, indexes: VETTING_INDEXES },
    memoryMb: 512,
    timeoutSeconds: 60,
    ifItFails: "Files that people hand in stay unchecked, and nobody can look at them.",
    files: ["read", "remove"],
    wakes: "file-scanned",
  },
  deliver: {
    entry: "functions/notices/deliver.handler.ts",
    env: DeliverEnv,
    table: { mode: "write", partitions: NOTICE_PARTITIONS },
    memoryMb: 512,
    timeoutSeconds: 60,
    ifItFails: "People do not hear what was decided about them, or what they must do by when.",
    secrets: ["notify"],
    queue: {
      batchSize: 5,
      visibilitySeconds: 900,
      // A quarter of an hour apart: half a day in which Notify may be out.
      maxReceiveCount: 48,
      outbox: {
        filter: { eventName: ["INSERT"], dynamodb: { NewImage: { entity: { S: ["notice"] }, state: { S: ["waiting"] } } } },
        message: '{"notice": <$.dynamodb.NewImage.id.S>}',
      },
    },
    alarmsOn: [{ event: "notice-failed", impact: "Somebody could not be told what was decided about them: their address is none. Tell them another way." }],
  },
} as const satisfies Record<string, FunctionSpec>;

export type FunctionName = keyof typeof functions;
