import { SignedInEnv } from "../../signed-in.env.ts";

/** What the function of free hours is told by its environment. */
export const FreeHoursEnv = SignedInEnv;
