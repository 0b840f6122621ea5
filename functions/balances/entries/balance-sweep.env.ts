import { SignedInEnv } from "../../signed-in.env.ts";

/** What the sweep of questions about balances is told by its environment: it knows who acts for whom, as whoever answers does. */
export const BalanceSweepEnv = SignedInEnv;
