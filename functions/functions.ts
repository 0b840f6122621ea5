import * as z from "zod/mini";
import { ACCOUNT_INDEXES, ACCOUNT_PARTITIONS, PUBLIC_PARTITIONS, RETENTION_INDEXES } from "../shared/table/keys.ts";
import { AccountEnv } from "./accounts/account.env.ts";
import { RetentionEnv } from "./accounts/retention.env.ts";
import { SignInEnv } from "./accounts/sign-in.env.ts";
import { PublicEnv } from "./directory/public.env.ts";
import { SnapshotEnv } from "./directory/snapshot.env.ts";
import { FileCheckEnv } from "./vetting/file-check.env.ts";

/** What a function may do with the table, and in which partitions. */
export type TableAccess =
  | { readonly mode: "none" }
  | {
      readonly mode: "read" | "write";
      readonly partitions: readonly string[];
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
}

export const functions = {
  public: {
    entry: "functions/directory/public.handler.ts",
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
    entry: "functions/directory/snapshot.handler.ts",
    env: SnapshotEnv,
    table: { mode: "write", partitions: [PUBLIC_PARTITIONS] },
    memoryMb: 1769,
    timeoutSeconds: 120,
    ifItFails: "Searches stay right but grow slower as changes pile up behind the snapshot.",
    schedule: { everyMinutes: 15 },
    stream: { filter: { dynamodb: { NewImage: { entity: { S: ["log-record"] }, snapshotDue: { BOOL: [true] } } } } },
  },
  signIn: {
    entry: "functions/accounts/sign-in.handler.ts",
    env: SignInEnv,
    table: { mode: "write", partitions: ACCOUNT_PARTITIONS, indexes: ACCOUNT_INDEXES },
    memoryMb: 1024,
    timeoutSeconds: 15,
    ifItFails: "Nobody can sign in or out.",
  },
  account: {
    entry: "functions/accounts/account.handler.ts",
    env: AccountEnv,
    table: { mode: "write", partitions: ACCOUNT_PARTITIONS, indexes: ACCOUNT_INDEXES },
    memoryMb: 1024,
    timeoutSeconds: 15,
    ifItFails: "People who are signed in cannot see or change what is theirs; staff cannot do their work.",
  },
  tokenClaims: {
    entry: "functions/accounts/token-claims.handler.ts",
    env: z.object({}),
    table: { mode: "none" },
    memoryMb: 256,
    timeoutSeconds: 5,
    ifItFails: "Nobody can sign in.",
  },
  retention: {
    entry: "functions/accounts/retention.handler.ts",
    env: RetentionEnv,
    table: { mode: "write", partitions: ACCOUNT_PARTITIONS, indexes: RETENTION_INDEXES },
    memoryMb: 512,
    timeoutSeconds: 600,
    ifItFails: "Personal data is kept longer than we say it is.",
    schedule: { dailyAtUtc: "02:30" },
  },
  fileCheck: {
    entry: "functions/vetting/file-check.handler.ts",
    env: FileCheckEnv,
    table: { mode: "none" },
    memoryMb: 512,
    timeoutSeconds: 60,
    ifItFails: "Files that people hand in stay unchecked, and nobody can look at them.",
    files: ["read", "remove"],
    wakes: "file-scanned",
  },
} as const satisfies Record<string, FunctionSpec>;

export type FunctionName = keyof typeof functions;
