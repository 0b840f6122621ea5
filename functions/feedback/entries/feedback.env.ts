import { SignedInEnv } from "../../signed-in.env.ts";

/** What the function of feedback is told by its environment. */
export const FeedbackEnv = SignedInEnv;
