import { KINDS_OF_SLICE } from "../../shared/import/kinds.ts";
import { servicePolicy } from "../../shared/policy/service.ts";
import { allGrants, grantsFor, LISTING_GRANTS, NOTICE_GRANTS, partitionsOf, REQUEST_GRANTS } from "../../shared/records/grants.ts";
import { indexes, keys, PUBLIC_PARTITIONS } from "../../shared/table/keys.ts";
import type { FunctionSpec } from "../function-spec.ts";
import { AlertsEnv } from "./entries/alerts.env.ts";
import { ImportFileEnv } from "./entries/import-file.env.ts";
import { PublicEnv } from "./entries/public.env.ts";
import { SnapshotEnv } from "./entries/snapshot.env.ts";
import { TellAlertsEnv } from "./entries/tell-alerts.env.ts";
import { directoryEntities } from "./store/entities.ts";

export const directoryFunctions = {
  public: {
    entry: "functions/directory/entries/public.handler.ts",
    env: PublicEnv,
    // It writes what a visitor's searches came to, and what their marks are made with, and nothing else.
    table: { mode: "write", partitions: partitionsOf(keys.searched, keys.searchSalt), reads: [PUBLIC_PARTITIONS, ...partitionsOf(keys.shownPhoto)] },
    memoryMb: 1024,
    timeoutSeconds: 10,
    atOnce: 200,
    ifItFails: "People cannot search for support or see a listing.",
  },
  snapshot: {
    entry: "functions/directory/entries/snapshot.handler.ts",
    env: SnapshotEnv,
    table: { mode: "write", partitions: [PUBLIC_PARTITIONS] },
    memoryMb: 1769,
    timeoutSeconds: 120,
    // Two builders would do each other's work again.
    atOnce: 1,
    ifItFails: "Searches stay right but grow slower as changes pile up behind the snapshot.",
    schedule: { everyMinutes: 15 },
    stream: {
      filter: { dynamodb: { NewImage: { entity: { S: ["log-record"] }, snapshotDue: { BOOL: [true] } } } },
      // What wakes it has then settled, and it can take it in.
      gatherSeconds: servicePolicy.changeLog.settledSeconds,
    },
  },
  rebuild: {
    entry: "functions/directory/entries/rebuild.handler.ts",
    env: SnapshotEnv,
    table: { mode: "write", partitions: [PUBLIC_PARTITIONS], scans: true },
    memoryMb: 1769,
    timeoutSeconds: 900,
    ifItFails: "Searches go on by the snapshot there is.",
    byHand: true,
  },
  importFile: {
    entry: "functions/directory/entries/import-file.handler.ts",
    env: ImportFileEnv,
    table: { mode: "write", ...allGrants(LISTING_GRANTS, { partitions: [PUBLIC_PARTITIONS], indexes: { gsi1: partitionsOf(indexes.listingsInArea) } }) },
    memoryMb: 1769,
    timeoutSeconds: 900,
    // One file after the other, as on the command line.
    atOnce: 1,
    ifItFails: "A register or a list of places that a council handed over is not taken in.",
    imports: { kinds: KINDS_OF_SLICE.directory, others: true },
    wakes: "file-dropped",
  },
  alerts: {
    entry: "functions/directory/entries/alerts.handler.ts",
    env: AlertsEnv,
    table: { mode: "write", signedIn: true, ...allGrants(grantsFor(directoryEntities), REQUEST_GRANTS), reads: [PUBLIC_PARTITIONS] },
    memoryMb: 1024,
    timeoutSeconds: 15,
    secrets: ["keys"],
    ifItFails: "People cannot ask us to contact them when someone matches their search.",
  },
  tellAlerts: {
    entry: "functions/directory/entries/tell-alerts.handler.ts",
    env: TellAlertsEnv,
    table: {
      mode: "write",
      ...allGrants(grantsFor(directoryEntities), NOTICE_GRANTS),
      reads: [PUBLIC_PARTITIONS, ...partitionsOf(keys.account)],
    },
    memoryMb: 1769,
    timeoutSeconds: 600,
    ifItFails: "People are not told when someone new matches their search.",
    schedule: { dailyAtUtc: "07:00" },
  },
} as const satisfies Record<string, FunctionSpec>;
