import { allGrants, grantsFor, NOTICE_GRANTS, partitionsOf, REQUEST_GRANTS } from "../../shared/records/grants.ts";
import { keys, PUBLIC_PARTITIONS } from "../../shared/table/keys.ts";
import type { FunctionSpec } from "../function-spec.ts";
import { MarketEnv } from "./entries/market.env.ts";
import { MarketBuildEnv } from "./entries/market-build.env.ts";
import { MarketSignalsEnv } from "./entries/market-signals.env.ts";
import { marketEntities } from "./store/entities.ts";
import { marketKeys } from "./store/keys.ts";

/** The functions of gaps in the market. */
export const marketFunctions = {
  market: {
    entry: "functions/market/entries/market.handler.ts",
    env: MarketEnv,
    table: {
      mode: "write",
      signedIn: true,
      ...allGrants(grantsFor(marketEntities), NOTICE_GRANTS, REQUEST_GRANTS),
      // Gaps, areas and what is published of direct payments: it writes none of them.
      reads: [PUBLIC_PARTITIONS, ...partitionsOf(marketKeys.newest, marketKeys.staffSignals, marketKeys.applications, keys.listing, keys.moneyFigures)],
    },
    memoryMb: 1024,
    timeoutSeconds: 10,
    secrets: ["keys"],
    ifItFails: "Commissioners cannot see where support is short.",
  },
  marketBuild: {
    entry: "functions/market/entries/market-build.handler.ts",
    env: MarketBuildEnv,
    // What it counts of recipients and arrangements, `functions.ts` adds.
    table: { mode: "write", partitions: partitionsOf(marketKeys.newest), reads: [PUBLIC_PARTITIONS, ...partitionsOf(keys.listing)] },
    memoryMb: 1769,
    timeoutSeconds: 900,
    secrets: ["fields"],
    ifItFails: "Where support is short is shown as it was the night before. The next run makes up for it.",
    // After statements and reviews of the night, and before people are up.
    schedule: { dailyAtUtc: "05:30" },
    // And when open data was brought in: whoever brought it wants to see what comes of it. An import writes several of these within seconds.
    stream: { filter: { dynamodb: { NewImage: { entity: { S: ["large-areas", "small-areas", "take-up"] } } } }, gatherSeconds: 15 },
  },
  marketSignals: {
    entry: "functions/market/entries/market-signals.handler.ts",
    env: MarketSignalsEnv,
    // Of applications to be listed it reads what `functions.ts` adds.
    table: {
      mode: "write",
      partitions: [
        keys.dayDone("marketSignals", "").pk,
        ...partitionsOf(keys.searched, keys.searchSalt, keys.searchAreas),
        ...partitionsOf(marketKeys.searches, marketKeys.staffSignals, marketKeys.publicSignals, marketKeys.trueSignals),
        ...partitionsOf(marketKeys.applications, marketKeys.trueApplications),
      ],
      reads: partitionsOf(keys.demandFact, keys.geography),
    },
    memoryMb: 1769,
    timeoutSeconds: 900,
    ifItFails: "Searches that found no one are not counted: after two days they are lost. Figures of missing support, and of applications, come out late.",
    // The day before is over in London, summer and winter.
    schedule: { dailyAtUtc: "01:30" },
  },
} as const satisfies Record<string, FunctionSpec>;
