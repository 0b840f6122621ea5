import { SignedInEnv } from "../../signed-in.env.ts";

/** What the function of saved people is told by its environment. */
export const ShortlistEnv = SignedInEnv;
