import { SignedInEnv } from "../../signed-in.env.ts";

/** What the function of reviews is told by its environment. */
export const ReviewsEnv = SignedInEnv;
