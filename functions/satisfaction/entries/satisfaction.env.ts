import { SignedInEnv } from "../../signed-in.env.ts";

/** What the function of figures of feedback is told by its environment. */
export const SatisfactionEnv = SignedInEnv;
