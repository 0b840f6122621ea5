import { servicePolicy } from "../../shared/policy/service.ts";
import { PUBLIC_PARTITIONS } from "../../shared/table/keys.ts";
import type { FunctionSpec } from "../function-spec.ts";
import { PublicEnv } from "./entries/public.env.ts";
import { SnapshotEnv } from "./entries/snapshot.env.ts";

export const directoryFunctions = {
  public: {
    entry: "functions/directory/entries/public.handler.ts",
    env: PublicEnv,
    table: { mode: "read", partitions: [PUBLIC_PARTITIONS] },
    memoryMb: 1024,
    timeoutSeconds: 10,
    ifItFails: "People cannot search for support or see a listing.",
  },
  snapshot: {
    entry: "functions/directory/entries/snapshot.handler.ts",
    env: SnapshotEnv,
    table: { mode: "write", partitions: [PUBLIC_PARTITIONS] },
    memoryMb: 1769,
    timeoutSeconds: 120,
    ifItFails: "Searches stay right but grow slower as changes pile up behind the snapshot.",
    schedule: { everyMinutes: 15 },
    stream: {
      filter: { dynamodb: { NewImage: { entity: { S: ["log-record"] }, snapshotDue: { BOOL: [true] } } } },
      // What wakes it has then settled, and it can take it in.
      gatherSeconds: servicePolicy.changeLog.settledSeconds,
    },
  },
} as const satisfies Record<string, FunctionSpec>;
