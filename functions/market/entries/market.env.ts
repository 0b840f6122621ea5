import { SignedInEnv } from "../../signed-in.env.ts";

/** What the function of gaps in the market is told by its environment. */
export const MarketEnv = SignedInEnv;
