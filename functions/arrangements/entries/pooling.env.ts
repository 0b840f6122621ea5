import { SignedInEnv } from "../../signed-in.env.ts";

/** What the function of shared support is told by its environment. */
export const PoolingEnv = SignedInEnv;
