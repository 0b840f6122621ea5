import { SignedInEnv } from "../../signed-in.env.ts";

/** What the function of requests for support is told by its environment. */
export const RequestsEnv = SignedInEnv;
