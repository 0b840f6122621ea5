import { SignedInEnv } from "../../signed-in.env.ts";

/** What the function of arrangements is told by its environment. */
export const ArrangementsEnv = SignedInEnv;
