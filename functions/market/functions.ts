import { allGrants, partitionsOf, REQUEST_GRANTS } from "../../shared/records/grants.ts";
import { PUBLIC_PARTITIONS } from "../../shared/table/keys.ts";
import type { FunctionSpec } from "../function-spec.ts";
import { MarketEnv } from "./entries/market.env.ts";
import { marketKeys } from "./store/keys.ts";

/** The functions of gaps in the market. */
export const marketFunctions = {
  market: {
    entry: "functions/market/entries/market.handler.ts",
    env: MarketEnv,
    table: {
      mode: "write",
      signedIn: true,
      ...allGrants(REQUEST_GRANTS),
      // Gaps, areas and what is published of direct payments: it writes none of them.
      reads: [PUBLIC_PARTITIONS, ...partitionsOf(marketKeys.newest)],
    },
    memoryMb: 1024,
    timeoutSeconds: 10,
    secrets: ["keys"],
    ifItFails: "Commissioners cannot see where support is short.",
  },
} as const satisfies Record<string, FunctionSpec>;
