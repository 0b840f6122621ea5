import { allGrants, grantsFor, LISTING_GRANTS, NOTICE_GRANTS, partitionsOf, REQUEST_GRANTS } from "../../shared/records/grants.ts";
import { indexes, keys } from "../../shared/table/keys.ts";
import type { FunctionSpec } from "../function-spec.ts";
import { FileCheckEnv } from "./entries/file-check.env.ts";
import { SweepEnv } from "./entries/sweep.env.ts";
import { SweepOneEnv } from "./entries/sweep-one.env.ts";
import { VettingEnv } from "./entries/vetting.env.ts";
import { vettingEntities } from "./store/entities.ts";

const { account: _, ...cases } = vettingEntities;

/** What changing a case reaches: the case and all that belongs to it, its listing, and notices to whoever uses that. */
const caseGrants = allGrants(grantsFor(cases), LISTING_GRANTS, NOTICE_GRANTS, { indexes: { gsi2: partitionsOf(indexes.clientsOf) } });

export const vettingFunctions = {
  vetting: {
    entry: "functions/vetting/entries/vetting.handler.ts",
    env: VettingEnv,
    table: {
      mode: "write",
      signedIn: true,
      ...allGrants(caseGrants, grantsFor(vettingEntities), REQUEST_GRANTS, { indexes: { gsi1: partitionsOf(indexes.noticesOf) } }),
      reads: partitionsOf(keys.sector, keys.geography),
    },
    memoryMb: 1024,
    timeoutSeconds: 15,
    secrets: ["keys"],
    ifItFails: "No one can apply to be on the list, and officers cannot check who does.",
    files: ["form", "open", "remove"],
  },
  sweep: {
    entry: "functions/vetting/entries/sweep.handler.ts",
    env: SweepEnv,
    table: { mode: "write", partitions: [keys.dayDone("sweep", "").pk], indexes: { gsi3: partitionsOf(indexes.sweep) } },
    memoryMb: 512,
    timeoutSeconds: 600,
    ifItFails: "Expired checks stay on public pages, and no one is reminded.",
    schedule: { dailyAtUtc: "03:00" },
    sendsTo: ["sweepOne"],
  },
  sweepOne: {
    entry: "functions/vetting/entries/sweep-one.handler.ts",
    env: SweepOneEnv,
    table: { mode: "write", ...caseGrants, reads: partitionsOf(keys.account) },
    removesTrails: true,
    trails: "remove",
    memoryMb: 512,
    timeoutSeconds: 60,
    ifItFails: "Some expired checks stay on public pages, and some people are not reminded.",
    files: ["remove"],
    queue: { batchSize: 10, visibilitySeconds: 360, maxReceiveCount: 5, maxConcurrency: 5 },
  },
  fileCheck: {
    entry: "functions/vetting/entries/file-check.handler.ts",
    env: FileCheckEnv,
    table: { mode: "write", ...caseGrants, reads: partitionsOf(keys.account) },
    // The largest photo that is unpacked needs some 600 MB (docs/decisions/0039-photos.md).
    memoryMb: 1536,
    timeoutSeconds: 60,
    ifItFails: "Files that people send stay unchecked, and no one can view them.",
    files: ["read", "keep", "remove"],
    wakes: "file-scanned",
  },
} as const satisfies Record<string, FunctionSpec>;
