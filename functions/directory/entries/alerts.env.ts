import { SignedInEnv } from "../../signed-in.env.ts";

/** What the function of searches that people want to hear of is told by its environment. */
export const AlertsEnv = SignedInEnv;
