import { SignedInEnv } from "../../signed-in.env.ts";

/** What the function of questions about balances is told by its environment. */
export const BalancesEnv = SignedInEnv;
