import { allGrants, grantsFor, NOTICE_GRANTS, partitionsOf, REQUEST_GRANTS } from "../../shared/records/grants.ts";
import { keys } from "../../shared/table/keys.ts";
import type { FunctionSpec } from "../function-spec.ts";
import { BalanceSweepEnv } from "./entries/balance-sweep.env.ts";
import { BalancesEnv } from "./entries/balances.env.ts";
import { balancesEntities } from "./store/entities.ts";
import { balancesIndexes } from "./store/keys.ts";

/** What the council knows of a recipient: a record of another slice's, read by its key. */
const RECIPIENTS = "RECIPIENT#*";

export const balancesFunctions = {
  balances: {
    entry: "functions/balances/entries/balances.handler.ts",
    env: BalancesEnv,
    table: { mode: "write", signedIn: true, ...allGrants(grantsFor(balancesEntities), NOTICE_GRANTS, REQUEST_GRANTS), reads: [RECIPIENTS] },
    memoryMb: 1024,
    timeoutSeconds: 15,
    secrets: ["keys"],
    ifItFails: "People cannot answer a question about their balance, and finance officers cannot see or work on any.",
  },
  balanceSweep: {
    entry: "functions/balances/entries/balance-sweep.handler.ts",
    env: BalanceSweepEnv,
    table: {
      mode: "write",
      signedIn: true,
      ...allGrants(grantsFor(balancesEntities), NOTICE_GRANTS, {
        partitions: [keys.dayDone("balanceSweep", "").pk],
        indexes: { gsi3: partitionsOf(balancesIndexes.balancesDue) },
      }),
      reads: [RECIPIENTS],
    },
    memoryMb: 512,
    timeoutSeconds: 600,
    secrets: ["keys"],
    ifItFails: "Questions about balances and reminders are not sent, and officers do not see who they must call.",
    // When people are up: it sends text messages.
    schedule: { dailyAtUtc: "09:15" },
  },
} as const satisfies Record<string, FunctionSpec>;
